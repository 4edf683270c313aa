import { compileProtocol } from '../../protocol/compile.js';
import { EXIT } from '../failure.js';
import { type Io, printLines } from '../io.js';
import { loadProtocol } from '../load.js';

/** Compiling a table is what checks it; a defect is thrown and becomes the command's error. */
export const checkProtocol = async (file: string, io: Io): Promise<number> => {
  const { source, states, events } = compileProtocol(await loadProtocol(file));
  const coherence =
    source.coherent === false
      ? 'It is declared incoherent, so that reads of old values were not looked for.'
      : 'No sequence of reads, writes and evictions of a line reads an old value, loses the newest, or meets "!".';
  await printLines(io.stdout, [
    `${file}: protocol ${source.name} is sound: ${states.length} states × ${events.length} events.`,
    coherence,
  ]);
  return EXIT.ok;
};
