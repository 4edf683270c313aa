import { describe, expect, it } from 'vitest';
import { FETCH, messageOf, parse, READ, type Record, record, utf8, WRITE } from './records.js';

const top = (1n << 64n) - 1n;

const GOOD: { [format: string]: [string, string, Record[]][] } = {
  lackey: [
    ['an instruction fetch', 'I  04222cac,5\n', [record(0, FETCH, 0x04222cac, 5)]],
    ['a load', ' L 1ffeffe7e0,8\n', [record(0, READ, 0x1ffeffe7e0, 8)]],
    ['a store', ' S 1ffeffe7e0,8\n', [record(0, WRITE, 0x1ffeffe7e0, 8)]],
    ['a modify is a read and then a write', ' M 10,4\n', [record(0, READ, 0x10), record(0, WRITE, 0x10)]],
    ['capital digits', ' L 1FFEFFE7E0,16\n', [record(0, READ, 0x1ffeffe7e0, 16)]],
    ['the largest address', ' L ffffffffffffffff,1\n', [record(0, READ, top, 1)]],
    ['a carriage return', ' L 10,4\r\n', [record(0, READ, 0x10)]],
    ['no newline at the end', ' L 10,4', [record(0, READ, 0x10)]],
    [
      'Valgrind’s own lines are passed over',
      '==12== Lackey, an example tool\n==12==\n--12-- more\n**12** and\n\n L 10,4\n==12== done\n',
      [record(0, READ, 0x10)],
    ],
  ],
  din: [
    ['a read', '0 1fc0\n', [record(0, READ, 0x1fc0)]],
    ['a write', '1 1fc4\n', [record(0, WRITE, 0x1fc4)]],
    ['an instruction fetch', '2 400100\n', [record(0, FETCH, 0x400100)]],
    ['leading blanks, a tab, a prefix', '  0\t0x7FFF\n', [record(0, READ, 0x7fff)]],
    ['what follows the address is a comment', '0 10 anything\n', [record(0, READ, 0x10)]],
    ['64 bits', '1 ffffffffffffffff\n', [record(0, WRITE, top)]],
    ['empty lines', '\n \r\n0 1\n\n', [record(0, READ, 1)]],
  ],
  text: [
    ['all fields', '3 W 0x7ffe10 8 25\n', [record(3, WRITE, 0x7ffe10, 8, 25)]],
    ['without a gap', '3 W 0x7ffe10 8\n', [record(3, WRITE, 0x7ffe10, 8)]],
    ['without a size: 4 bytes', '3 W 0x7ffe10\n', [record(3, WRITE, 0x7ffe10, 4)]],
    ['without a processor: 0', 'W 7ffe10 2\n', [record(0, WRITE, 0x7ffe10, 2)]],
    ['commas', '1,r,ff,8,2\n', [record(1, READ, 0xff, 8, 2)]],
    ['commas and blanks, semicolons, tabs', '1 ,\tR ; 0XFF,8\n', [record(1, READ, 0xff, 8)]],
    [
      'words for operations',
      '0 read 1\n0 LOAD 2\n0 ld 3\n0 L 4\n0 write 5\n0 Store 6\n0 st 7\n0 s 8\n0 ifetch 9\n0 i a\n',
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((a) => record(0, a < 5 ? READ : a < 9 ? WRITE : FETCH, a)),
    ],
    ['a modify keeps its gap once', '2 M 40 8 9\n', [record(2, READ, 0x40, 8, 9), record(2, WRITE, 0x40, 8)]],
    ['comments', '# p op a\n0 R 10 4 # note\n   # more\n', [record(0, READ, 0x10)]],
    [
      'the largest values',
      '65535 R ffffffffffffffff 4095 4294967295\n',
      [record(65535, READ, top, 4095, 4294967295)],
    ],
    ['leading zeros', '0007 R 0x0000000000000000000010 0008\n', [record(7, READ, 0x10, 8)]],
    ['a comma at the end, a carriage return', '0,R,10,\r\n', [record(0, READ, 0x10)]],
  ],
};

describe.each(Object.entries(GOOD))('%s reads', (format, rows) => {
  it.each(rows)('%s', async (_, text, expected) => {
    expect(await parse(text, { format })).toEqual(expected);
  });
});

const LACKEY = '"I  ADDRESS,SIZE" or " L|S|M ADDRESS,SIZE" as valgrind --tool=lackey --trace-mem=yes writes';
const SIZE = 'a size of 0 to 4095 bytes';
const DIN = '"LABEL ADDRESS": label 0 (read), 1 (write) or 2 (instruction fetch), then a hexadecimal address';
const TEXT = '"[PROCESSOR] OPERATION ADDRESS [SIZE [GAP]]", as in "0 R 0x7ffe10 8"';
const OPERATION = 'an operation: R, L, read or load; W, S, write or store; I or ifetch; M or modify';
const ADDRESS = 'a hexadecimal address of at most 64 bits';

