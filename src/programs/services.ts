/**
 * What a program can ask of the system that runs it, in place of another thread: `send` and `recv` to
 * and from these numbers.
 *
 *   recv zero, LOCK, at      blocks until the lock called `at` is this thread's
 *   send zero, LOCK, at      gives it back
 *   recv zero, BARRIER, at   blocks until all threads of the program have come to the barrier called `at`
 *
 * `at` is an address that serves as a name: nothing is read or written there, and `a7` stays as it is.
 * Where memory is kept by software, these are what acquires and releases: see src/cluster/.
 */
export const SERVICES = { LOCK: -2, BARRIER: -3 } as const;
