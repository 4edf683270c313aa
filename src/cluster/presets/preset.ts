import type { ClusterConfig } from '../config.js';

/** A cluster of the catalogue; how many nodes it has, a run says. */
export interface ClusterPreset {
  /** Name for `preset` and the command line: lower case, digits and hyphens. */
  readonly name: string;
  /** One line. */
  readonly title: string;
  /** A few sentences for a reader: what it is like, and what the model leaves out. */
  readonly about: string;
  /** Where each number comes from, and which ones are assumed. */
  readonly source: string;
  /** MHz of the processors, in whose cycles all times are. */
  readonly clockMHz: number;
  readonly config: Omit<ClusterConfig, 'nodes'>;
}

/** What presets have in common: memory that is shared by pages of 4 KiB, and no network to count hops on. */
export const COMMON = {
  dsm: 'ivy',
  manager: 'dynamic-distributed',
  pageBytes: 4096,
  topology: null,
} as const satisfies Partial<ClusterConfig>;
