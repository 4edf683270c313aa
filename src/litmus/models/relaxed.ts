import type { Program } from '../program.js';
import type { FinalState } from '../test.js';
import { assignment, atomicText, locationOf, updated, withElement } from './execution.js';
import type { Machine, MemoryModel, Step, Take } from './model.js';
import {
  type Entry,
  NEWEST,
  OVERTAKEN,
  type UnderWay,
  type Window,
  WRITTEN,
  windowOf,
  withEntry,
} from './window.js';

interface ThreadState {
  readonly window: Window;
  readonly key: string;
}

interface RelaxedState {
  readonly memory: readonly number[];
  readonly threads: readonly ThreadState[];
}

const entryKey = (entry: Entry): string => {
  switch (entry.kind) {
    case 'pending':
      return 'p';
    case 'read':
      return `r${entry.value}/${entry.source}`;
    case 'written':
      return 'w';
    case 'exchanged':
      return `x${entry.value}`;
    case 'guess':
      return `${entry.taken ? 't' : 'n'}${entry.after}`;
  }
};

const stateOf = (window: Window): ThreadState => ({
  window,
  key: `${window.at}:${window.registers.join(',')}:${window.entries.map(entryKey).join(',')}`,
});

const isPending = ({ entry }: UnderWay): boolean => entry.kind === 'pending';
const writes = ({ access }: UnderWay): boolean => access.kind !== 'load';

class RelaxedMachine implements Machine<RelaxedState> {
  constructor(private readonly program: Program) {}

  start(): RelaxedState {
    return {
      memory: this.program.memory,
      threads: this.program.threads.map(({ registers }, i) => this.threadState(i, 0, registers, [])!),
    };
  }

  key({ memory, threads }: RelaxedState): string {
    let key = memory.join(',');
    for (const thread of threads) key += `;${thread.key}`;
    return key;
  }

  private threadState(
    number: number,
    at: number,
    registers: readonly number[],
    entries: readonly Entry[],
  ): ThreadState | undefined {
    const { threads, locations } = this.program;
    const window = windowOf(number, threads[number]!, at, registers, entries, locations.length);
    return window && stateOf(window);
  }

  /** The thread with other entries; `undefined` if that shows a guess to be wrong. */
  private withEntries(
    number: number,
    { window }: ThreadState,
    entries: readonly Entry[],
  ): ThreadState | undefined {
    return this.threadState(number, window.at, window.registers, entries);
  }

  steps(state: RelaxedState, take: Take<RelaxedState>): void {
    state.threads.forEach((thread, i) => {
      const { accesses, open } = thread.window;
      accesses.forEach((each, n) => {
        if (!isPending(each) || each.location === undefined) return;
        // Under a wrong guess an address may be anything; what stands first depends on no guess.
        if (each.location < 0) {
          if (n === 0) locationOf(i, each.access, each.address!, this.program.locations);
          return;
        }
        if (each.held) return;
        if (each.access.kind === 'load') this.read(state, i, thread, n, each.location, take);
        else this.write(state, i, thread, n, each.location, take);
      });
      if (!open) return;
      this.guess(state, i, thread, false, take);
      if (!open.backwards) this.guess(state, i, thread, true, take);
    });
  }

  private guess(
    state: RelaxedState,
    i: number,
    thread: ThreadState,
    taken: boolean,
    take: Take<RelaxedState>,
  ): void {
    const { entries, open, accesses } = thread.window;
    const guesses = entries.filter(({ kind }) => kind === 'guess').length;
    const entry: Entry = { kind: 'guess', after: open!.after, taken };
    const after = this.withEntries(i, thread, withEntry(entries, accesses.length + guesses, entry));
    if (!after) return;
    take({ memory: state.memory, threads: withElement(state.threads, i, after) }, () => ({
      thread: i,
      instruction: open!.branch.text,
      what: `is guessed ${taken ? '' : 'not '}to be taken`,
    }));
  }

  /** What is performed before earlier instructions says so. */
  private step(i: number, accesses: readonly UnderWay[], n: number, what: string): Step {
    const passed = accesses.slice(0, n).filter(isPending);
    const ahead =
      passed.length === 0 ? '' : `, ahead of ${passed.map(({ access }) => access.text).join(' and ')}`;
    return { thread: i, instruction: accesses[n]!.access.text, what: what + ahead };
  }

  /** A read, of the thread's own youngest pending write to the location, else of memory. */
  private read(
    state: RelaxedState,
    i: number,
    thread: ThreadState,
    n: number,
    location: number,
    take: Take<RelaxedState>,
  ): void {
    const { accesses, entries } = thread.window;
    const own = accesses
      .slice(0, n)
      .findLast((each) => isPending(each) && writes(each) && each.location === location);
    // Rule 3: what an atomic operation writes is read from memory alone. Rule 12: the value must be there.
    if (own && (own.access.kind === 'atomic' || own.value === undefined)) return;
    const source = own ? own.place : NEWEST;
    if (!this.agreesWithLaterReads(accesses, n, location, source)) return;
    const value = own ? own.value! : state.memory[location]!;
    const entry: Entry = { kind: 'read', location, value, source };
    const after = this.withEntries(i, thread, withEntry(entries, accesses[n]!.place, entry));
    if (!after) return;
    const from = own ? 'its own write, which memory has not seen' : 'memory';
    take({ memory: state.memory, threads: withElement(state.threads, i, after) }, () =>
      this.step(i, accesses, n, `reads ${assignment(location, value, this.program.locations)} from ${from}`),
    );
  }

