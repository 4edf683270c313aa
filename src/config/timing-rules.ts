/** The rules that tie times together. A time that is unused has none. */
import type { Fault } from './fault.js';
import type { MachineConfig } from './machine.js';

/** What a bank of memory does for a row that is open, it does for every other, after more. */
const checkRows = ({ rows, ...cycles }: MachineConfig['timing']['memory']): Fault | undefined => {
  if (rows === 'closed') return undefined;
  for (const [less, more, why] of [
    ['hitCycles', 'emptyCycles', 'which also opens the row'],
    ['emptyCycles', 'conflictCycles', 'which also closes another row first'],
  ] as const) {
    if (cycles[less] <= cycles[more]) continue;
    return {
      path: `timing.memory.${more}`,
      message: `is ${cycles[more]}; expected at least timing.memory.${less} (${cycles[less]}): it is of an access ${why}. Take ${cycles[less]} or more, or set timing.memory.${less} to ${cycles[more]} or less.`,
    };
  }
  return undefined;
};

/** Every rule that the times break; each is in its range. */
export const checkTiming = ({ timing }: MachineConfig): Fault | undefined => checkRows(timing.memory);
