import { DIRECTIVES } from '../../programs/assembler/directives.js';
import { INSTRUCTIONS, type Instruction, type InstructionClass, NOTES } from '../../programs/isa.js';
import {
  FIRST_DATA_ADDRESS,
  MOST_INSTRUCTIONS,
  MOST_MEMORY_BYTES,
  MOST_THREADS,
} from '../../programs/program.js';
import { PSEUDOS } from '../../programs/pseudo.js';
import { REGISTER_NAMES } from '../../programs/registers.js';
import { code, page, table } from './markdown.js';

/** What the page says of each class, in its order. */
const CLASSES: readonly [InstructionClass, title: string, about: string][] = [
  ['arithmetic', 'Arithmetic', 'On 64 bits; what does not fit is lost. There is no signed division.'],
  ['branch', 'Branches', 'The target is the number of an instruction, which a label stands for.'],
  ['jump', 'Jumps', 'To go anywhere but to an instruction is a fault.'],
  [
    'load',
    'Loads',
    'An address is `imm(rs1)`, and either part may be left out. An access of n bytes must be aligned to n and lie in memory: else it is a fault.',
  ],
  ['store', 'Stores', 'As loads. `.rl` releases: what is earlier in the program is done before.'],
  [
    'atomic',
    'Atomics',
    'One step that nobody sees half done, on 4 bytes (`.w`) or 8 (`.d`); old values of 4 bytes are extended with their sign. Operands are read before rd is written.',
  ],
  ['fence', 'Fences', 'Order accesses of the own thread where the memory model does not.'],
  ['cache', 'Caches', 'What software does itself where caches are not coherent.'],
  ['thread', 'Threads', 'Who am I, how late is it, what shall be known.'],
  ['blocking', 'Blocking', 'Let another thread have the processor.'],
  ['message', 'Messages', 'Between the nodes of a cluster, where memory is not shared.'],
  ['note', 'Notes', 'For reports and timelines.'],
];

const hex = (value: number): string => `\`0x${value.toString(16).padStart(2, '0')}\``;

const written = ({ mnemonic, form }: { mnemonic: string; form: string }): string =>
  `\`${mnemonic}${form === '' ? '' : ` ${form}`}\``;

/** Instructions that differ in size and order alone share a row. */
const rowsOf = (kind: InstructionClass): string[][] => {
  const all = INSTRUCTIONS.filter((instruction) => instruction.class === kind);
  if (kind !== 'atomic') return all.map((one) => [written(one), one.does, hex(one.code)]);
  const base = ({ mnemonic }: Instruction): string => mnemonic.split('.')[0]!;
  return all
    .filter(({ mnemonic }) => mnemonic.endsWith('.w'))
    .map((one) => {
      const codes = all.filter((other) => base(other) === base(one)).map((other) => other.code);
      return [
        written({ mnemonic: `${base(one)}.w`, form: one.form }),
        one.does,
        `${hex(Math.min(...codes))} to ${hex(Math.max(...codes))}`,
      ];
    });
};

const registers = (): string =>
  table(
    ['Register', 'Name', 'Use'],
    [
      ['r0', '`zero`', 'Reads 0; what is written to it is lost.'],
      ['r1 to r8', '`a0` to `a7`', 'Arguments; a0 is the code of a thread that ends.'],
      ['r9 to r18', '`t0` to `t9`', 'Temporaries. Macros of locks and barriers change t4 to t9.'],
      ['r19 to r28', '`s0` to `s9`', 'Kept across calls.'],
      [`r${REGISTER_NAMES.indexOf('gp')}`, '`gp`', 'Free.'],
      [`r${REGISTER_NAMES.indexOf('ra')}`, '`ra`', 'Where `call` returns to.'],
      [`r${REGISTER_NAMES.indexOf('sp')}`, '`sp`', 'The end of the thread’s own stack at first.'],
    ],
  );

const EXAMPLE = `
.param iterations, 100, 1, 1000000, "additions by each thread"
.data
counter: .dword 0
.text
main:
  li s0, iterations
  la s1, counter
loop:
  li t0, 1
  fadd.d t1, t0, (s1)
  addi s0, s0, -1
  bnez s0, loop
  halt`;

/** The instruction set, and how programs are written. */
export const instructionSetPage = (): string =>
  page(
    'Instruction set',
    'src/programs/isa.ts',
    'What simulated processors execute, and the assembly language in which programs are written. A small load/store machine of 64 bits; memory is little endian, and code is apart from it.',
    code(EXAMPLE.trim(), 'asm'),
    '## Registers',
    registers(),
    '## Instructions',
    'An instruction is 8 bytes: its code, rd, rs1 and rs2, a byte each, and imm, 32 bits with a sign, little endian. Fields that it has no use for are 0.',
    ...CLASSES.flatMap(([kind, title, about]) => [
      `### ${title}`,
      about,
      table(['Instruction', 'What it does', 'Code'], rowsOf(kind)),
    ]),
    'The code of an atomic is that of `.w`, and 4 more for `.d`, 2 more if it releases (`.rl`), 1 more if it acquires (`.aq`; both: `.aqrl`).',
    '### What notes tell',
    table(
      ['Name', 'imm', 'What it says'],
      Object.entries(NOTES).map(([name, note]) => [`\`${name}\``, `${note.code}`, note.about]),
    ),
    '## Shorter ways to write',
    table(
      ['Written', 'Is'],
      [
        ['`li rd, value`', '`li`, and `lih` where 32 bits do not do'],
        ['`la rd, label + offset`', 'the same, for an address'],
        ...PSEUDOS.map((pseudo) => [written(pseudo), `\`${pseudo.is}\``]),
      ],
    ),
    '## Assembly text',
    'A line is `label: instruction operands`, each part of which may be missing; comments begin with `#` or `;`. A label among code is the number of an instruction, one among data an address.',
    table(
      ['Directive', 'What it does'],
      Object.entries(DIRECTIVES).map(([name, { operands, does }]) => [
        `\`${name}${operands === '' ? '' : ` ${operands}`}\``,
        does,
      ]),
    ),
    "Expressions have numbers (`10`, `0x1f`, `0b101`, `1_000`, `'a'`), names, parentheses, and from the tightest to the loosest: `- ~`, `* / %`, `+ -`, `<< >>`, `< <= > >=`, `== !=`, `&`, `^`, `|`. Values have 64 bits and a sign; a comparison is 1 or 0. `THREADS` is the number of threads, `LINE` the bytes of a line of the caches.",
    '## Where a program begins',
    `Every thread begins at \`main\` (or with the first instruction), all registers 0 but for \`sp\` and \`ra\`; to return from there is a fault, a thread ends with \`halt\`. Data begin at ${FIRST_DATA_ADDRESS} unless told otherwise, and what is below is no memory, so that null pointers fault. Stacks follow the data.`,
    `At most ${MOST_INSTRUCTIONS} instructions, ${MOST_MEMORY_BYTES / 1024 / 1024} MiB of memory, ${MOST_THREADS} threads.`,
  );
