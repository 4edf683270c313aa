import { encoderOf } from './cohort/encoder.js';
import { readSummary } from './cohort/footer.js';
import { MAGIC, MAX_CHUNK_RECORDS } from './cohort/layout.js';
import { readContainer } from './cohort/reader.js';
import type { TraceFormat } from './format.js';

/** Cohort's own container, described byte by byte in `cohort.md`. */
export const cohort: TraceFormat = {
  name: 'cohort',
  title: 'Cohort container',
  about: 'Cohort’s own compact binary format, in compressed chunks',
  extensions: ['cohort', 'cht'],
  processors: true,
  batchRecords: MAX_CHUNK_RECORDS,
  detect: (head) => (MAGIC.every((byte, index) => head[index] === byte) ? 1 : 0),
  read: readContainer,
  write: { keeps: { processors: true, sizes: true, gaps: true }, create: encoderOf },
  summary: readSummary,
};
