/** Whether a program can run on a cluster: what its threads must not count on there. */
import type { MachineConfig } from '../config/machine.js';
import { CohortError } from '../errors.js';
import { BY_CODE } from '../programs/isa.js';
import { nameOfInstruction, type Program } from '../programs/program.js';
import { unpackWords } from '../programs/word.js';
import type { DsmKind } from './options.js';

/** The first instruction that meets the condition, −1 if there is none. */
const firstOf = ({ code }: Program, is: (mnemonic: string, atomic: boolean, ordered: boolean) => boolean) =>
  unpackWords(code).findIndex((word) => {
    const instruction = BY_CODE.get(word.code);
    if (!instruction) return false;
    const { access, class: kind, mnemonic } = instruction;
    return is(mnemonic, kind === 'atomic', access?.acquire === true || access?.release === true);
  });

/** @throws CohortError (exit code 2) that says which instruction cannot do there what it is there for. */
export const requireFit = (program: Program, dsm: DsmKind, nodes: number): void => {
  if (nodes === 1 || dsm === 'none') return;
  const waits = firstOf(program, (mnemonic) => mnemonic === 'wait');
  if (waits >= 0) {
    throw new CohortError(
      `${nameOfInstruction(program, waits)} waits to be woken, which only threads of the same node can do: take a lock ` +
        'that spins, or lock=dsm.',
      2,
    );
  }
  if (dsm !== 'lrc') return;
  const orders = firstOf(program, (_mnemonic, atomic, ordered) => atomic || ordered);
  if (orders < 0) return;
  throw new CohortError(
    `${nameOfInstruction(program, orders)} synchronises threads by an access to memory, of which lazy release consistency ` +
      'does not learn: take lock=dsm and barrier=dsm, or dsm=ivy, under which any program runs.',
    2,
  );
};

/** @throws CohortError (exit code 2): a machine whose processors share more than a bus. */
export const requireNode = ({ numa, l3 }: MachineConfig): void => {
  const shared = numa ? 'numa' : l3 ? 'l3' : null;
  if (!shared) return;
  throw new CohortError(
    `The nodes of a cluster are machines with a bus and private caches, and this one has ${shared}: leave it out.`,
    2,
  );
};
