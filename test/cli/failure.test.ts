import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../src/cli/failure.js';
import { CohortError } from '../../src/errors.js';

const systemError = (code: string, path?: string): Error =>
  Object.assign(new Error(`${code}: as the system says it`), { code, ...(path !== undefined && { path }) });

describe('an error becomes one message and an exit code', () => {
  it.each([
    ['a wrong request', new CohortError('l1.size is 3', 2), 'l1.size is 3', 2],
    ['a run that failed', new CohortError('x.din:3: no operation'), 'x.din:3: no operation', 1],
    [
      'an option that does not exist',
      new CommanderError(
        1,
        'commander.unknownOption',
        "error: unknown option '--sed'\n(Did you mean --seed?)",
      ),
      "unknown option '--sed' (Did you mean --seed?)",
      2,
    ],
    [
      'a full disk',
      systemError('ENOSPC', 'out.txt'),
      'out.txt: the disk is full. Make room, or write elsewhere',
      1,
    ],
    [
      'a full disk behind the standard output',
      systemError('ENOSPC'),
      'the output: the disk is full. Make room, or write elsewhere',
      1,
    ],
    ['a directory', systemError('EISDIR', 'traces'), 'traces: is a directory; expected a file', 1],
    ['a missing file', systemError('ENOENT', 'x.din'), 'x.din: no such file or directory', 1],
    ['a file that is not ours to read', systemError('EACCES', 'x.din'), 'x.din: no permission', 1],
    ['Ctrl-C', new DOMException('The operation was aborted', 'AbortError'), 'stopped', 130],
    [
      'a defect of the program',
      new TypeError('x is not a function'),
      'unexpected error: x is not a function. This is a defect of Cohort; COHORT_DEBUG=1 shows where it happened.',
      1,
    ],
  ])('%s', (_, error, message, exitCode) => {
    expect(failureOf(error)).toEqual({ message, exitCode });
  });

  it.each([
    ['help that was asked for', new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'), 0],
    ['a reader that has seen enough', systemError('EPIPE'), 0],
  ])('%s ends without a word', (_, error, exitCode) => {
    expect(failureOf(error)).toEqual({ message: undefined, exitCode });
  });
});
