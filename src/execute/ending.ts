/** How a run ended, in words, and where its threads were then. */
import type { Execution, ThreadView } from '../engine/execution.js';
import { nameOfAddress, nameOfInstruction, type Program, showPlace } from '../programs/program.js';
import type { Circle } from './livelock.js';
import type { Processes } from './processes.js';
import type { Ending, ThreadResult } from './result.js';

const placeOf = ({ places }: Program, instruction: number): string => {
  const place = places[instruction];
  return place ? showPlace(place) : `instruction ${instruction}`;
};

/** What a fault means, and how to mend it. */
const faultMessage = (program: Program, view: ThreadView): string => {
  const at = nameOfInstruction(program, view.pc);
  const address = `0x${view.faultAddress.toString(16)}`;
  switch (view.fault) {
    case 'unaligned':
      return `${at}: address ${address} is not a multiple of ${view.faultNumber}, the bytes of the access: align the data (.align ${view.faultNumber}) or use a narrower access.`;
    case 'range':
      if (view.faultNumber === 0) {
        return `${at}: there is no thread ${BigInt.asIntN(64, view.faultAddress)} to send to; threads are 0 to ${program.threads - 1}.`;
      }
      return `${at}: address ${address} (${view.faultNumber} bytes) is outside the program's memory, 0x${program.memoryBase.toString(16)} to 0x${program.memoryBytes.toString(16)}: look at how the address is made, or reserve more memory (.space).`;
    case 'division':
      return `${at}: divides by 0: test the divisor before.`;
    case 'program':
      return `${at}: the program's assertion ${view.faultNumber} does not hold (fail ${view.faultNumber}).`;
    case 'jump':
      return `${at}: goes to instruction ${view.faultAddress}, and the program has ${program.code.byteLength / 8}: end threads with halt, and return only from what was called.`;
    default:
      return `${at}: code ${view.faultAddress} is no instruction.`;
  }
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

const counted = (count: number): string => Math.round(count).toLocaleString('en-US');

/** What proved a livelock, and what to do about it. */
const livelockMessage = (circle: Circle | undefined, threads: readonly ThreadResult[]): string => {
  if (circle?.kind === 'return') {
    return (
      `Livelock: memory and all threads come back to the same state, ${counted(circle.instructions)} instructions ` +
      `later, for ever: ${whereabouts(threads)}. Let threads give way for times that differ (rnd, who), or give the ` +
      'run some slack.'
    );
  }
  return (
    `Livelock: in ${counted(circle?.instructions ?? 0)} instructions no store has changed memory, and every thread ` +
    `that runs has come back to the same instruction with the same registers, so that nothing can change any more: ` +
    `${whereabouts(threads)}. Look who was to write what they wait for.`
  );
};

/** One sentence on how a run ended. `circle`: of a livelock, what proved it. */
export const endingMessage = (
  ending: Ending,
  threads: readonly ThreadResult[],
  instructions: number,
  circle?: Circle,
): string => {
  switch (ending) {
    case 'done':
      return `Every thread ended, after ${instructions} instructions.`;
    case 'fault': {
      const faulted = threads.find(({ fault }) => fault !== null);
      if (!faulted) return 'A thread faulted.';
      const name = nameOf(faulted, threads);
      return `T${name.slice(1)} faulted: ${faulted.fault?.message}`;
    }
    case 'deadlock':
      return `Deadlock: every thread that has not ended waits, and nobody is left to wake one: ${whereabouts(threads)}.`;
    case 'livelock':
      return livelockMessage(circle, threads);
    case 'limit':
      return `The limit of instructions was reached (${instructions}): ${whereabouts(threads)}. Raise the limit if the program has work left.`;
    default:
      return `Stopped after ${instructions} instructions: ${whereabouts(threads)}.`;
  }
};
