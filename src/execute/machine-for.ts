/** The machine that a program runs on, and whether it can. */
import type { MachineConfig } from '../config/machine.js';
import { machineInputOf, parseMachine } from '../config/parse.js';
import { CohortError } from '../errors.js';
import type { Program } from '../programs/program.js';
import type { ProgramOptions } from './options.js';
import { type Processes, requireProcesses } from './processes.js';

/** @throws CohortError (exit code 2): no machine, or no number of processes that the program can have. */
export const machineFor = (
  { machine: given, processes = 1, schedule }: ProgramOptions,
  program: Program,
): MachineConfig => {
  const threads = program.threads * (schedule ? 1 : requireProcesses(program, processes));
  const input = machineInputOf(given);
  const named = input.processors !== undefined || input.preset !== undefined || input.shape !== undefined;
  return parseMachine(named ? input : { ...input, processors: threads });
};

/** Every access of a program lies within one line, and the widest has 8 bytes. */
const LEAST_LINE_BYTES = 8;

/** @throws CohortError (exit code 2): lines that are shorter than the widest access. */
export const requireLines = ({ lineBytes }: MachineConfig): void => {
  if (lineBytes >= LEAST_LINE_BYTES) return;
  throw new CohortError(
    `The machine has lines of ${lineBytes} bytes, and a program reads and writes up to ${LEAST_LINE_BYTES} bytes at ` +
      `once, which must lie in one line: set lineBytes to ${LEAST_LINE_BYTES} or more (--set lineBytes=${LEAST_LINE_BYTES}).`,
    2,
  );
};

/** @throws CohortError (exit code 2): more threads than processors, and nobody who lets them take turns. */
export const requireThreads = (
  { processors }: MachineConfig,
  { count, program, threads }: Processes,
): void => {
  if (threads <= processors) return;
  const has = count === 1 ? `${program.name} has` : `${count} processes of ${program.name} have`;
  const fewer = count === 1 ? '' : ' in all, take fewer processes';
  throw new CohortError(
    `${has} ${threads} threads, and the machine ${processors} processors: lay the program out for ` +
      `${processors} threads at most${fewer}, take more processors, or give it a scheduler, so that threads take turns.`,
    2,
  );
};