  /** Rule 2: reads of a location that were performed earlier than they stand have read the same write. */
  private agreesWithLaterReads(
    accesses: readonly UnderWay[],
    n: number,
    location: number,
    source: number,
  ): boolean {
    for (const later of accesses.slice(n + 1)) {
      if (later.location !== location) continue;
      if (writes(later)) return true;
      if (later.entry.kind === 'read' && later.entry.source !== source) return false;
    }
    return true;
  }

  private write(
    state: RelaxedState,
    i: number,
    thread: ThreadState,
    n: number,
    location: number,
    take: Take<RelaxedState>,
  ): void {
    const { accesses } = thread.window;
    const { access, place, value, expected } = accesses[n]!;
    if (access.kind === 'load' || value === undefined || expected === undefined) return;
    // Rule 1: in the order of the program after all accesses to its location.
    if (accesses.slice(0, n).some((each) => isPending(each) && each.location === location)) return;
    // A later read that was performed already must have read this write or one between.
    const missed = (later: UnderWay): boolean =>
      later.location === location && later.entry.kind === 'read' && later.entry.source < place;
    if (accesses.slice(n + 1).some(missed)) return;
    const old = state.memory[location]!;
    const left = access.kind === 'atomic' ? updated(access, old, value, expected) : value;
    const threads = this.written(state, i, thread, n, location, old);
    if (!threads) return;
    const { locations } = this.program;
    take({ memory: withElement(state.memory, location, left), threads }, () =>
      this.step(
        i,
        accesses,
        n,
        access.kind === 'atomic'
          ? atomicText(location, old, left, locations)
          : `writes ${assignment(location, left, locations)} to memory`,
      ),
    );
  }

  /** All threads after a write of thread `i` to the location: other reads of it are overtaken. */
  private written(
    state: RelaxedState,
    i: number,
    thread: ThreadState,
    n: number,
    location: number,
    old: number,
  ): ThreadState[] | undefined {
    const { access, place } = thread.window.accesses[n]!;
    const threads: ThreadState[] = [];
    for (const [number, each] of state.threads.entries()) {
      let entries = overtaken(each.window.entries, location);
      if (number === i) {
        entries = withEntry(
          entries,
          place,
          access.kind === 'atomic' ? { kind: 'exchanged', value: old } : WRITTEN,
        );
        entries = entries.map((entry) =>
          entry.kind === 'read' && entry.source === place ? { ...entry, source: NEWEST } : entry,
        );
      }
      const after = entries === each.window.entries ? each : this.withEntries(number, each, entries);
      if (!after) return undefined;
      threads.push(after);
    }
    return threads;
  }

  final({ memory, threads }: RelaxedState): FinalState | undefined {
    if (threads.some(({ window }) => !window.complete || window.accesses.length > 0)) return undefined;
    return { memory, registers: threads.map(({ window }) => window.registers) };
  }
}

/** Reads of the location that had read the newest write no longer have. */
const overtaken = (entries: readonly Entry[], location: number): readonly Entry[] =>
  entries.some((entry) => isNewest(entry, location))
    ? entries.map((entry) => (isNewest(entry, location) ? { ...entry, source: OVERTAKEN } : entry))
    : entries;

const isNewest = (entry: Entry, location: number): entry is Entry & { readonly kind: 'read' } =>
  entry.kind === 'read' && entry.location === location && entry.source === NEWEST;

/**
 * RVWMO, as a machine: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14 and
 * appendices A and B. Instructions are performed one at a time, which is its global memory order, each as
 * soon as the 13 rules of preserved program order let it; what a read performed early has read is held
 * to the load value axiom and rule 2 when the earlier access is performed.
 */
export const relaxed: MemoryModel = {
  name: 'relaxed',
  title: 'relaxed, with acquire, release and fences (RVWMO)',
  about:
    'Instructions are performed one at a time, in any order that keeps dependencies, accesses to the same location, fences, acquire and release in the order of the program. A read may take the value of the thread’s own write before memory has it; a write is seen by all others at once (multi-copy atomic). Reads may be performed beyond a branch whose outcome is guessed; a backward branch is guessed to end its loop only. Loads with .aq and stores with .rl are RCpc: a release followed by an acquire may be reordered; atomics with .aq or .rl are RCsc. x86 instructions are plain loads and stores here, MFENCE a full fence, LFENCE fence.aq, SFENCE fence.w, and locked instructions have .aqrl.',
  source:
    'The RISC-V Instruction Set Manual, Volume I: Unprivileged ISA, version 20191213, chapter 14 (RVWMO) and appendices A and B',
  explore: (program, explore) => explore(new RelaxedMachine(program)),
};
