/** What a timed run adds to the reports for programs. */
import { describe, expect, it } from 'vitest';
import { resultSchema } from '../../src/config/result-schema.js';
import { REPORTS } from '../../src/reports/index.js';
import { MEASURES } from '../../src/reports/measures.js';
import { madeUpFasterResult, madeUpNodesTiming, madeUpTimedResult } from './made-up-timing.js';

const backwards = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, backwards(field)]);
  return Object.fromEntries(fields.reverse());
};

describe('JSON', () => {
  const result = madeUpTimedResult();

  it('is the result, which the schema takes', () => {
    const written: unknown = JSON.parse(REPORTS.json.render([result]));
    expect(written).toEqual(result);
    expect(resultSchema.parse(written)).toEqual(result);
  });

  it('has its fields in one order, whatever order they were made in', () => {
    const nodes = { ...result, timing: madeUpNodesTiming(4) };
    for (const one of [result, nodes]) {
      expect(REPORTS.json.render([backwards(one) as typeof one])).toBe(REPORTS.json.render([one]));
    }
  });
});

describe('CSV', () => {
  const nodes = { ...madeUpTimedResult(), timing: madeUpNodesTiming(4) };
  const rows = REPORTS.csv.render([nodes]).split('\r\n');

  it.each([
    'MESI,total,cycles,cycles,40000',
    'MESI,2,cycles,cycles,30000',
    'MESI,2,compute,cycles,3000',
    'MESI,2,stall busWait,cycles,3600',
    'MESI,2,overlapped memory,cycles,4500',
    'MESI,total,latency upgrade count,references,150',
    'MESI,total,latency upgrade p99,cycles,41',
    'MESI,total,latency upgrade up to 23,references,120',
    'MESI,total,link 0: 0>1 busy,cycles,7200',
    'MESI,total,directory 0 node 0 uses,uses,400',
    'MESI,total,memory node 0 rowConflicts,accesses,240',
  ])('has the row %s', (row) => {
    expect(rows).toContain(row);
  });

  it('leaves out resources without uses', () => {
    expect(rows.filter((row) => row.includes('directory 1'))).toEqual([]);
  });
});

describe('measures of time', () => {
  const measured = (name: string, result = madeUpTimedResult()): number | undefined =>
    MEASURES.find((measure) => measure.name === name)?.of(result);

  it.each([
    ['cycles', 40_000],
    ['memoryCyclesPerReference', 8.6],
    ['stallShare', 86],
    ['missLatency', 165],
  ])('%s is %d', (name, value) => {
    expect(measured(name)).toBeCloseTo(value);
  });

  it('are nothing where nothing was filled', () => {
    expect(measured('missLatency', madeUpFasterResult())).toBeUndefined();
  });
});
