/**
 * Random programs without data races leave the same memory on one machine and on every kind of cluster,
 * and read the same values on the way: under IVY with each manager, and under lazy release consistency.
 *
 * Threads write words of their own, read what all wrote before the last barrier, and change words that
 * locks protect by operations whose order does not matter, so that there is one right outcome.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClusterOptions, MANAGERS, runOnCluster } from '../../src/cluster/index.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { barrierFragments } from '../../src/programs/barriers/index.js';
import { fragmentSources } from '../../src/programs/fragment.js';
import { LOCKS, lockFragments } from '../../src/programs/locks/index.js';
import type { Program } from '../../src/programs/program.js';
import { BARRIER_NAMES, LOCK_NAMES } from './library-values.js';

const WORDS = 24;
const GUARDS = 3;
/** Bytes of what each lock protects. */
const GUARDED = 24;

/** One thing that a thread does in a phase. */
type Step =
  | { readonly kind: 'write'; readonly word: number; readonly bytes: 1 | 2 | 4 | 8; readonly factor: number }
  | { readonly kind: 'read'; readonly thread: number; readonly word: number }
  | { readonly kind: 'guarded'; readonly lock: number; readonly offset: number; readonly by: number }
  | { readonly kind: 'spend'; readonly cycles: number };

const word = fc.integer({ min: 0, max: WORDS - 1 });
const step = (threads: number): fc.Arbitrary<Step> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('write' as const),
      word,
      bytes: fc.constantFrom(1 as const, 2 as const, 4 as const, 8 as const),
      factor: fc.integer({ min: 1, max: 1000 }),
    }),
    fc.record({ kind: fc.constant('read' as const), thread: fc.integer({ min: 0, max: threads - 1 }), word }),
    fc.record({
      kind: fc.constant('guarded' as const),
      lock: fc.integer({ min: 0, max: GUARDS - 1 }),
      offset: fc.constantFrom(0, 8, 16),
      by: fc.integer({ min: 1, max: 1000 }),
    }),
    fc.record({ kind: fc.constant('spend' as const), cycles: fc.integer({ min: 0, max: 30_000 }) }),
  );

/** Steps of each thread in each phase. */
type Plan = readonly (readonly (readonly Step[])[])[];

const plan = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 4 }))
  .chain(([threads, phases]): fc.Arbitrary<Plan> => {
    const steps = fc.array(step(threads), { maxLength: 8 });
    const phase = fc.array(steps, { minLength: threads, maxLength: threads });
    return fc.array(phase, { minLength: phases, maxLength: phases });
  });

const STORES = { 1: 'sb', 2: 'sh', 4: 'sw', 8: 'sd' } as const;

/**
 * Words that threads write in one phase are read in the next: two copies of each, written in turn. They
 * are mingled, so that threads share words' neighbours, and pages.
 */
const addressOf = (threads: number, thread: number, index: number, phase: number): number =>
  8 * (2 * (index * threads + thread) + (phase % 2));

/** Locks and barriers of the system, or of the library. */
interface Means {
  readonly lock: string;
  readonly barrier: string;
}

const SYSTEM: Means = { lock: 'dsm', barrier: 'dsm' };

const linesOf = (threads: number, thread: number, phase: number, one: Step): string => {
  switch (one.kind) {
    case 'write':
      return `muli t0, s3, ${one.factor}\naddi t0, t0, ${phase}\n${STORES[one.bytes]} t0, ${addressOf(threads, thread, one.word, phase)}(s0)`;
    case 'read':
      // A sum of what was read goes into what is written later.
      return `ld t0, ${addressOf(threads, one.thread, one.word, phase + 1)}(s0)\nmuli s3, s3, 3\nadd s3, s3, t0`;
    case 'guarded':
      return `la s4, locks\naddi s4, s4, ${one.lock} * LOCK_BYTES\naddi s5, s1, ${one.lock * GUARDED}\nlock s4\nld t0, ${one.offset}(s5)\naddi t0, t0, ${one.by}\nsd t0, ${one.offset}(s5)\nunlock s4`;
    case 'spend':
      return `li t0, ${one.cycles}\nsleep t0`;
  }
};

