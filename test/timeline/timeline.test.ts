/** What a timeline says of a run, and that viewers can read it: everything nests, no time goes back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExecutionEvent } from '../../src/execute/options.js';
import { runProgram } from '../../src/execute/run.js';
import { NOTES } from '../../src/programs/isa.js';
import { PROGRAMS, programNamed } from '../../src/programs/library/index.js';
import { Timeline } from '../../src/timeline/timeline.js';

interface ChromeEvent {
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly name?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

const NAMES: Readonly<Record<string, string>> = { 4096: 'lock', 8192: 'barrier' };

const timeline = (threads = 2, limit = 1e6): Timeline =>
  new Timeline({ name: 'test', threads, limit, nameOf: (address) => NAMES[`${address}`] ?? `${address}` });

const parsed = (text: string): ChromeEvent[] =>
  (JSON.parse(text) as { traceEvents: ChromeEvent[] }).traceEvents;

const note = (thread: number, clock: number, name: keyof typeof NOTES, object: number): ExecutionEvent => ({
  kind: 'note',
  thread,
  clock: BigInt(clock),
  a: BigInt(NOTES[name].code),
  b: BigInt(object),
});

const status = (thread: number, clock: number, code: number): ExecutionEvent => ({
  kind: 'status',
  thread,
  clock: BigInt(clock),
  a: BigInt(code),
  b: 4096n,
});

const drawn = (events: readonly ExecutionEvent[], cycles = 100, threads = 2): ChromeEvent[] => {
  const line = timeline(threads);
  return parsed(line.add(events) + line.end(cycles));
};

const cycle = (microseconds: number): number => Math.round(microseconds * 1000);

/** Slices of a processor's lane as `name from–to`, in the order in which they end. */
const slices = (events: readonly ChromeEvent[], thread: number): string[] => {
  const open: ChromeEvent[] = [];
  return events
    .filter(({ pid, tid, ph }) => pid === 1 && tid === thread && (ph === 'B' || ph === 'E'))
    .flatMap((event) => {
      if (event.ph === 'B') {
        open.push(event);
        return [];
      }
      const begun = open.pop();
      return [`${begun?.name} ${cycle(begun?.ts ?? Number.NaN)}–${cycle(event.ts)}`];
    });
};

/** Whether what is open in every lane is closed, and nothing is closed that is not open. */
const isWellFormed = (events: readonly ChromeEvent[]): boolean => {
  const depth = new Map<string, number>();
  const last = new Map<string, number>();
  for (const { ph, pid, tid, ts } of events) {
    if (ph !== 'B' && ph !== 'E') continue;
    const lane = `${pid} ${tid}`;
    const now = (depth.get(lane) ?? 0) + (ph === 'B' ? 1 : -1);
    if (now < 0 || ts < (last.get(lane) ?? 0)) return false;
    depth.set(lane, now);
    last.set(lane, ts);
  }
  return [...depth.values()].every((open) => open === 0);
};

describe('a processor’s lane', () => {
  it('shows the thread that it runs, from start to end', () => {
    expect(slices(drawn([]), 1)).toEqual(['thread 1 0–100']);
  });

  it('shows waiting for a lock, holding it, and the critical section within', () => {
    const events = drawn([
      note(0, 10, 'WANTED', 4096),
      note(0, 30, 'TAKEN', 4096),
      note(0, 31, 'ENTER', 4096),
      note(0, 40, 'LEAVE', 4096),
      note(0, 41, 'RELEASED', 4096),
    ]);
    expect(slices(events, 0)).toEqual([
      'waits for lock 10–30',
      'critical section of lock 31–40',
      'holds lock 30–41',
      'thread 0 0–100',
    ]);
  });

  it('parts a hold that begins within another and ends after it', () => {
    const events = drawn([
      note(0, 10, 'TAKEN', 4096),
      note(0, 20, 'TAKEN', 8192),
      note(0, 30, 'RELEASED', 4096),
      note(0, 40, 'RELEASED', 8192),
    ]);
    expect(slices(events, 0)).toEqual([
      'holds barrier 20–30',
      'holds lock 10–30',
      'holds barrier 30–40',
      'thread 0 0–100',
    ]);
  });

  it('shows waits at barriers and where the thread is blocked', () => {
    const events = drawn([
      note(0, 10, 'ARRIVE', 8192),
      status(0, 12, 2),
      status(0, 50, 0),
      note(0, 55, 'DEPART', 8192),
    ]);
    expect(slices(events, 0)).toEqual([
      'blocked on lock 12–50',
      'waits at barrier barrier 10–55',
      'thread 0 0–100',
    ]);
  });

  it('never goes back, though who is woken may be told so late', () => {
    const events = drawn([status(0, 20, 2), status(0, 17, 0)]);
    expect(slices(events, 0)[0]).toBe('blocked on lock 20–20');
  });
});

