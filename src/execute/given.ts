/** What a caller asked of a run, checked field by field, with the program at hand. */
import { requireNames } from '../config/call-options.js';
import { nearestName } from '../config/nearest.js';
import { machineInputOf, parseMachine } from '../config/parse.js';
import { STORE_MODELS } from '../engine/execution.js';
import { CohortError } from '../errors.js';
import { type LoadedProgram, PROGRAMS, programNamed } from '../programs/library/index.js';
import { threadRange, usualThreads } from '../programs/library/thread-range.js';
import type { Program } from '../programs/program.js';
import type { ProgramOptions, ScheduleOptions } from './options.js';

/** The options of a run whose program needs no name any more. */
export interface GivenRun extends Omit<ProgramOptions, 'program' | 'threads' | 'parameters'> {
  readonly program: Program | LoadedProgram;
}

/** A value as a message shows it, cut short. */
const shown = (value: unknown): string => {
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (typeof value !== 'object' || value === null) return text.slice(0, 80);
  const fields = Object.keys(value).slice(0, 8);
  if (Array.isArray(value)) return 'an array';
  return fields.length === 0 ? 'an empty object' : `an object with ${fields.join(', ')}`;
};

const refuse = (field: string, value: unknown, expected: string, mend: string): never => {
  throw new CohortError(`${field} is ${shown(value)}; expected ${expected}. ${mend}`, 2);
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What an option may be, and what to write instead. */
interface Rule {
  readonly fits: (value: unknown) => boolean;
  readonly expected: string;
  readonly mend: string;
}

const whole = (least: number, most: number, mend: string): Rule => ({
  fits: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  expected: `a whole number from ${least} to ${most}`,
  mend,
});

const flag: Rule = {
  fits: (value) => typeof value === 'boolean',
  expected: 'true or false',
  mend: 'Write true, or leave it out.',
};

const listener: Rule = {
  fits: (value) => typeof value === 'function',
  expected: 'a function',
  mend: 'Leave it out if nothing is to be called.',
};

/** Every option but the program, what goes with its name, and `processes`, whose bound is the program's. `undefined` is as if it were left out. */
const RULES: Readonly<
  Record<keyof Omit<ProgramOptions, 'program' | 'threads' | 'parameters' | 'processes'>, Rule>
> = {
  machine: {
    fits: (value) => typeof value === 'string' || isObject(value),
    expected: 'a machine’s name or its fields',
    mend: 'Write for instance "smp4" or { processors: 8 }.',
  },
  protocol: {
    fits: (value) => typeof value === 'string' || isObject(value),
    expected: 'a protocol’s name or its table',
    mend: 'Write for instance "MESI".',
  },
  schedule: {
    fits: (value) => isObject(value) && 'policy' in value && typeof value.policy === 'string',
    expected: 'an object with the name of a policy',
    mend: 'Write for instance { policy: "round-robin" }, or leave it out for a processor to each thread.',
  },
  seed: whole(0, 2 ** 32 - 1, 'Leave it out for the machine’s.'),
  slackBits: whole(0, 16, 'Leave it out for what is usual.'),
  limitInstructions: whole(1, Number.MAX_SAFE_INTEGER, 'Leave it out for 1000000000.'),
  livelockInstructions: whole(1, Number.MAX_SAFE_INTEGER, 'Leave it out for what is usual.'),
  model: {
    fits: (value) => STORE_MODELS.some((model) => model === value),
    expected: `one of ${STORE_MODELS.join(', ')}`,
    mend: 'Leave it out for sc.',
  },
  storeEntries: whole(1, 64, 'Leave it out for 8.'),
  timed: flag,
  classify: flag,
  stale: flag,
  lateCycles: whole(0, 2 ** 31, 'Write for instance 0, or leave it out.'),
  accesses: flag,
  transactions: flag,
  signal: {
    fits: (value) => isObject(value) && 'aborted' in value,
    expected: 'an AbortSignal',
    mend: 'Write for instance AbortSignal.timeout(60_000).',
  },
  onProgress: listener,
  onEvents: listener,
  onSample: listener,
  onSlice: listener,
  onMemory: listener,
};

/** What goes with a program's name, or has a bound that is the program's. */
const OTHERS = ['program', 'threads', 'parameters', 'processes'] as const satisfies readonly Exclude<
  keyof ProgramOptions,
  keyof typeof RULES
>[];
/** Names of all options of a run. */
export const RUN_NAMES: readonly string[] = [...OTHERS, ...Object.keys(RULES)];
const SCHEDULE_NAMES: readonly (keyof ScheduleOptions)[] = [
  'policy',
  'quantumCycles',
  'switchCycles',
  'migrationCycles',
  'priorities',
];

const checkOptions = (options: ProgramOptions): void => {
  requireNames(options, RUN_NAMES, 'run');
  if (isObject(options.schedule)) requireNames(options.schedule, SCHEDULE_NAMES, 'schedule');
  const given: Readonly<Record<string, unknown>> = { ...options };
  for (const [field, { fits, expected, mend }] of Object.entries(RULES)) {
    const value = given[field];
    if (value !== undefined && !fits(value)) refuse(field, value, expected, mend);
  }
};

const PROGRAM_EXPECTED =
  'a name of the library, or what assemble, ProgramBuilder.build or a library program’s load gave';

const isProgram = (value: unknown): value is Program =>
  isObject(value) && 'code' in value && value.code instanceof Uint8Array && 'threads' in value;

const isLoaded = (value: unknown): value is LoadedProgram =>
  isObject(value) && 'program' in value && isProgram(value.program) && 'check' in value;

/** What goes with a name alone. */
const refuseWithProgram = ({ threads, parameters }: ProgramOptions): void => {
  const mend = 'Give it to assemble, ProgramBuilder or load instead, or name the program.';
  const expected = 'nothing beside a program that is laid out already';
  if (threads !== undefined) refuse('threads', threads, expected, mend);
  if (parameters !== undefined) refuse('parameters', parameters, expected, mend);
};

const loadNamed = (name: string, { machine, threads, parameters = {} }: ProgramOptions): LoadedProgram => {
  const names = PROGRAMS.map((program) => program.name);
  if (!names.includes(name.toLowerCase())) {
    const near = nearestName(name, names);
    const mend =
      near === undefined
        ? 'For a program of your own, give what assemble(text) returns.'
        : `Did you mean "${near}"?`;
    refuse('program', name, `one of ${names.join(', ')}`, mend);
  }
  if (!isObject(parameters) || Array.isArray(parameters)) {
    refuse('parameters', parameters, 'an object of values by name', 'Write for instance { lock: "mcs" }.');
  }
  const program = programNamed(name);
  const { processors, lineBytes } = parseMachine(machineInputOf(machine));
  const range = threadRange(program, parameters);
  const { least, most } = range;
  if (threads !== undefined && !whole(least, most, '').fits(threads)) {
    const lock = most < program.threads.most ? ` with lock=${String(parameters.lock)}` : '';
    refuse(
      'threads',
      threads,
      `a whole number from ${least} to ${most}, as ${program.name} takes${lock}`,
      'Leave it out for one a processor.',
    );
  }
  return program.load(threads ?? usualThreads(processors, range), parameters, { lineBytes });
};

/**
 * Checks the options, and loads the program if it is given by name.
 * @throws CohortError (exit code 2) that names the field, its value, what was expected, and the mend.
 */
export const givenRun = (options: ProgramOptions): GivenRun => {
  if (!isObject(options))
    refuse('the argument', options, 'options of a run', 'Write for instance { program: "counter" }.');
  checkOptions(options);
  const { program, threads: _, parameters: __, ...rest } = options;
  if (typeof program === 'string') return { ...rest, program: loadNamed(program, options) };
  if (!isProgram(program) && !isLoaded(program)) {
    refuse('program', program, PROGRAM_EXPECTED, 'Write for instance "counter", or assemble(text).');
  }
  refuseWithProgram(options);
  return { ...rest, program };
};
