/** From whatever was thrown to one message and an exit code. */
import { CommanderError } from 'commander';
import { CohortError } from '../errors.js';
import type { Io } from './io.js';

/** Exit codes of the command. */
export const EXIT = { ok: 0, failure: 1, usage: 2, interrupted: 130 } as const;

export interface Failure {
  /** What to print after `cohort: `; nothing for an end that is not worth a word. */
  readonly message: string | undefined;
  readonly exitCode: number;
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EBUSY: 'is in use by another program',
  EISDIR: 'is a directory; expected a file',
  EMFILE: 'too many files are open at once',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or directory',
  ENOSPC: 'the disk is full. Make room, or write elsewhere',
  ENOTDIR: 'a part of the path is not a directory',
  EPERM: 'the system does not permit it',
  EDQUOT: 'the disk quota is used up. Make room, or write elsewhere',
  EFBIG: 'the file would be larger than the system permits',
  EIO: 'the device failed to read or write',
  EROFS: 'the disk is read-only. Write elsewhere',
};

const isSystemError = (error: Error): error is NodeJS.ErrnoException =>
  'code' in error && typeof error.code === 'string';

/** `error: unknown option '--sed'\n(Did you mean --seed?)` without its prefix and line break. */
const commanderMessage = (error: CommanderError): string =>
  error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');

const ofSystem = ({ code, path, message }: NodeJS.ErrnoException): string => {
  const said = SYSTEM_ERRORS[code ?? ''] ?? message;
  return path === undefined ? `the output: ${said}` : `${path}: ${said}`;
};

/** Says what an error means to whoever typed the command. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof CohortError) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { message: undefined, exitCode: EXIT.ok };
    return { message: commanderMessage(error), exitCode: EXIT.usage };
  }
  if (!(error instanceof Error)) return { message: String(error), exitCode: EXIT.failure };
  if (error.name === 'AbortError') return { message: 'stopped', exitCode: EXIT.interrupted };
  if (isSystemError(error)) {
    // The reader of our output has seen enough.
    if (error.code === 'EPIPE') return { message: undefined, exitCode: EXIT.ok };
    if (Object.hasOwn(SYSTEM_ERRORS, error.code ?? '')) {
      return { message: ofSystem(error), exitCode: EXIT.failure };
    }
  }
  return {
    message: `unexpected error: ${error.message}. This is a defect of Cohort; COHORT_DEBUG=1 shows where it happened.`,
    exitCode: EXIT.failure,
  };
};

/** What the standard error is told of an error: one message; before it, if COHORT_DEBUG is set, the stack. */
export const failureText = (error: unknown, env: Io['env']): string => {
  const { message } = failureOf(error);
  const stack = env.COHORT_DEBUG && error instanceof Error ? `${error.stack}\n` : '';
  return message === undefined ? stack : `${stack}cohort: ${message}\n`;
};
