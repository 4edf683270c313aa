/** Runs the command in this process and catches what it prints. */
import { Writable } from 'node:stream';
import { expect } from 'vitest';
import { main } from '../../src/cli/main.js';

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Characters of a line, where the output is a terminal. */
  readonly terminal?: number;
  /** Called whenever something is written to the standard error. */
  readonly onStderr?: () => void;
}

class Captured extends Writable {
  text = '';
  readonly isTTY?: boolean;
  readonly columns?: number;

  constructor(
    terminal: number | undefined,
    private readonly onText: () => void = () => undefined,
  ) {
    super();
    if (terminal !== undefined) {
      this.isTTY = true;
      this.columns = terminal;
    }
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    this.onText();
    done();
  }
}

/** `cohort <argv>`. Without surroundings: no terminal, no environment, nobody interrupts. */
export const cohort = async (
  argv: readonly string[],
  { env = {}, signal = new AbortController().signal, terminal, onStderr }: Surroundings = {},
): Promise<Outcome> => {
  const stdout = new Captured(terminal);
  const stderr = new Captured(terminal, onStderr);
  const exitCode = await main(argv, { stdout, stderr, env, signal });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
};

/** What `cohort <argv>` prints; it succeeds and says nothing else. */
export const printed = async (argv: readonly string[], surroundings?: Surroundings): Promise<string> => {
  const { exitCode, stdout, stderr } = await cohort(argv, surroundings);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout;
};

/** The one line with which `cohort <argv>` is refused as wrong usage. */
export const refused = async (argv: readonly string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await cohort(argv);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^cohort: [^\n]+\n$/);
  return stderr.slice('cohort: '.length, -1);
};
