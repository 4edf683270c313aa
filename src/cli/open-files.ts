/** Trace files, and bundled traces, as the command line asks for them. */
import { CohortError } from '../errors.js';
import { TRACE_FORMATS } from '../traces/formats/index.js';
import type { TraceSource } from '../traces/source.js';
import { abortable, untilAborted } from './abortable.js';
import { knownName } from './names.js';
import type { ReadOptions } from './options.js';

/** Begins the name of a bundled trace where a file is expected. */
const SAMPLE = 'sample:';

/** The options, as typed, that say how a file is read. */
export const readingOptions = ({ format, interleave, quantum, strict }: ReadOptions): readonly string[] => [
  ...(format === undefined ? [] : ['--format']),
  ...(interleave === undefined ? [] : ['--interleave']),
  ...(quantum === undefined ? [] : ['--quantum']),
  ...(strict ? [] : ['--no-strict']),
];

/** Opens a bundled trace; without a name, the first. */
export const openBundled = async (options: ReadOptions, name?: string): Promise<TraceSource> => {
  const [given] = readingOptions(options);
  if (given !== undefined) {
    throw new CohortError(
      `${given} says how a trace file is read, but a bundled trace is taken as it is; leave it out.`,
      2,
    );
  }
  const { sampleTrace } = await import('../samples/index.js');
  return sampleTrace(name);
};

const readingOf = ({ format, interleave, quantum, strict }: ReadOptions, files: number) => {
  if (quantum !== undefined && files === 1 && interleave !== 'round-robin') {
    throw new CohortError(
      '--quantum is the length of a turn, but one file is read in its own order; add --interleave round-robin, or leave it out.',
      2,
    );
  }
  const names = TRACE_FORMATS.map(({ name }) => name);
  return {
    strict,
    ...(format !== undefined && { format: knownName('trace format', format, names) }),
    ...(interleave !== undefined && { interleave }),
    ...(quantum !== undefined && { quantum }),
  };
};

/** Opens one or several files, or `sample:NAME`. */
export const openFiles = async (
  paths: readonly string[],
  options: ReadOptions,
  signal: AbortSignal,
): Promise<TraceSource> => {
  const [only = ''] = paths;
  if (paths.length === 1 && only.startsWith(SAMPLE)) return openBundled(options, only.slice(SAMPLE.length));
  const reading = readingOf(options, paths.length);
  // The decoders are loaded only where a file is read.
  const { openTraceFiles } = await import('../node/open-trace.js');
  return abortable(await untilAborted(openTraceFiles(paths, reading), signal));
};
