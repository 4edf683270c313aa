/** The rules of how processors are grouped. */
import type { Fault } from './fault.js';
import type { ShapeConfig } from './hierarchy.js';
import { MAX_PROCESSORS } from './limits.js';
import type { MachineConfig } from './machine.js';

/** Processors of a shape. */
export const processorsOf = ({ sockets, diesPerSocket, coresPerDie, threadsPerCore }: ShapeConfig): number =>
  sockets * diesPerSocket * coresPerDie * threadsPerCore;

/** `2 sockets × 1 diesPerSocket × …`: the names as a user writes them. */
const product = ({ sockets, diesPerSocket, coresPerDie, threadsPerCore }: ShapeConfig): string =>
  `${sockets} sockets × ${diesPerSocket} diesPerSocket × ${coresPerDie} coresPerDie × ${threadsPerCore} threadsPerCore`;

/** The product of the shape is the number of processors, and not too many. */
export const checkShape = ({
  processors,
  shape,
}: Pick<MachineConfig, 'processors' | 'shape'>): Fault | undefined => {
  const found = processorsOf(shape);
  if (found > MAX_PROCESSORS) {
    return {
      path: 'shape',
      message: `makes ${found} processors (${product(shape)}); expected at most ${MAX_PROCESSORS}. Take fewer of one of them.`,
    };
  }
  if (found === processors) return undefined;
  return {
    path: 'processors',
    message: `is ${processors}; expected ${found}, the product of the shape (${product(shape)}). Leave processors out, or change the shape.`,
  };
};
