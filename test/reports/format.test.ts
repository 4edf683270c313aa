import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fixed,
  grouped,
  humanBytes,
  NOTHING,
  percent,
  perThousand,
  plural,
  printable,
  ratio,
} from '../../src/reports/format.js';

describe('numbers for people', () => {
  const cases: [written: string, expected: string][] = [
    [grouped(0), '0'],
    [grouped(999), '999'],
    [grouped(1000), '1,000'],
    [grouped(1234567), '1,234,567'],
    [grouped(Number.MAX_SAFE_INTEGER), '9,007,199,254,740,991'],
    [fixed(1234.5), '1,234.50'],
    [fixed(0.005), '0.01'],
    [fixed(999.999), '1,000.00'],
    [fixed(1234567, 0), '1,234,567'],
    [percent(1, 3), '33.33 %'],
    [percent(0, 3), '0.00 %'],
    [percent(0, 0), NOTHING],
    [perThousand(1, 8), '125.00'],
    [perThousand(1, 0), NOTHING],
    [ratio(85, 100), '×0.85'],
    [ratio(0, 0), '×1.00'],
    [ratio(5, 0), NOTHING],
    [humanBytes(0), '0 B'],
    [humanBytes(1023), '1023 B'],
    [humanBytes(32 * 1024), '32 KiB'],
    [humanBytes(1234567), '1.18 MiB'],
    [humanBytes(3 * 1024 ** 3), '3 GiB'],
    [plural(1, 'way'), '1 way'],
    [plural(0, 'way'), '0 ways'],
    [plural(1200, 'fetch', 'fetches'), '1,200 fetches'],
    [printable('a\u001b[31m\nb\u2028'), 'a\ufffd[31m\ufffdb\ufffd'],
  ];
  it.each(cases)('%s is written %s', (written, expected) => {
    expect(written).toBe(expected);
  });

  it('read back as they were', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (value) => {
        expect(Number(grouped(value).replaceAll(',', ''))).toBe(value);
      }),
    );
  });

  it('have groups of three digits, the first of one to three', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (value) => {
        expect(grouped(value)).toMatch(/^\d{1,3}(,\d{3})*$/);
      }),
    );
  });
});
