/** Programs run on clusters as they are: with the locks and barriers that they have on one memory. */
import { describe, expect, it } from 'vitest';
import { type ClusterOptions, runOnCluster } from '../../src/cluster/index.js';
import { PROGRAMS, programNamed } from '../../src/programs/library/index.js';
import { LOCKS } from '../../src/programs/locks/index.js';
import type { GivenValues } from '../../src/programs/parameters.js';
import { BARRIER_NAMES, LOCK_NAMES, smallValues } from './library-values.js';

const DSMS = ['ivy', 'lrc'] as const;
const NODES = [2, 3, 4];

const mostThreads = (lock: string): number => LOCKS.find(({ name }) => name === lock)?.mostThreads ?? 4;

/** How it ended, and whether all was computed that was due. */
const outcome = async (name: string, threads: number, values: GivenValues, cluster: ClusterOptions) => {
  const program = programNamed(name).load(threads, { ...smallValues(name), ...values });
  const { ending, findings } = await runOnCluster({ program, cluster, limitInstructions: 20_000_000 });
  return [ending, findings.filter(({ right }) => !right)];
};

const RIGHT = ['done', []];

describe.each(DSMS)('under %s', (dsm) => {
  describe.each(LOCK_NAMES)('lock=%s', (lock) => {
    const threads = mostThreads(lock);

    it.each(NODES.filter((nodes) => nodes <= threads))('loses no update over %i nodes', async (nodes) => {
      expect(await outcome('counter', threads, { lock }, { nodes, dsm })).toEqual(RIGHT);
    });
  });

  describe.each(BARRIER_NAMES)('barrier=%s', (barrier) => {
    it.each(NODES)('lets nobody pass early over %i nodes', async (nodes) => {
      expect(await outcome('barrier-phases', 4, { barrier }, { nodes, dsm })).toEqual(RIGHT);
    });
  });

  // Programs that do without messages.
  const shared = PROGRAMS.filter(({ name }) => !name.startsWith('mp-') && name !== 'message-sum');

  it.each(shared.map(({ name }) => name))('%s computes what it is due to', async (name) => {
    for (const pageBytes of [256, 4096]) {
      expect(await outcome(name, 4, {}, { nodes: 4, dsm, pageBytes })).toEqual(RIGHT);
    }
  });
});
