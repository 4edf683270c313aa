/**
 * Cases worked out by hand: cold, capacity and conflict after Hill 1987; true and false sharing by
 * word after Torrellas, Lam and Hennessy 1994. Lines are of 32 bytes, words of four.
 */
import { describe, expect, test } from 'vitest';
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import { runEngine, withProtocol } from '../engine/agreement.js';
import { plain } from '../plain-machine.js';
import { ModelMachine } from './machine.js';
import type { ModelRecord } from './references.js';

const WORDS_A_LINE = 8;

/** `2 w 9`: processor 2 writes word 9. */
function recordsOf(trace: string): ModelRecord[] {
  return trace.split(',').map((step): ModelRecord => {
    const [processor, operation, word, bytes = '4'] = step.trim().split(' ');
    return {
      processor: Number(processor),
      operation: operation === 'w' ? 'write' : 'read',
      address: BigInt(word!) * 4n,
      bytes: Number(bytes),
    };
  });
}

const UNLIMITED = { size: 'unlimited', ways: 1 } as const;
const caches = (lines: number, ways: number): Pick<CacheConfig, 'size' | 'ways'> => {
  return { size: lines * WORDS_A_LINE * 4, ways };
};

const machineWith = (geometry: Pick<CacheConfig, 'size' | 'ways'>): MachineConfig => ({
  ...plain(3),
  protocol: '',
  lineBytes: WORDS_A_LINE * 4,
  l1: { ...geometry, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
  l2: null,
  bus: { wordBytes: 4, addressBytes: 4 },
  numa: null,
  instructions: 'skip',
  seed: 0,
  memoryLimitBytes: 2 ** 26,
});

interface Case {
  readonly title: string;
  readonly trace: string;
  readonly protocol?: string;
  readonly geometry?: Pick<CacheConfig, 'size' | 'ways'>;
  /** Misses of all processors: cold, capacity, conflict, true sharing, false sharing. */
  readonly misses: readonly [number, number, number, number, number];
}

const CASES: readonly Case[] = [
  { title: 'a first reference is cold', trace: '0 r 0, 0 r 1, 0 r 8', misses: [2, 0, 0, 0, 0] },
  {
    title: 'each processor has cold misses of its own',
    trace: '0 r 0, 1 r 0, 2 r 0',
    misses: [3, 0, 0, 0, 0],
  },
  {
    title: 'a word written by another since the loss makes true sharing',
    trace: '0 r 0, 1 w 0, 0 r 0',
    misses: [2, 0, 0, 1, 0],
  },
  {
    title: 'another word of the line makes false sharing',
    trace: '0 r 0, 1 w 1, 0 r 0',
    misses: [2, 0, 0, 0, 1],
  },
  {
    title: 'writes after the one that took the line count as well',
    trace: '0 r 0, 1 w 1, 1 w 0, 0 r 0',
    misses: [2, 0, 0, 1, 0],
  },
  {
    title: 'a write by a third processor counts as well',
    trace: '0 r 0, 1 w 1, 2 w 0, 0 r 0',
    misses: [3, 0, 0, 1, 0],
  },
  {
    title: 'what the processor wrote itself does not count',
    trace: '0 w 0, 1 w 1, 0 r 0',
    misses: [2, 0, 0, 0, 1],
  },
  {
    title: 'words written before the last loss are forgotten once the line was held again',
    trace: '0 r 0, 1 w 0, 0 r 1, 1 w 2, 0 r 0',
    // 0 loses the line to word 0, comes back for word 1 (false), loses it to word 2, comes back for word 0.
    misses: [2, 0, 0, 0, 2],
  },
  {
    title: 'a reference of two words is true sharing if either was written',
    trace: '0 r 0, 1 w 1, 0 r 0 8',
    misses: [2, 0, 0, 1, 0],
  },
  {
    title: 'a byte of a written word is true sharing: words are the grain',
    trace: '0 r 0, 1 w 0 1, 0 r 0 4',
    misses: [2, 0, 0, 1, 0],
  },
  {
    title: 'a line taken by a mere read under MI is false sharing',
    protocol: 'MI',
    trace: '0 r 0, 1 r 0, 0 r 0',
    misses: [2, 0, 0, 0, 1],
  },
  {
    title: 'an upgrade is no miss',
    trace: '0 r 0, 1 r 0, 0 w 0, 0 w 1',
    misses: [2, 0, 0, 0, 0],
  },
  {
    title: 'update protocols have no coherence misses',
    protocol: 'Dragon',
    trace: '0 r 0, 1 w 0, 0 r 0, 1 w 1, 0 r 1',
    misses: [2, 0, 0, 0, 0],
  },
  {
    title: 'incoherent caches have no coherence misses',
    protocol: 'none',
    trace: '0 r 0, 1 w 0, 0 r 0',
    misses: [2, 0, 0, 0, 0],
  },
  {
    title: 'two lines of one set that a fully associative cache would hold conflict',
    geometry: caches(4, 1),
    // Lines 0 and 4 fall into set 0 of four.
    trace: '0 r 0, 0 r 32, 0 r 0, 0 r 32',
    misses: [2, 0, 2, 0, 0],
  },
  {
    title: 'more lines than the cache has are capacity misses',
    geometry: caches(2, 2),
    trace: '0 r 0, 0 r 8, 0 r 16, 0 r 0, 0 r 8',
    misses: [3, 2, 0, 0, 0],
  },
  {
    title: 'the cache to compare with is fed with hits too, by this processor alone',
    geometry: caches(2, 1),
    // Sets: lines 0 and 2 share one, line 1 has the other. Before the last reference the fully
    // associative cache holds lines 0 and 2, since 1 was not used again: line 0 conflicts.
    trace: '0 r 8, 0 r 0, 0 r 0, 0 r 16, 1 r 24, 1 r 32, 0 r 0',
    misses: [5, 0, 1, 0, 0],
  },
  {
    title: 'a line evicted before another wrote it is a replacement miss',
    geometry: caches(1, 1),
    trace: '0 r 0, 0 r 8, 1 w 0, 0 r 0',
    misses: [3, 1, 0, 0, 0],
  },
  {
    title: 'a write that does not allocate leaves the line cold for its processor',
    protocol: 'VI',
    trace: '0 w 0, 0 w 0, 0 r 0',
    misses: [3, 0, 0, 0, 0],
  },
  {
    title: 'and marks its words for those who lost the line',
    protocol: 'VI',
    trace: '0 r 0, 1 w 1, 1 w 0, 0 r 0',
    misses: [3, 0, 0, 1, 0],
  },
];

describe.each(CASES)('$title', ({ trace, protocol = 'MESI', geometry = UNLIMITED, misses }) => {
  const subject = withProtocol(machineWith(geometry), protocol);
  const records = recordsOf(trace);
  const kinds = [
    'coldMisses',
    'capacityMisses',
    'conflictMisses',
    'trueSharingMisses',
    'falseSharingMisses',
  ] as const;

  test('in the model', () => {
    const model = new ModelMachine(subject.machine, subject.model, true);
    for (const record of records) model.record(record);
    const counters = model.counters();
    expect(kinds.map((kind) => counters.reduce((sum, each) => sum + each[kind], 0))).toEqual(misses);
  });

  test('in the engine', () => {
    const counters = runEngine(subject, records, true).counters();
    expect(kinds.map((kind) => counters.reduce((sum, each) => sum + each[kind], 0))).toEqual(misses);
  });
});