describe('a lock’s lane', () => {
  const lanes = (events: readonly ChromeEvent[]) =>
    events
      .filter(({ pid, ph }) => pid === 2 && ph === 'X')
      .map(({ tid, name, ts, dur }) => `${tid}: ${name} ${cycle(ts)}–${cycle(ts + (dur ?? 0))}`);

  it('shows who holds it', () => {
    const events = drawn([
      note(0, 10, 'TAKEN', 4096),
      note(0, 20, 'RELEASED', 4096),
      note(1, 21, 'TAKEN', 4096),
      note(1, 30, 'RELEASED', 4096),
    ]);
    expect(lanes(events)).toEqual(['0: thread 0 10–20', '0: thread 1 21–30']);
  });

  it('has one more for each that holds it at the same time', () => {
    const events = drawn([
      note(0, 10, 'TAKEN', 4096),
      note(1, 15, 'TAKEN', 4096),
      note(0, 20, 'RELEASED', 4096),
    ]);
    expect(lanes(events)).toEqual(['0: thread 0 10–20', '1: thread 1 15–100']);
  });

  it('counts who waits', () => {
    const events = drawn([
      note(0, 10, 'WANTED', 4096),
      note(1, 11, 'WANTED', 4096),
      note(0, 12, 'TAKEN', 4096),
    ]);
    const waiting = events.filter(({ ph }) => ph === 'C').map(({ args }) => args?.threads);
    expect(waiting).toEqual([1, 2, 1]);
  });
});

describe('threads that take turns', () => {
  const scheduled = (threadsAProcess: number): Timeline =>
    new Timeline({
      name: 'test',
      threads: 4,
      threadsAProcess,
      processors: 2,
      limit: 100,
      nameOf: (address) => NAMES[`${address}`] ?? `${address}`,
    });

  it('stand in the lane of the processor that they have', () => {
    const line = scheduled(4);
    line.addSlice({ processor: 1, thread: 3, from: 10, to: 30 });
    const events = parsed(line.end(40));
    expect(events.filter(({ ph }) => ph === 'X')).toMatchObject([{ pid: 1, tid: 1, name: 'thread 3' }]);
  });

  it('have a lane of their own for what they do', () => {
    const line = scheduled(4);
    const events = parsed(line.add([note(3, 10, 'WANTED', 4096), note(3, 12, 'TAKEN', 4096)]) + line.end(40));
    expect(events.filter(({ ph }) => ph === 'B').map(({ pid, tid, name }) => [pid, tid, name])).toEqual([
      [4, 3, 'waits for lock'],
      [4, 3, 'holds lock'],
    ]);
  });

  it('have locks of their own in each process', () => {
    const line = scheduled(2);
    const events = parsed(line.add([note(0, 10, 'TAKEN', 4096), note(3, 12, 'TAKEN', 4096)]) + line.end(40));
    const locks = events.filter(({ pid, name }) => pid === 2 && name === 'thread_name');
    expect(locks.map(({ args }) => args?.name)).toEqual(['process 0: lock', 'process 1: lock']);
  });
});

describe('the file', () => {
  it('is whole without any event', () => {
    expect(isWellFormed(parsed(timeline().end(5)))).toBe(true);
  });

  it('is cut at the limit, closes what is open, and says so', () => {
    const line = timeline(2, 20);
    const events = Array.from({ length: 100 }, (_, i) => note(0, i, 'MARK', i));
    const text = line.add(events) + line.end(100);
    expect(line.cutAt).toBeDefined();
    expect(isWellFormed(parsed(text))).toBe(true);
    expect(text).toContain('cut: 20 events, the limit');
  });

  it('is the same in one piece or many', () => {
    const events = [note(0, 1, 'WANTED', 4096), note(0, 5, 'TAKEN', 4096), note(1, 6, 'WANTED', 4096)];
    const whole = timeline();
    const pieces = timeline();
    expect(events.map((event) => pieces.add([event])).join('') + pieces.end(9)).toBe(
      whole.add(events) + whole.end(9),
    );
  });

  it('is well formed whatever a program notes', () => {
    const names = Object.keys(NOTES) as (keyof typeof NOTES)[];
    const event = fc.oneof(
      fc
        .record({
          thread: fc.nat(2),
          clock: fc.nat(50),
          name: fc.constantFrom(...names),
          object: fc.constantFrom(4096, 8192),
        })
        .map(({ thread, clock, name, object }) => note(thread, clock, name, object)),
      fc.tuple(fc.nat(2), fc.nat(50), fc.constantFrom(0, 2)).map((parts) => status(...parts)),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        expect(isWellFormed(drawn(events, 60, 3))).toBe(true);
      }),
    );
  });
});

describe('timelines of the library', () => {
  it.each(PROGRAMS.map(({ name }) => name).filter((name) => name !== 'message-sum'))(
    'is well formed for %s',
    async (name) => {
      const { program } = programNamed(name).load(4);
      const line = timeline(4);
      let text = '';
      const { cycles } = await runProgram({
        program,
        machine: { processors: 4 },
        limitInstructions: 20_000,
        onEvents: (events) => {
          text += line.add(events);
        },
      });
      expect(isWellFormed(parsed(text + line.end(cycles)))).toBe(true);
    },
  );
});
