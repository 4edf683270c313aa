import { describe, expect, it } from 'vitest';
import { COUNTER_NAMES } from '../../src/counters.js';
import { ORGANISATIONS } from '../../src/directories/index.js';
import { LITMUS_TESTS } from '../../src/litmus/catalogue/index.js';
import { MACHINES } from '../../src/machines/index.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { POLICY_NAMES } from '../../src/replacement/index.js';
import { REPORTS } from '../../src/reports/index.js';
import { SAMPLES } from '../../src/samples/index.js';
import { TOPOLOGIES } from '../../src/topologies/index.js';
import { TRACE_FORMATS } from '../../src/traces/formats/index.js';
import { WORKLOADS } from '../../src/workloads/index.js';
import { cohort } from './command.js';

const namesOf = (all: readonly { readonly name: string }[]): string[] => all.map(({ name }) => name);

const CATALOGUES: readonly (readonly [what: string, names: readonly string[]])[] = [
  ['protocols', namesOf(PROTOCOLS)],
  ['machines', namesOf(MACHINES)],
  ['topologies', namesOf(TOPOLOGIES)],
  ['directories', namesOf(ORGANISATIONS)],
  ['workloads', namesOf(WORKLOADS)],
  ['formats', namesOf(TRACE_FORMATS)],
  ['reports', namesOf(Object.values(REPORTS))],
  ['policies', POLICY_NAMES],
  ['counters', COUNTER_NAMES],
  ['litmus', namesOf(LITMUS_TESTS)],
  ['samples', SAMPLES.map(({ name }) => `sample:${name}`)],
];

describe('list', () => {
  it.each(CATALOGUES)('%s gives a line for each, name first', async (what, names) => {
    const { exitCode, stdout, stderr } = await cohort(['list', what], { terminal: 110 });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    // A title that does not fit goes on in a line that begins with a space.
    expect(lines.filter((line) => !line.startsWith(' ')).map((line) => line.split('  ')[0])).toEqual(names);
  });

  it.each(CATALOGUES.map(([what]) => what))('%s fits the terminal', async (what) => {
    const { stdout } = await cohort(['list', what], { terminal: 80 });
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});
