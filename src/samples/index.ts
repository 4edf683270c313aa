/**
 * Bundled traces of real programs. The bytes are in modules that are imported when a trace is asked
 * for, so they cost nothing before, and are found in Node, in a page and in a worker alike.
 */
import { CohortError } from '../errors.js';
import { openTraceBytes } from '../traces/open.js';
import type { TraceSource } from '../traces/source.js';

/** A bundled trace, without its references. */
export interface Sample {
  readonly name: string;
  readonly title: string;
  /** The program, and what to look for. */
  readonly about: string;
  readonly processors: number;
  readonly references: number;
}

interface BundledSample extends Sample {
  /** The container's bytes, in base64. */
  load(): Promise<string>;
}

const BUNDLED: readonly BundledSample[] = [
  {
    name: 'word-count',
    title: 'four threads count the words of a text',
    about:
      'A C program with POSIX threads: pieces of a text out of a queue under a mutex, words in a common hash table ' +
      'whose buckets are locked in stripes, and a tally of letters, words and lines for each thread. The tallies lie ' +
      'side by side: most of the misses are false sharing of those two lines, which padding would do away with. The ' +
      'queue, the locks and the table are truly shared. Recorded with four threads taking seeded turns of one to four ' +
      'accesses; accesses inside the C library are not in it.',
    processors: 4,
    references: 143_750,
    load: async () => (await import('./word-count.generated.js')).SAMPLE_BASE64,
  },
];

/** The bundled traces; the first is the one that `cohort run` takes by default. */
export const SAMPLES: readonly Sample[] = BUNDLED.map(({ load: _, ...sample }) => sample);

/** Opens a bundled trace. Without a name: the first. Unknown names: CohortError (exit code 2). */
export const sampleTrace = async (name: string = SAMPLES[0]!.name): Promise<TraceSource> => {
  const sample = BUNDLED.find((one) => one.name === name.toLowerCase());
  if (!sample) {
    const names = SAMPLES.map((one) => one.name).join(', ');
    throw new CohortError(`no bundled trace is named '${name.slice(0, 80)}'; there are: ${names}`, 2);
  }
  return openTraceBytes(bytesOfBase64(await sample.load()), { name: sample.name, format: 'cohort' });
};

const bytesOfBase64 = (text: string): Uint8Array => {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
};
