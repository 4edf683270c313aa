import { describe, expect, it } from 'vitest';
import { cohort } from './command.js';

/** What is typed, and the one line that answers it. */
const WRONG_USAGE: readonly (readonly [argv: string, message: string])[] = [
  ['rum', "unknown command 'rum' (Did you mean run?)"],
  ['run --sed 3', "unknown option '--sed' (Did you mean one of --seed, --set?)"],
  ['run --strict=maybe', '--strict=maybe: expected --strict=true or --strict=false.'],
  ['run --processors', "option '--processors <n>' argument missing"],
  [
    'run --processors many',
    "option '--processors <n>' argument 'many' is invalid. Expected a whole number from 1 to 1024, such as 1.",
  ],
  [
    'run --processors 1025',
    "option '--processors <n>' argument '1025' is invalid. Expected a whole number from 1 to 1024, such as 1.",
  ],
  [
    'run --limit 0',
    "option '--limit <n>' argument '0' is invalid. Expected a whole number of at least 1, such as 1.",
  ],
  [
    'run --seed -1',
    "option '--seed <n>' argument '-1' is invalid. Expected a whole number from 0 to 4294967295, such as 1.",
  ],
  [
    'run --interleave mixed',
    "option '--interleave <how>' argument 'mixed' is invalid. Allowed choices are trace, round-robin.",
  ],
  ['trace', '"cohort trace" needs one of info, convert, generate after it. See: cohort trace --help'],
  ['check', '"cohort check" needs one of protocol after it. See: cohort check --help'],
  [
    'trace inof x',
    'there is no "cohort trace inof"; expected one of info, convert, generate. Did you mean "info"? See: cohort trace --help',
  ],
  ['trace info', "missing required argument 'file'"],
  ['trace convert x.din', "required option '-o, --out <file>' not specified"],
  ['list', "missing required argument 'what'"],
  [
    'list animals',
    "command-argument value 'animals' is invalid for argument 'what'. Allowed choices are protocols, machines, clusters, topologies, directories, workloads, formats, reports, policies, counters, samples, litmus, programs, locks, barriers.",
  ],
  [
    'show protocol MESI --format png',
    "option '--format <format>' argument 'png' is invalid. Allowed choices are text, md, mermaid, dot.",
  ],
  [
    'show machine smp4 --format dot',
    "option '--format <format>' argument 'dot' is invalid. Allowed choices are text, svg, json.",
  ],
  [
    'show topology mesh --format dot',
    "option '--format <format>' argument 'dot' is invalid. Allowed choices are text, svg, json.",
  ],
  [
    'show topology mesh --nodes 1025',
    "option '--nodes <n>' argument '1025' is invalid. Expected a whole number from 1 to 1024, such as 1.",
  ],
  ['show topology', "missing required argument 'name'"],
  ['show distances', "missing required argument 'file'"],
];

describe('wrong usage', () => {
  it.each(WRONG_USAGE)('cohort %s', async (argv, message) => {
    expect(await cohort(argv.split(' '))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cohort: ${message}\n`,
    });
  });
});
