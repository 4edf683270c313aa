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
}

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
