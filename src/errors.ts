/**
 * What a user can mend. The message is one sentence or two: the place (file, line or
 * byte offset, field), the offending value, what was expected, and the mend.
 */
export class CohortError extends Error {
  override readonly name: string = 'CohortError';
  /** 2: the request itself was wrong (usage, configuration); 1: it failed on the way. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
