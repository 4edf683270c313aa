/** The schema of one program on several kinds of memory: what the JSON report holds, field by field. */
import * as z from 'zod';
import { counted, maybeCounted, text } from '../config/described.js';
import { MEMORY_KINDS } from './compare.js';
import { MEMORIES_SCHEMA, type MemoryFigures } from './result.js';

const yesNo = (title: string, description: string) => z.boolean().meta({ title, description });

const figuresSchema = z.object({
  kind: z.enum(MEMORY_KINDS).meta({
    title: 'Kind',
    description:
      'One memory on a bus (smp), memory over nodes with directories (numa), a cluster that shares pages (ivy, lrc), ' +
      'or one that shares nothing (messages).',
  }),
  program: text('Program', 'Which ran: that which does the same by messages has a name of its own.'),
  means: text('Means', 'The lock and the barrier that it had, such as lock=dsm, barrier=dsm.'),
  timed: yesNo('Timed', 'Whether caches and buses took time.'),
  right: yesNo('Right', 'Whether it computed what it was due to.'),
  cycles: counted('Cycles', 'When the last processor ended.'),
  pageFaults: maybeCounted('Page faults', 'Of reads and writes; null where no pages are shared by software.'),
  pages: maybeCounted('Pages', 'That were sent; null likewise.'),
  twins: maybeCounted('Twins', 'Copies of pages kept to tell what was written; null likewise.'),
  diffs: maybeCounted('Diffs', 'That were made; null likewise.'),
  messages: maybeCounted('Messages', 'Between nodes; null where there is one.'),
  bytes: maybeCounted('Bytes', 'That they had; null likewise.'),
}) satisfies z.ZodType<MemoryFigures>;

/** A program on several kinds of memory. */
export const memoriesSchema = z
  .object({
    schema: z
      .literal(MEMORIES_SCHEMA)
      .meta({ title: 'Schema', description: 'Name and version; a field may come without a new version.' }),
    memories: z
      .array(figuresSchema)
      .meta({ title: 'Memories', description: 'One entry a kind, in the order that was asked for.' }),
  })
  .meta({ title: 'Cohort memories', description: 'One program on several kinds of memory.' });
