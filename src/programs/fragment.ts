import type { SourceText } from './assemble.js';

/**
 * A piece of assembly text that programs include: macros of a lock, a barrier or a semaphore. They may
 * change t4 to t9 and no other register; an argument `at` is a register with the object's address, none
 * of those.
 */
export interface Fragment {
  /** By which parameters name it, and messages its file. */
  readonly name: string;
  readonly title: string;
  /** How it works, and what to expect of it. */
  readonly about: string;
  /** Author, title, year. */
  readonly source: string;
  readonly text: string;
  /** Whose macros its own make use of. */
  readonly uses?: readonly Fragment[];
}

/** The texts of fragments, what they use before them, and each once. */
export const fragmentSources = (fragments: readonly Fragment[]): SourceText[] => {
  const all = new Set<Fragment>();
  const add = (fragment: Fragment): void => {
    fragment.uses?.forEach(add);
    all.add(fragment);
  };
  fragments.forEach(add);
  return [...all].map(({ name, text }) => ({ file: name, text }));
};

/**
 * A lock. `lock_data` lays one out, of LOCK_BYTES, where a line begins, and ends where one begins;
 * `acquire at` and `release at` take it and give it back.
 */
export interface Lock extends Fragment {
  /** Most threads that may use it; absent: any number. */
  readonly mostThreads?: number;
}

/**
 * A barrier of all threads. `barrier_data` lays one out where a line begins; `barrier_wait at` waits until
 * all threads are there.
 */
export type Barrier = Fragment;
