/** Where a command prints, and how it learns of Ctrl-C. Tests pass their own. */

/** A stream that may be a terminal. */
export interface TerminalStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  /** Width in characters; present on terminals. */
  readonly columns?: number;
}

export interface Io {
  /** Results, and nothing else. */
  readonly stdout: TerminalStream;
  /** Errors, progress and statistics. */
  readonly stderr: TerminalStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user asks to stop; what is simulated by then is still reported. */
  readonly signal: AbortSignal;
}

/** Widest that prose and lists are set, in characters. */
const WIDEST = 110;

/** Characters in a line of what is printed: those of the terminal, else of COLUMNS, else 80. */
export const widthOf = ({ stdout, env }: Io): number =>
  Math.min(Math.max(stdout.columns || Number(env.COLUMNS) || 80, 40), WIDEST);

/**
 * Writes the whole and waits until the stream has taken it, so that a full disk or a closed pipe
 * is told before the command ends.
 */
export const print = (stream: TerminalStream, text: string | Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });

/** Prints lines, each ended. */
export const printLines = (stream: TerminalStream, lines: readonly string[]): Promise<void> =>
  print(stream, lines.map((line) => `${line}\n`).join(''));
