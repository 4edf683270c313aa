/** Transactions in a timeline: all that are counted, none over another, and nothing else changed by them. */
import { describe, expect, it } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import { type ToldTransaction, transactionIn } from '../../src/engine/told-events.js';
import type { ProgramOptions } from '../../src/execute/options.js';
import type { ProgramResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { programNamed } from '../../src/programs/library/index.js';
import { Timeline } from '../../src/timeline/timeline.js';

const program = programNamed('counter').load(4, { lock: 'ttas', iterations: 100 });

type Told = ToldTransaction & { readonly at: number };

const run = async (options: Omit<ProgramOptions, 'program'>) => {
  const told: Told[] = [];
  const timeline = new Timeline({ name: 'counter', threads: 4, nameOf: String, limit: 1e6 });
  let text = '';
  const result = await runProgram({
    ...options,
    program,
    onEvents: (events) => {
      text += timeline.add(events);
      for (const { kind, clock, b } of events) {
        if (kind === 'transaction') told.push({ at: Number(clock), ...transactionIn(b) });
      }
    },
  });
  text += timeline.end(result.cycles);
  return { told, result, text };
};

/** Slices or instants of transactions, by the name of their lane. */
const drawnIn = (text: string): Map<string, number> => {
  const { traceEvents } = JSON.parse(text) as {
    traceEvents: { ph: string; pid: number; tid: number; name: string; args?: { name?: string } }[];
  };
  const own = traceEvents.filter(({ pid }) => pid === 3);
  const lanes = own.filter(({ name }) => name === 'thread_name');
  return new Map(
    lanes.map(({ tid, args }) => [
      args?.name ?? '',
      own.filter((event) => event.tid === tid && (event.ph === 'X' || event.ph === 'i')).length,
    ]),
  );
};

const overlaps = (told: readonly Told[]): readonly Told[] => {
  const end = new Map<number | null, number>();
  return [...told]
    .sort((a, b) => a.at - b.at)
    .filter(({ at, home, cycles }) => {
      const overlaps = at < (end.get(home) ?? 0);
      end.set(home, at + cycles);
      return overlaps;
    });
};

const asked = ({ total, machine }: ProgramResult): number =>
  machine.numa ? total.localRequests + total.remoteRequests : total.busTransactions;

type Case = [title: string, options: { machine: MachineInput } & Partial<ProgramOptions>];

const SMP = { preset: 'smp4', processors: 4 };

const CASES: readonly Case[] = [
  ['a bus, without time', { machine: SMP }],
  ['a bus, stores that wait', { machine: SMP, model: 'pso' }],
  ['a bus that is held', { machine: SMP, timed: true }],
  ['a bus that is split', { machine: { ...SMP, timing: { bus: { split: true } } }, timed: true }],
  ['directories, without time', { machine: { preset: 'origin-2000' } }],
  ['directories', { machine: { preset: 'origin-2000' }, timed: true }],
  ['directories of nodes with buses', { machine: { preset: 'dash' }, timed: true }],
  ['an L3 in each node', { machine: { preset: 'two-socket' }, timed: true }],
];

describe.each(CASES)('transactions on %s', (_, options) => {
  it('are told as they are counted', async () => {
    const { told, result } = await run({ ...options, transactions: true });
    expect(told.length).toBeGreaterThan(100);
    expect(told.length).toBe(asked(result));
  });

  it('take the bus, or a directory, one after the other', async () => {
    const { told } = await run({ ...options, transactions: true });
    expect(overlaps(told)).toEqual([]);
    if (options.timed) expect(told.every(({ cycles }) => cycles > 0)).toBe(true);
    else expect(told.every(({ cycles }) => cycles === 0)).toBe(true);
  });

  it('change nothing by being told', async () => {
    const watched = await run({ ...options, transactions: true });
    const alone = await run(options);
    expect(watched.result).toEqual(alone.result);
    expect(alone.told).toEqual([]);
  });
});

describe('the lanes of transactions', () => {
  it('are one for the bus, with all of them', async () => {
    const { told, text } = await run({ machine: SMP, timed: true, transactions: true });
    expect([...drawnIn(text)]).toEqual([['bus', told.length]]);
  });

  it('are one for each directory that is asked', async () => {
    const { told, text } = await run({
      machine: { preset: 'origin-2000' },
      timed: true,
      transactions: true,
    });
    const homes = [...new Set(told.map(({ home }) => home))];
    expect([...drawnIn(text).keys()]).toEqual(homes.map((home) => `directory of node ${home}`));
  });

  it('stand for no cycle where the run keeps no time', async () => {
    const { text } = await run({ machine: SMP, transactions: true });
    const { traceEvents } = JSON.parse(text) as { traceEvents: { ph: string; pid: number }[] };
    expect(traceEvents.some(({ ph, pid }) => pid === 3 && ph === 'X')).toBe(false);
  });
});

describe('a run that tells of more transactions than the core has room for', () => {
  // Without a lock nothing else is told, so that the run alone is never interrupted.
  const { program: busy } = programNamed('counter').load(4, { lock: 'none', iterations: 10_000 });
  const machine = { ...SMP, protocol: 'msi' };

  it.each([false, true])('goes on with the turn in which the room ended, timed: %s', async (timed) => {
    let told = 0;
    const options = { machine, program: busy, timed, slackBits: 3 };
    const watched = await runProgram({
      ...options,
      transactions: true,
      onEvents: (events) => {
        told += events.length;
      },
    });
    expect(told).toBe(watched.total.busTransactions);
    expect(told).toBeGreaterThan(10_000);
    expect(watched).toEqual(await runProgram(options));
  });
});