const programOf = (phases: Plan, { lock, barrier }: Means): Program => {
  const threads = phases[0]!.length;
  const bodies = Array.from({ length: threads }, (_, thread) =>
    phases
      .flatMap((ofThreads, phase) => [
        ...ofThreads[thread]!.map((one) => linesOf(threads, thread, phase, one)),
        'la s4, gate',
        'barrier s4',
      ])
      .join('\n'),
  );
  const text = `
.stack 64
.data
words:
  .space ${16 * WORDS * threads}
guarded:
  .space ${GUARDED * GUARDS}
last:
  .space ${8 * threads}
.line
locks:
${'  lock_data\n'.repeat(GUARDS)}gate:
  barrier_data
.text
main:
  la s0, words
  la s1, guarded
  who s2
  addi s3, s2, 1
${bodies.map((_, thread) => `  li t1, ${thread}\n  beq s2, t1, thread${thread}`).join('\n')}
  halt
${bodies.map((body, thread) => `thread${thread}:\n${body}\nla t1, last\nsd s3, ${8 * thread}(t1)\nhalt`).join('\n')}
`;
  const sources = fragmentSources([...lockFragments(lock, 'on'), ...barrierFragments(barrier)]);
  return assemble([...sources, { file: 'random', text }], { threads, lineBytes: 16, name: 'random' });
};

interface Outcome {
  readonly ending: string;
  readonly memory: string;
}

const outcome = async (program: Program, cluster: ClusterOptions | null, seed: number): Promise<Outcome> => {
  let memory = '';
  const options = {
    program,
    seed,
    limitInstructions: 5_000_000,
    machine: { lineBytes: 16, l1: { size: 256, ways: 2 as const } },
    onMemory: (bytes: Uint8Array) => {
      // What locks and barriers hold at the end depends on who took them last.
      memory = Buffer.from(bytes.subarray(4096, Number(program.symbols.get('locks')?.value))).toString('hex');
    },
  };
  const { ending } = cluster
    ? await runOnCluster({ ...options, cluster })
    : await runProgram({
        ...options,
        machine: { ...options.machine, processors: program.threads },
      });
  return { ending, memory };
};

const KINDS: readonly (Pick<ClusterOptions, 'dsm' | 'manager'> & { name: string })[] = [
  ...MANAGERS.map(({ name }) => ({ name: `IVY, ${name}`, dsm: 'ivy' as const, manager: name })),
  { name: 'lazy release consistency', dsm: 'lrc' },
];

const clusters = fc.record({
  pageBytes: fc.constantFrom(16, 64, 256, 4096),
  perNode: fc.integer({ min: 1, max: 2 }),
  messages: fc.constantFrom({}, { latencyCycles: 0, softwareCycles: 0, overheadCycles: 0, gapCycles: 0 }),
});

/** Locks for any number of threads that need no parameters. */
const libraryMeans = fc.record({
  lock: fc.constantFrom(
    ...LOCKS.filter(({ name, mostThreads }) => LOCK_NAMES.includes(name) && mostThreads === undefined)
      .map(({ name }) => name)
      .filter((name) => !name.endsWith('-backoff')),
  ),
  barrier: fc.constantFrom(...BARRIER_NAMES),
});

/** Plans, run with these means on random clusters of a kind and on one machine. */
const holdsFor = (kind: Pick<ClusterOptions, 'dsm' | 'manager'>, means: fc.Arbitrary<Means>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(plan, means, clusters, fc.nat(1000), async (phases, how, cluster, seed) => {
      const program = programOf(phases, how);
      const { perNode, ...more } = cluster;
      const nodes = Math.ceil(program.threads / perNode);
      const due = await outcome(program, null, seed);
      const computed = await outcome(program, { ...more, ...kind, nodes }, seed);
      expect(due.ending).toBe('done');
      expect(computed).toEqual(due);
    }),
    { numRuns: process.env.COHORT_LONG === '1' ? 1000 : 40 },
  );

describe('a program without races leaves the same memory as on one machine', () => {
  it.each(KINDS)('with locks and barriers of the system, under $name', async ({ name, ...kind }) => {
    await holdsFor(kind, fc.constant(SYSTEM));
  });

  it.each(['ivy', 'lrc'] as const)('with those of the library, under %s', async (dsm) => {
    await holdsFor({ dsm }, libraryMeans);
  });
});
