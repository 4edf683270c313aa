import type { MachineConfig } from '../config/machine.js';

/** A machine of the catalogue. */
export interface Machine {
  /** Name for `preset` and the command line: lower case, digits and hyphens. */
  readonly name: string;
  /** One line. */
  readonly title: string;
  /** A few sentences for a reader: what it is like, and what the model leaves out. */
  readonly about: string;
  /** Where each field comes from, and which ones are assumed. */
  readonly source: string;
  readonly config: MachineConfig;
}
