import { CohortError } from '../../errors.js';
import { BARRIERS } from '../../programs/barriers/index.js';
import { disassemble } from '../../programs/disassemble.js';
import type { Fragment } from '../../programs/fragment.js';
import { INSTRUCTIONS, type Instruction } from '../../programs/isa.js';
import { type LibraryProgram, programNamed } from '../../programs/library/index.js';
import { LOCKS } from '../../programs/locks/index.js';
import type { Parameter } from '../../programs/parameters.js';
import { PSEUDOS } from '../../programs/pseudo.js';
import { EXIT } from '../failure.js';
import { type Io, print, widthOf } from '../io.js';
import { isProgramFile, openProgram } from '../load-program.js';
import { knownName } from '../names.js';
import { splitSettings } from '../program-settings.js';
import { columns, wrap } from '../table.js';

export interface ShowProgramOptions {
  readonly set?: readonly string[];
  readonly threads?: number;
  readonly assembly?: boolean;
  readonly disassemble?: boolean;
}

/** Threads of a program that is shown without a number of them. */
const SHOWN_THREADS = 4;
const LINE_BYTES = 64;

const valuesText = (parameter: Parameter): string =>
  parameter.kind === 'choice' ? parameter.choices.join(', ') : `${parameter.least} to ${parameter.most}`;

const parameterRow = ([name, parameter]: [string, Parameter]): string[] => [
  name,
  `${parameter.about} (${valuesText(parameter)}; default ${parameter.default})`,
];

const bare = (text: string): string => `${text.replace(/^\n+|\s+$/g, '')}\n`;

const assemblyOf = (program: LibraryProgram, threads: number, given: Readonly<Record<string, string>>) =>
  program
    .sources(threads, given)
    .map(({ file, text }) => `# ${file}\n${bare(text)}`)
    .join('\n');

const programText = (
  program: LibraryProgram,
  threads: number,
  given: Readonly<Record<string, string>>,
  width: number,
): string => {
  const { name, title, about, source, parameters } = program;
  const { least, most } = program.threads;
  return [
    `${name}: ${title}\n`,
    wrap(about, width),
    wrap(`Source: ${source}.`, width),
    `Threads: ${least} to ${most}\n`,
    `Parameters (--set name=value):\n\n${columns(Object.entries(parameters).map(parameterRow), width)}`,
    `Text for ${threads} threads:\n\n${assemblyOf(program, threads, given)}`,
  ].join('\n');
};

export const showProgram = async (named: string, options: ShowProgramOptions, io: Io): Promise<number> => {
  const program = await openProgram(named);
  const { program: given, machine } = splitSettings(options.set ?? [], program);
  if (machine[0] !== undefined) {
    throw new CohortError(
      `--set "${machine[0]}" is a field of a machine; here only the program’s parameters count.`,
      2,
    );
  }
  const { least, most } = program.threads(given);
  const threads = options.threads ?? Math.min(Math.max(SHOWN_THREADS, least), most);
  if (options.disassemble || isProgramFile(named)) {
    const loaded = program.load(threads, given, LINE_BYTES);
    await print(io.stdout, disassemble('program' in loaded ? loaded.program : loaded));
    return EXIT.ok;
  }
  const library = programNamed(program.name);
  await print(
    io.stdout,
    options.assembly
      ? assemblyOf(library, threads, given)
      : programText(library, threads, given, widthOf(io)),
  );
  return EXIT.ok;
};

const fragmentText = ({ name, title, about, source, text }: Fragment, width: number): string =>
  [`${name}: ${title}\n`, wrap(about, width), wrap(`Source: ${source}.`, width), bare(text)].join('\n');

/** A lock, or a barrier; of one that is both (`none`), the lock. */
export const showLock = async (name: string, io: Io): Promise<number> => {
  const all: readonly Fragment[] = [...LOCKS, ...BARRIERS];
  const names = all.map((each) => each.name);
  const known = knownName('lock or barrier', name, [...new Set(names)]);
  const found = all.find((each) => each.name === known);
  if (found) await print(io.stdout, fragmentText(found, widthOf(io)));
  return EXIT.ok;
};

const written = ({ mnemonic, form }: Pick<Instruction, 'mnemonic' | 'form'>): string =>
  `${mnemonic} ${form}`.trimEnd();

/** One instruction, or all, those that stand for another last. */
export const showInstructions = async (name: string | undefined, io: Io): Promise<number> => {
  const rows = [
    ...INSTRUCTIONS.map((one) => ({ name: one.mnemonic as string, row: [written(one), one.does] })),
    ...PSEUDOS.map((one) => ({ name: one.mnemonic, row: [written(one), `Short for ${one.is}.`] })),
  ];
  const names = rows.map((each) => each.name);
  const wanted = name === undefined ? names : [knownName('instruction', name, names)];
  const shown = rows.filter((each) => wanted.includes(each.name)).map(({ row }) => row);
  await print(io.stdout, columns(shown, widthOf(io)));
  return EXIT.ok;
};
