/** How a run ended, in words, and where its threads were then. */
import type { Execution } from '../engine/execution.js';
import { nameOfAddress, type Program, showPlace } from '../programs/program.js';
import { grouped, plural } from '../reports/format.js';
import { faultMessage } from './fault-message.js';
import type { Circle } from './livelock.js';
import type { Processes } from './processes.js';
import type { Ending, ThreadResult } from './result.js';
import { allWaitForRings, type Claim, ringsOf, ringsText } from './waits-for.js';

const placeOf = ({ places }: Program, instruction: number): string => {
  const place = places[instruction];
  return place ? showPlace(place) : `instruction ${instruction}`;
};

/** What each thread did, and where it is. */
export const threadResults = (execution: Execution, processes: Processes): ThreadResult[] =>
  Array.from({ length: processes.threads }, (_, thread): ThreadResult => {
    const { program } = processes;
    const view = execution.thread(thread);
    const process = processes.processOf(thread);
    const waitsOn = Number(view.waitsOn) - processes.baseOf(process);
    return {
      thread,
      process,
      processor: view.processor,
      status: view.status,
      instruction: view.pc,
      place: placeOf(program, view.pc),
      instructions: view.instructions,
      loads: view.loads,
      stores: view.stores,
      atomics: view.atomics,
      staleLoads: view.staleLoads,
      failedStoreConditionals: view.failedStoreConditionals,
      waitsOn: view.status === 'waiting' ? nameOfAddress(program, waitsOn) : null,
      fault: view.fault === 'none' ? null : { kind: view.fault, message: faultMessage(program, view) },
    };
  });

/** Threads that only go round in wait of each other’s locks are in a deadlock, whatever it is that they do meanwhile. */
export const endingWith = (
  ending: Ending,
  threads: readonly ThreadResult[],
  claims: readonly Claim[],
): Ending => {
  const left = threads.filter(({ status }) => status !== 'halted').map(({ thread }) => thread);
  return ending === 'livelock' && allWaitForRings(claims, left) ? 'deadlock' : ending;
};

/** Threads that are named one by one before the rest is only counted. */
const MOST_NAMED = 8;

/** `thread 5`, and of which process where there are several. */
const nameOf = ({ thread, process }: ThreadResult, threads: readonly ThreadResult[]): string =>
  threads.some((other) => other.process > 0) ? `thread ${thread} (process ${process})` : `thread ${thread}`;

const whereabouts = (threads: readonly ThreadResult[]): string => {
  const left = threads.filter(({ status }) => status !== 'halted');
  const named = left.slice(0, MOST_NAMED).map((thread) => {
    const { processor, status, place, waitsOn } = thread;
    const what = waitsOn === null ? status : `${status} on ${waitsOn}`;
    return `${nameOf(thread, threads)} on processor ${processor} at ${place} (${what})`;
  });
  const rest = left.length - named.length;
  return named.join('; ') + (rest > 0 ? `; and ${rest} more` : '');
};

/** What proved a livelock, and what to do about it. */
const livelockMessage = (circle: Circle | undefined, threads: readonly ThreadResult[]): string => {
  if (circle?.kind === 'return') {
    return (
      `Livelock: memory and all threads come back to the same state, ${grouped(Math.round(circle.instructions))} instructions ` +
      `later, for ever: ${whereabouts(threads)}. Let threads give way for times that differ (rnd, who), or give the ` +
      'run some slack.'
    );
  }
  return (
    `Livelock: in ${grouped(Math.round(circle?.instructions ?? 0))} instructions no store has changed memory, and every thread ` +
    `that runs has come back to the same instruction with the same registers, so that nothing can change any more: ` +
    `${whereabouts(threads)}. Look who was to write what they wait for.`
  );
};

/** Threads that wait for each other in a ring, where the notes of locks tell of it. */
const ringsIn = (claims: readonly Claim[], threads: readonly ThreadResult[]): string | undefined => {
  const rings = ringsOf(claims);
  if (rings.length === 0) return undefined;
  return ringsText(rings, (thread) => {
    const found = threads[thread];
    return found ? nameOf(found, threads) : `thread ${thread}`;
  });
};

const deadlockText = (threads: readonly ThreadResult[], rings: string | undefined): string => {
  const why = rings ?? 'every thread that has not ended waits, and nobody is left to wake one';
  return `Deadlock: ${why}${rings === undefined ? ':' : '. Those that have not ended:'} ${whereabouts(threads)}.`;
};

/** Why a run ended as it did. */
export interface Reasons {
  /** What proved a livelock. */
  readonly circle?: Circle | undefined;
  /** On locks, when it ended. */
  readonly claims?: readonly Claim[];
  /** Threads that could run, and that strict priorities gave no processor. */
  readonly starved?: readonly number[];
}

const starvedText = (starved: readonly number[]): string => {
  if (starved.length === 0) return '';
  const named = starved.slice(0, MOST_NAMED).join(', ');
  const rest = starved.length > MOST_NAMED ? ` and ${starved.length - MOST_NAMED} more` : '';
  const one = starved.length === 1;
  return (
    ` Priorities starve thread${one ? '' : 's'} ${named}${rest}, which could run, and ${one ? 'gets' : 'get'} no processor from ` +
    'those that spin: give them equal priorities and a quantum, or take a lock that blocks.'
  );
};

/** How a run ended, and where its threads were. */
export const endingMessage = (
  ending: Ending,
  threads: readonly ThreadResult[],
  instructions: number,
  { circle, claims = [], starved = [] }: Reasons = {},
): string => {
  const rings = ringsIn(claims, threads);
  const waits = rings === undefined ? '' : ` Threads wait for each other: ${rings}.`;
  switch (ending) {
    case 'done':
      return `Every thread ended, after ${plural(instructions, 'instruction')}.`;
    case 'fault': {
      const faulted = threads.find(({ fault }) => fault !== null);
      if (!faulted) return 'A thread faulted.';
      const name = nameOf(faulted, threads);
      return `T${name.slice(1)} faulted: ${faulted.fault?.message}`;
    }
    case 'deadlock':
      return deadlockText(threads, rings);
    case 'livelock':
      return `${livelockMessage(circle, threads)}${waits}${starvedText(starved)}`;
    case 'limit':
      return `The limit of instructions was reached (${grouped(instructions)}): ${whereabouts(threads)}.${waits} Raise the limit if the program has work left.`;
    default:
      return `Stopped after ${instructions} instructions: ${whereabouts(threads)}.`;
  }
};
