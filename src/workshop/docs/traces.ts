import { readFileSync } from 'node:fs';
import { SAMPLES } from '../../samples/index.js';
import { COMPRESSIONS } from '../../traces/compression/index.js';
import type { TraceFormat } from '../../traces/formats/format.js';
import { TRACE_FORMATS } from '../../traces/formats/index.js';
import { generatedFrom, page, table } from './markdown.js';

/** What a written file keeps of a record, in words. */
const written = ({ write }: TraceFormat): string => {
  if (write === undefined) return 'no';
  const { processors, sizes, gaps } = write.keeps;
  const lost = [!processors && 'processors', !sizes && 'sizes', !gaps && 'gaps'].filter(
    (one) => one !== false,
  );
  return lost.length === 0 ? 'yes' : `yes, without ${lost.join(' and ')}`;
};

/** The formats of traces, and the bundled ones. */
export const tracesPage = (): string =>
  page(
    'Traces',
    'src/traces/ and src/samples/',
    table(
      ['Format', 'What it is', 'Endings', 'Says the processor', 'Written'],
      TRACE_FORMATS.map((format) => [
        `\`${format.name}\``,
        `${format.title}: ${format.about}`,
        format.extensions.map((extension) => `\`.${extension}\``).join(' '),
        format.processors ? 'yes' : 'no: one file a processor',
        written(format),
      ]),
    ),
    `The content of a file tells its format, and the name where the content leaves a doubt; \`--format\` overrides both. Files compressed with ${COMPRESSIONS.map(({ name }) => name).join(', ')} are read as they are.`,
    'Several files are one trace: the first is processor 0, and so on. They take turns of `--quantum` records.',
    '`text` has a line for each reference: `[PROCESSOR] OPERATION ADDRESS [SIZE [GAP]]`, as in `0 R 0x7ffe10 8`. The operation is R, W, I or M (a read and a write), or a word such as `load`; the address is hexadecimal; the size is in bytes, 4 without one; the gap is in cycles of computation before the reference.',
    'The `cohort` container is described byte by byte in [container.md](container.md).',
    '## Bundled traces',
    ...SAMPLES.flatMap(({ name, title, about, processors, references }) => [
      `### ${name}`,
      `${title[0]?.toUpperCase()}${title.slice(1)}: ${processors} processors, ${references} references. ${about}`,
    ]),
  );

/** The container, byte by byte: written beside the code that reads it. */
export const containerPage = (): string => {
  const text = readFileSync(new URL('../../traces/formats/cohort.md', import.meta.url), 'utf8');
  return text.replace('\n', `\n\n${generatedFrom('src/traces/formats/cohort.md')}\n`);
};
