import {
  type Choice,
  type Place,
  type Policy,
  type PolicySetup,
  type PolicySource,
  QUANTUM_CYCLES,
  type Task,
} from './policy.js';

type Row = (Task | undefined)[];

/** The tasks of each process, in pieces of at most one for each processor. */
const gangsOf = ({ tasks, processors }: PolicySetup): Task[][] => {
  const gangs: Task[][] = [];
  for (const task of tasks) {
    const gang = gangs.at(-1);
    if (gang?.[0]?.process === task.process && gang.length < processors) gang.push(task);
    else gangs.push([task]);
  }
  return gangs;
};

/** Ousterhout's matrix: a row is a slot of time, a column a processor; a gang is in the first row with room. */
const matrixOf = (setup: PolicySetup): Row[] => {
  const rows: Row[] = [];
  for (const gang of gangsOf(setup)) {
    let row = rows.find((tasks) => tasks.filter((task) => task === undefined).length >= gang.length);
    if (!row) {
      row = new Array<Task | undefined>(setup.processors).fill(undefined);
      rows.push(row);
    }
    for (const task of gang) row[row.indexOf(undefined)] = task;
  }
  return rows;
};

/** Slots that pass over the rows of the matrix, for all processors at the same time. */
class Gangs implements Policy {
  private readonly rows: Row[];
  private readonly waiting = new Set<Task>();
  private row = 0;
  /** A slot has its quantum besides the switches that it begins with, however long these are. */
  private readonly slotCycles: number;
  private slotEnd: number;

  constructor(
    setup: PolicySetup,
    readonly quantumCycles: number,
  ) {
    this.rows = matrixOf(setup);
    this.slotCycles = quantumCycles + setup.switchCycles;
    this.slotEnd = this.slotCycles;
  }

  add(task: Task): void {
    this.waiting.add(task);
  }

  private waits(row: number): boolean {
    return this.rows[row]?.some((task) => task !== undefined && this.waiting.has(task)) ?? false;
  }

  /** The next row in which a task waits has the next slot. */
  private turn(now: number): void {
    const end = this.slotEnd + this.slotCycles;
    this.slotEnd = end > now ? end : now + this.slotCycles;
    for (let step = 1; step <= this.rows.length; step++) {
      const row = (this.row + step) % this.rows.length;
      if (!this.waits(row)) continue;
      this.row = row;
      return;
    }
  }

  choose(idle: readonly Place[], now: number): Choice | undefined {
    if (now >= this.slotEnd) this.turn(now);
    // The slot's own tasks first; then, where they have none to run, those of the slots that follow.
    for (let step = 0; step < this.rows.length; step++) {
      const row = this.rows[(this.row + step) % this.rows.length];
      for (const place of idle) {
        const task = row?.[place.processor];
        if (task && this.waiting.delete(task)) return { task, place };
      }
    }
    return undefined;
  }

  /** A column that runs a task of another slot while that of this one waits. */
  victim(running: readonly Place[]): Place | undefined {
    const row = this.rows[this.row];
    return running.find(({ processor, task }) => {
      const own = row?.[processor];
      return own !== undefined && own !== task && this.waiting.has(own);
    });
  }

  sliceEnd(): number {
    return this.slotEnd;
  }
}

export const gang: PolicySource = {
  name: 'gang',
  title: 'gang scheduling',
  about:
    'Time has slots of a quantum and a switch, the same for all processors, and the threads of a process run in the same slot, each always on the ' +
    'same processor (a process with more threads than processors has several slots). While a slot’s thread waits, its ' +
    'processor runs one of the slots that follow. Threads that spin for each other find each other running.',
  source: 'J. K. Ousterhout, Scheduling Techniques for Concurrent Systems, 1982 (the matrix algorithm)',
  create: (setup) => new Gangs(setup, setup.quantumCycles ?? QUANTUM_CYCLES),
};