const BAD: { [format: string]: [string, string, string][] } = {
  lackey: [
    ['no size', ' L 10', LACKEY],
    ['no address', ' L ,8', LACKEY],
    ['an unknown kind', ' X 10,8', LACKEY],
    ['a fetch with a blank before it', ' I 10,8', LACKEY],
    ['a load without a blank before it', 'L 10,8', LACKEY],
    ['an address above 64 bits', ' L 10000000000000000,8', LACKEY],
    ['a size that is too large', ' L 10,4096', SIZE],
    ['no digits in the size', ' L 10,x', SIZE],
    ['something behind the size', ' L 10,8 x', LACKEY],
    ['the program’s own output', 'hello', LACKEY],
  ],
  din: [
    ['an unknown label', '3 10', DIN],
    ['no address', '0', DIN],
    ['no blank behind the label', '010', DIN],
    ['letters in the address', '0 10g', DIN],
    ['an address above 64 bits', '0 10000000000000000', DIN],
  ],
  text: [
    ['a processor above 65535', '65536 R 10', 'a processor of 0 to 65535'],
    ['nothing behind the processor', '12', TEXT],
    ['a number for an operation', '1 2 10', OPERATION],
    ['an unknown word', '1 fetched 10', OPERATION],
    ['a word of the language', '1 constructor 10', OPERATION],
    ['no address', '1 R', TEXT],
    ['no address but a comma', '1 R,', ADDRESS],
    ['letters in the address', '1 R 10z', ADDRESS],
    ['a prefix alone', '1 R 0x', ADDRESS],
    ['an address above 64 bits', '1 R 0x10000000000000000', ADDRESS],
    ['a size that is too large', '1 R 10 4096', SIZE],
    ['a negative size', '1 R 10 -4', SIZE],
    ['a gap that is too large', '1 R 10 4 4294967296', 'a gap of 0 to 4294967295 cycles'],
    ['a sixth field', '1 R 10 4 0 9', TEXT],
  ],
};

describe.each(Object.entries(BAD))(
  '%s refuses, with file, line, text and what was expected:',
  (format, rows) => {
    const good = { lackey: ' L 10,4', din: '0 10', text: '0 R 10' }[format]!;

    it.each(rows)('%s', async (_, line, expected) => {
      // `1 R` is followed by the address of the next line in no case: fields do not run over lines.
      const message = await messageOf(parse(`${good}\n${line}\n${good}\n`, { format, name: 'a.trace' }));
      expect(message).toBe(
        `a.trace, line 2: "${line}" does not parse; expected ${expected}. Mend the line, name another format, or skip such lines with strict off`,
      );
    });

    it.each(rows)('and skips and counts with strict off: %s', async (_, line) => {
      const { openTraceBytes } = await import('../../src/traces/open.js');
      const source = await openTraceBytes(utf8(`${line}\n${good}\n${line}`), { format, strict: false });
      let records = 0;
      for await (const batch of source.batches()) records += batch.count;
      expect({ records, bad: source.badRecords?.() }).toEqual({ records: 1, bad: 2 });
    });
  },
);

describe('lines', () => {
  it('show control characters escaped and long text shortened in messages', async () => {
    const message = await messageOf(parse(`0 R \u001b[31m${'x'.repeat(500)}\n`, { format: 'text' }));
    expect(message).toContain('"0 R \\u001b[31m');
    expect(message.length).toBeLessThan(300);
    expect(message).not.toContain('\u001b');
  });

  it('longer than 64 KiB do not parse, and are skipped as one with strict off', async () => {
    const long = `0 R 10 ${' '.repeat(300_000)}4\n0 W 20\n`;
    expect(await messageOf(parse(long, { format: 'text' }))).toContain(
      'line 1: "0 R 10                                                      …" does not parse; expected a line of at most 65536 bytes',
    );
    expect(await parse(long, { format: 'text', strict: false })).toEqual([record(0, WRITE, 0x20)]);
  });

  it('keep their numbers behind a long line and across the window’s edge', async () => {
    const lines = Array.from({ length: 60_000 }, () => '0 R 10 8');
    lines[41_233] = 'bad';
    expect(await messageOf(parse(lines.join('\n'), { format: 'text' }))).toContain('line 41234: "bad"');
  });
});
