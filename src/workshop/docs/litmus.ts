import { LITMUS_TESTS, MEMORY_MODELS } from '../../litmus/index.js';
import { LITMUS } from './examples.js';
import { code, page, table } from './markdown.js';

/** The models: what each permits, how its machine works, and who defined it. */
const models = (): string[] =>
  MEMORY_MODELS.flatMap(({ name, title, about, source }) => [
    `### \`${name}\`: ${title}`,
    about,
    `Source: ${source}.`,
  ]);

const catalogue = (): string =>
  table(
    ['Test', 'What it asks', ...MEMORY_MODELS.map(({ name }) => name), 'Published in'],
    LITMUS_TESTS.map(({ name, about, reachable, source }) => [
      `\`${name}\``,
      about,
      ...MEMORY_MODELS.map((model) => (reachable[model.name] ? 'yes' : 'no')),
      source,
    ]),
  );

const EXAMPLE = `Cohort MP+rl+aq
"Message passing with release and acquire"
{ 0:t9=1; 1:t9=1; }
 P0          | P1          ;
 sw t9, x    | lw.aq t0, y ;
 sw.rl t9, y | lw t1, x    ;
exists (1:t0=1 /\\ 1:t1=0)`;

/** Memory models, the format of litmus tests, and the catalogue. */
export const litmusPage = (): string =>
  page(
    'Memory models and litmus tests',
    'src/litmus/',
    'A memory model says in which orders processors may see each other’s writes. A litmus test is a few threads of a few instructions and a question about how they can end. `cohort litmus SB --model tso` explores every execution (not a sample of them) and prints the final states in the layout of herd7; `--show` tells a shortest execution that decides the question, step by step; `--format table --model sc,tso,pso,relaxed` sets models side by side.',
    '## Models',
    'From the strictest to the weakest: each permits all that the ones before it do. Each is an abstract machine, whose states are told apart by what they hold, so that loops that wait for memory are explored to the end. What goes on without end is stopped at a million states (`--limit`), with an error.',
    ...models(),
    '## The format',
    'herd7’s: architecture and name; perhaps a line in quotes, and lines such as `Com=Rf Fr`; initial values in braces (what is not named holds 0, and the name of a location as a value is its address); the threads side by side; perhaps `locations [x; 0:EAX;]`; `exists`, `~exists` or `forall` and a condition of `/\\`, `\\/`, `not`, `=>` and parentheses. Comments are `(* … *)`.',
    code(EXAMPLE),
    table(
      ['Architecture', 'Instructions'],
      [
        [
          '`X86`',
          'Destination first: `MOV [x],$1`. MOV, ADD, SUB, AND, OR, XOR, IMUL, SHL, SHR, SAR, INC, DEC, NEG, NOT, CMP, TEST, XCHG, XADD, CMPXCHG, LOCK, MFENCE, LFENCE, SFENCE, JMP and conditional jumps, RET, NOP. `UXCH` is an XCHG that is not atomic.',
        ],
        [
          '`X86_64`',
          'The same, destination last: `movl $1,(x)`; registers by their names for 32 and 64 bits.',
        ],
        [
          '`Cohort`',
          'Cohort’s own: `lw`, `ld` (`.aq`), `sw`, `sd` (`.rl`), `tas`, `swap`, `cas`, `fadd` (`.w` or `.d`, then `.aq`, `.rl` or `.aqrl`), `fence`, `fence.r` (reads before reads), `fence.w` (writes before writes), `fence.aq` (reads before all), `fence.rl` (all before writes), arithmetic, `li`, `la`, `mov`, branches, `j`, `halt`. An address is `imm(register)`, or the name of a location.',
        ],
      ],
    ),
    'Locations are read and written whole, and hold 32 bits or an address; there are no arrays and no parts of registers. After an addition the flags are those of its result against 0: carry and overflow are not kept.',
    '## What is printed',
    '`Positive` and `Negative` count final states, those that are listed, for which the condition’s proposition holds and does not; for `~exists` they are swapped. (herd7 counts candidate executions there, of which several may end alike.) `Observation` has the same numbers, not swapped, and says `Never`, `Sometimes` or `Always`. `Ok` means that what the condition claims is so. There are no lines `Time` and `Hash`.',
    '## Runs on the machine',
    '`cohort litmus SB --model tso --sample 1k` also runs the test so often on the timed machine (`--machine`, without it `smp4` with a processor for each thread), each time with another seed (`--seed` is that of the first), and prints how often it ended in which state, as litmus7 does: `*` stands before the states for which the condition’s proposition holds. Then it tells how many of the allowed states were seen, and which were not. That a state was not seen does not say that it cannot be: the machine is one of many that keep to the model. A state that the model does not allow would be a defect of Cohort; it is named with the seed that shows it, and the exit code is 1.',
    'Each location has a line of its own. A thread begins up to 255 cycles late, with some of the locations in its cache and up to three stores of its own under way, all by chance, as in the middle of a program; a store that nothing is before would leave at once. `relaxed` is refused: the machine’s loads are never late. A run whose threads go around for 200,000 instructions is counted as one that did not end.',
    '## From code',
    code(LITMUS, 'js'),
    '`parseLitmus(text, name)` reads a test; the name stands in messages. `exploreLitmus` takes `model`, `limit`, `signal` and `onProgress`, and resolves with the final states and a shortest execution (`witness`). `sampleLitmus(test, { model, runs, machine, seed })` runs it on the machine; `sampleText` and `sampleReport` tell what came of it.',
    '## The catalogue',
    'Whether each test can end as it asks (`forall`: otherwise than it asks) under each model. Where a test or its outcome under a model is not printed in the publication, it follows from the model’s rules there.',
    catalogue(),
  );
