import type { Scanner } from '../scanner.js';
import type { ThreadBuilder } from './thread-builder.js';

/** The word that a litmus test begins with. */
export type ArchitectureName = 'X86' | 'X86_64' | 'Cohort';

/** How the threads of a test are written. */
export interface Architecture {
  readonly name: ArchitectureName;
  /** One sentence. */
  readonly about: string;
  /** The registers as they are shown, in the order in which they are; a register's number is its place. */
  readonly registers: readonly string[];
  /** Registers of its own that it keeps behind those. */
  readonly hidden: number;
  /** The number of the register that is called so, if one is. */
  register(name: string): number | undefined;
  /** Reads one instruction, which `scanner` is at the beginning of and which fills it. */
  instruction(scanner: Scanner, thread: ThreadBuilder): void;
}
