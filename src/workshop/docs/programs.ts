import { BARRIERS } from '../../programs/barriers/index.js';
import { softwareCoherence } from '../../programs/blocks/software-coherence.js';
import type { Fragment } from '../../programs/fragment.js';
import { PROGRAMS } from '../../programs/library/index.js';
import { LOCKS } from '../../programs/locks/index.js';
import type { Parameter, Parameters } from '../../programs/parameters.js';
import { BUILT, TEXT_AND_LIBRARY } from './examples.js';
import { code, page, table } from './markdown.js';

const range = (parameter: Parameter): string =>
  parameter.kind === 'choice' ? parameter.choices.join(', ') : `${parameter.least} to ${parameter.most}`;

const parametersTable = (parameters: Parameters): string =>
  table(
    ['Parameter', 'What it is', 'Default', 'Values'],
    Object.entries(parameters).map(([name, parameter]) => [
      `\`${name}\``,
      parameter.about,
      `\`${parameter.default}\``,
      range(parameter),
    ]),
  );

const fragments = (list: readonly Fragment[]): string[] =>
  list.flatMap(({ name, title, about, source, text }) => [
    `### ${name}`,
    `${title[0]!.toUpperCase()}${title.slice(1)}. ${about}`,
    `Source: ${source}.`,
    code(text.trim(), 'asm'),
  ]);

/** The library of programs, locks and barriers. */
export const programsPage = (): string =>
  page(
    'Programs',
    'src/programs/',
    'Programs for simulated processors, in the [instruction set](instruction-set.md) of theirs. Each says what it is due to compute, and what it computed is compared with that.',
    table(
      ['Name', 'What it is', 'Threads'],
      PROGRAMS.map(({ name, title, threads }) => [
        `[\`${name}\`](#${name})`,
        title,
        `${threads.least} to ${threads.most}`,
      ]),
    ),
    ...PROGRAMS.flatMap(({ name, about, source, parameters }) => [
      `## ${name}`,
      about,
      `Source: ${source}.`,
      parametersTable(parameters),
    ]),
    '## Chance, and the end of a run',
    'The same seed gives the same run. In untimed runs it draws how far processors run ahead of each other at each turn (`--slack`), when stores that wait are done (`--model`), and random numbers; with `--slack 0` under `sc` the interleaving does not depend on it. In timed runs, without a scheduler, it draws when threads begin: thread 0 at once, each other up to 1,023 cycles later.',
    'A run that does not end is stopped as a livelock where that is proven. Either, for at least `--livelock-instructions`, no store has changed memory and nothing was told of chance or time (`rnd`, `cycle`, `sleep`), and every thread that runs has come back to an instruction with the registers that it had there before. Or, without slack and under `sc`, memory changes, and comes back to a state of before together with all threads (in timed runs four times, as caches and buses have states of their own). Other runs stop at `--limit-instructions`; what they have not computed by then is `not finished`, neither right nor wrong.',
    '## Without coherence',
    'Under protocol `none` nothing keeps caches coherent. What threads synchronise by lies between `.sync` and `.endsync`, on lines of its own, and is read and written past the caches there; these accesses are counted among the loads, stores and atomics of threads, and by themselves (`uncachedAccesses`; the report says how many there were), but are none of the references. Each is a transaction on the bus, of words alone (`busRd` and `memoryWordReads`, `busWr` and `memoryWordWrites`), and in timed runs takes the bus and goes to memory, where others are in its way. So every lock and barrier still does what it is for, and what goes stale are the data: the result tells which loads got an old value, by which instruction, how many writes it was behind, and whose the newest was. For one seed it is the same each time. Under any other protocol the marks mean nothing, and no load is ever stale. Two threads whose words share a line lose some of them though no load is stale, since lines are written back whole. With `coherence=software` a program sees to its data itself: it drops its copies (`inval`) after it acquires a lock or leaves a barrier, and writes back what it wrote (`flush`, which in timed runs on a bus without an L3 waits until the line is over the bus) before it releases the lock or arrives; it is right then, for lines that are fetched and written back in each critical section. A copy is dropped by the line: what a thread drops must hold nothing that another which shares its cache is about to write back.',
    'Where threads take turns, one may move to another processor between a store and its `flush`, or after an `inval`. A kernel on such caches sees to that, and so does the scheduler: under protocol `none`, and for a program that has `flush` or `inval` in it under any, the caches that a thread leaves write back what is dirty of its process before it goes on elsewhere; and under `none` those that it comes to give up what they have of it, written back where it is dirty. Each of these lines takes a cycle besides what a migration takes; write-backs are in the counters, and `schedule.releasedLines` says how many lines there were.',
    code(softwareCoherence.text.trim(), 'asm'),
    `Source: ${softwareCoherence.source}.`,
    '## From code',
    '`runProgram` takes a name of the library (with `threads` and `parameters`), what one of its programs’ `load` gave, or a program of your own. `assemble` makes one of text, `disassemble` text of one; `onMemory` is given memory as the program left it.',
    code(TEXT_AND_LIBRARY, 'js'),
    '`ProgramBuilder` makes one of calls, whose operands TypeScript checks against the form of each instruction (`INSTRUCTIONS`). A label may be used before it is set. `data` and `sync` lay out memory and return its address.',
    code(BUILT, 'js'),
    'What cannot be is a `CohortError` (`exitCode` 2) that names the field, its value, and what was expected. A program that faults, deadlocks or does not end is a result: `ending` and `message` say so. `PROGRAMS`, `LOCKS` and `BARRIERS` are what this page lists.',
    '## Locks',
    'What `lock=NAME` chooses: macros `acquire` and `release`, whose argument is a register with the address of the lock. They change t4 to t9.',
    ...fragments(LOCKS),
    '## Barriers',
    'What `barrier=NAME` chooses: a macro `barrier_wait`.',
    ...fragments(BARRIERS),
  );
