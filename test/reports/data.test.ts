/** The reports for programs: JSON and CSV. */
import { describe, expect, it } from 'vitest';
import { COUNTER_NAMES, COUNTERS, type CounterName } from '../../src/counters.js';
import { REPORTS } from '../../src/reports/index.js';
import { COMPARISON_SCHEMA } from '../../src/result.js';
import { inclusive } from '../plain-machine.js';
import { madeUpNumaResult } from './made-up-network.js';
import { madeUpResult, madeUpVariant } from './made-up-result.js';

const { json, csv } = REPORTS;

describe('JSON', () => {
  it('of one run is the result itself', () => {
    for (const result of [madeUpResult(), madeUpNumaResult(4)]) {
      expect(JSON.parse(json.render([result]))).toEqual(result);
    }
  });

  it('of several runs is a comparison', () => {
    const results = [madeUpResult(), madeUpVariant()];
    expect(JSON.parse(json.render(results))).toEqual({ schema: COMPARISON_SCHEMA, results });
  });

  it('of no run is an empty comparison', () => {
    expect(JSON.parse(json.render([]))).toEqual({ schema: COMPARISON_SCHEMA, results: [] });
  });

  it('has its fields in one order, whatever order they were made in', () => {
    const backwards = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(backwards);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, field]) => [name, backwards(field)]),
      );
    };
    const result = madeUpResult({
      machine: { ...madeUpResult().machine, l2: inclusive(madeUpResult().machine.l1) },
    });
    const reversed = backwards(result) as typeof result;
    const nodes = madeUpNumaResult(4);
    expect(json.render([backwards(nodes) as typeof nodes])).toBe(json.render([nodes]));
    expect(Object.keys(reversed)[0]).toBe('timing');
    expect(json.render([reversed])).toBe(json.render([result]));
    expect(json.render([result]).startsWith('{\n  "schema": "cohort.result/1",\n  "partial": false,')).toBe(
      true,
    );
  });

  it('has its counters in the order of their definition', () => {
    const { total } = JSON.parse(json.render([madeUpResult()])) as { total: object };
    expect(Object.keys(total)).toEqual(COUNTER_NAMES);
  });
});

/** A reader after RFC 4180: records end in CRLF, fields may be quoted, quotes are doubled. */
const readCsv = (document: string): string[][] => {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, bare, end] of document.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    record.push(quoted === undefined ? bare! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') {
      records.push(record);
      record = [];
    }
  }
  return records;
};

describe('CSV', () => {
  const results = [madeUpResult(), madeUpVariant()];
  const [head, ...rows] = readCsv(csv.render(results));
  const readValue = (run: string, processor: string, counter: string): number => {
    const found = rows.filter((row) => row[0] === run && row[1] === processor && row[2] === counter);
    expect(found).toHaveLength(1);
    return Number(found[0]![4]);
  };

  it('has one number a row, with run, processor, counter and unit', () => {
    expect(head).toEqual(['run', 'processor', 'counter', 'unit', 'value']);
    for (const row of rows) expect(row).toEqual([...row.slice(0, 4), expect.stringMatching(/^\d+$/)]);
  });

  it('reads back as every counter of every processor', () => {
    for (const [run, { total, processors }] of [
      ['MESI', results[0]!],
      ['MSI', results[1]!],
    ] as const) {
      for (const name of COUNTER_NAMES) {
        expect(readValue(run, 'total', name)).toBe(total[name]);
        for (const [at, counters] of processors.entries()) {
          expect(readValue(run, String(at), name)).toBe(counters[name]);
        }
      }
    }
  });

  it('has totals that are the sums over processors', () => {
    for (const name of COUNTER_NAMES) {
      const sum = [0, 1, 2, 3].reduce((all, at) => all + readValue('MESI', String(at), name), 0);
      expect(readValue('MESI', 'total', name)).toBe(sum);
    }
  });

  it('has the unit of each counter', () => {
    const counters = rows.filter((row) => COUNTER_NAMES.some((name) => name === row[2]));
    expect(counters.length).toBe(2 * 5 * COUNTER_NAMES.length);
    for (const row of counters) expect(row[3]).toBe(COUNTERS[row[2] as CounterName].unit);
  });

  it('has the run’s facts and transitions', () => {
    expect(readValue('MESI', 'total', 'partial')).toBe(0);
    expect(readValue('MESI', 'total', 'badRecords')).toBe(1);
    expect(readValue('MESI', 'total', 'S>I BusUpgr')).toBe(150);
  });

  it('has the network’s traffic by message, pair and link', () => {
    const result = madeUpNumaResult(4);
    const report = readCsv(csv.render([result]));
    const { messages, matrix, bytes, links } = result.network!;
    const [first] = messages;
    expect(report).toContainEqual(['MESI', 'total', 'GetS count', 'messages', `${first!.count}`]);
    expect(report).toContainEqual(['MESI', 'total', 'GetS bytes', 'bytes', `${first!.bytes}`]);
    expect(report).toContainEqual(['MESI', 'total', 'GetS hops', 'links', `${first!.hops}`]);
    expect(report).toContainEqual(['MESI', 'total', 'node 1>2 messages', 'messages', `${matrix[1]![2]}`]);
    expect(report).toContainEqual(['MESI', 'total', 'node 1>2 bytes', 'bytes', `${bytes[1]![2]}`]);
    const [link] = links;
    expect(report).toContainEqual([
      'MESI',
      'total',
      `link 0: ${link!.from}>${link!.to}`,
      'bytes',
      `${link!.bytes}`,
    ]);
  });

  it('leaves out pairs and links without traffic, and names every node *', () => {
    const { network, ...rest } = madeUpNumaResult(2);
    const quiet = {
      ...network!,
      matrix: [
        [0, 1],
        [0, 0],
      ],
      bytes: [
        [0, 8],
        [0, 0],
      ],
      links: [
        { from: -1, to: 0, bytes: 0 },
        { from: -1, to: 1, bytes: 8 },
      ],
    };
    const report = readCsv(csv.render([{ ...rest, network: quiet }]));
    const names = report.map((row) => row[2]!).filter((name) => /^(node|link) /.test(name));
    expect(names).toEqual(['node 0>1 messages', 'node 0>1 bytes', 'link 1: *>1']);
  });

  it('marks a partial run', () => {
    const report = readCsv(csv.render([madeUpResult({ partial: true })]));
    expect(report).toContainEqual(['MESI', 'total', 'partial', 'flag', '1']);
  });

  it('quotes what needs quotes', () => {
    const { protocol } = madeUpResult();
    const named = madeUpResult({ protocol: { ...protocol, name: 'my "own", 2nd' } });
    const report = csv.render([named]);
    expect(report).toContain('"my ""own"", 2nd",total,partial,flag,0\r\n');
    expect(readCsv(report)[1]![0]).toBe('my "own", 2nd');
  });

  it('of no run is its head', () => {
    expect(csv.render([])).toBe('run,processor,counter,unit,value\r\n');
  });
});
