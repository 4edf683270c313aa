/** What a library program computed, against what it was due to compute. */
import type { LoadedProgram, ReadWord } from '../../src/programs/library/index.js';
import type { Machine } from './machine.js';
import { Memory } from './memory.js';

/** Reads memory of the plain machine. */
export const readerOf = (machine: Machine): ReadWord => {
  const memory = new Memory(machine.memory);
  return (address, bytes) => memory.read(address, bytes, true);
};

/** What is wrong, as text; `undefined` if nothing is. */
export const wrongOf =
  (loaded: LoadedProgram) =>
  (machine: Machine): string | undefined => {
    const wrong = loaded
      .check(readerOf(machine), machine.outputs)
      .filter(({ due, computed }) => due !== computed)
      .map(({ what, due, computed }) => `${what}: ${computed}, due ${due}`);
    return wrong.length === 0 ? undefined : wrong.join('; ');
  };
