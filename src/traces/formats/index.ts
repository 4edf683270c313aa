import { CohortError } from '../../errors.js';
import { champsim } from './champsim.js';
import { cohort } from './cohort.js';
import { din } from './din.js';
import type { TraceFormat, TraceWriter } from './format.js';
import { lackey } from './lackey.js';
import { text } from './text.js';

/** The trace formats, in the order of the documents. */
export const TRACE_FORMATS: readonly TraceFormat[] = [lackey, din, text, champsim, cohort];

const names = (formats: readonly TraceFormat[]): string => formats.map((format) => format.name).join(', ');

/** The format of a name. Unknown names are refused (exit code 2). */
export const traceFormatNamed = (name: string): TraceFormat => {
  const wanted = name.toLowerCase();
  const found = TRACE_FORMATS.find((format) => format.name === wanted);
  if (found) return found;
  throw new CohortError(`no trace format is named "${name}"; there are ${names(TRACE_FORMATS)}`, 2);
};

/** The writer of the format of a name. Refused (exit code 2) if there is none. */
export const traceWriterNamed = (name: string): TraceWriter => {
  const format = traceFormatNamed(name);
  if (format.write) return format.write;
  const writable = TRACE_FORMATS.filter((one) => one.write);
  throw new CohortError(`traces cannot be written as ${format.name}; they can be as ${names(writable)}`, 2);
};

/** The format whose extension a file's name has, without that of a compression. */
export const traceFormatOfName = (fileName: string): TraceFormat | undefined => {
  const parts = fileName.toLowerCase().split(/[\\/]/).pop()!.split('.').slice(1);
  return TRACE_FORMATS.find((format) => parts.some((part) => format.extensions.includes(part)));
};

/** How much a name that fits adds to what the content says. */
const NAME_WEIGHT = 0.05;
/** Least confidence with which a format is taken. */
const SURE_ENOUGH = 0.4;

/** The format that a file's first bytes, and then its name, tell; undefined if they tell none. */
export const detectFormat = (head: Uint8Array, whole: boolean, fileName: string): TraceFormat | undefined => {
  const named = traceFormatOfName(fileName);
  let best: TraceFormat | undefined;
  let bestConfidence = SURE_ENOUGH;
  for (const format of TRACE_FORMATS) {
    const content = format.detect(head, whole);
    const confidence = content === 0 ? 0 : content + (format === named ? NAME_WEIGHT : 0);
    if (confidence <= bestConfidence) continue;
    best = format;
    bestConfidence = confidence;
  }
  return best;
};
