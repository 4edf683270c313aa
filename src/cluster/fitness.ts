/** Whether a program can run on a cluster: what its threads must not count on there. */
import type { MachineConfig } from '../config/machine.js';
import { CohortError } from '../errors.js';
import { BY_CODE } from '../programs/isa.js';
import { nameOfInstruction, type Program } from '../programs/program.js';
import { unpackWords } from '../programs/word.js';
import type { DsmKind } from './config.js';

/** Whether an instruction is there to synchronise threads. */
const orders = (code: number): boolean => {
  const instruction = BY_CODE.get(code);
  const { acquire = false, release = false } = instruction?.access ?? {};
  return instruction?.class === 'atomic' || acquire || release;
};

/** @throws CohortError (exit code 2) that says which instruction cannot do there what it is there for. */
export const requireFit = (program: Program, dsm: DsmKind, nodes: number): void => {
  if (nodes === 1 || dsm !== 'lrc' || program.sync.length > 0) return;
  const first = unpackWords(program.code).findIndex(({ code }) => orders(code));
  if (first < 0) return;
  throw new CohortError(
    `${nameOfInstruction(program, first)} synchronises threads by an access to memory, of which lazy release consistency ` +
      'does not learn, as the program marks nothing by .sync: mark what threads synchronise by, or take dsm=ivy, under ' +
      'which any program runs.',
    2,
  );
};

/** @throws CohortError (exit code 2): a machine whose processors share more than a bus. */
export const requireNode = ({ numa, l3, shape }: MachineConfig): void => {
  const shared = numa ? 'numa' : l3 ? 'l3' : shape.threadsPerCore > 1 ? 'shape.threadsPerCore' : null;
  if (!shared) return;
  const without = shared === 'shape.threadsPerCore' ? 1 : null;
  throw new CohortError(
    `The nodes of a cluster are machines with a bus and private caches, and this one has ${shared}: take another machine, ` +
      `or set it to ${without} (--set ${shared}=${without}).`,
    2,
  );
};
