import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MACHINES as CATALOGUE } from '../../src/machines/index.js';
import { cohort } from './command.js';

const PROTOCOLS =
  'none, VI, MI, write-once, Synapse, MSI, Berkeley, MESI, MESI-memory, MOSI, MOESI, MESIF, MOESIF, Firefly, Dragon (or Illinois for MESI)';
const MACHINES = CATALOGUE.map(({ name }) => name).join(', ');

/** What is typed after `cohort`, and the one message that answers it, with exit code 2. */
const REFUSED: readonly (readonly [argv: string, message: string])[] = [
  [
    'run --set lineBytes=48',
    '--set "lineBytes=48": lineBytes is 48; expected a power of two from 4 to 4096 bytes. Write for instance 64.',
  ],
  [
    'run --set l1.size=100',
    'smp4 with --set l1.size=100: l1.size is 100 B, smaller than one set; expected at least 512 B for 8 ways of 64 B lines. Take that size, or at most 1 way.',
  ],
  ['run --set l1.size', '--set "l1.size": expected path=value. Write for instance --set l1.size=64KiB.'],
  [
    'run --set l1.size=64KB',
    '--set "l1.size=64KB": l1.size is "64KB", whose unit may mean 1000 or 1024; write "64KiB" (powers of 1024), or a number of bytes.',
  ],
  [
    'run --set l1.replacement=LRUU',
    '--set "l1.replacement=LRUU": l1.replacement is "LRUU"; expected one of LRU, FIFO, random, tree-PLRU, bit-PLRU, NRU, SRRIP. Did you mean "LRU"?',
  ],
  [
    'run --set processors=0',
    '--set "processors=0": processors is 0; expected a whole number from 1 to 1024. Write for instance 4.',
  ],
  ['run --protocol MESY', `no protocol is called "MESY"; take one of ${PROTOCOLS}. Did you mean "MESI"?`],
  ['run --set protocol=MESY', `no protocol is called "MESY"; take one of ${PROTOCOLS}. Did you mean "MESI"?`],
  ['run --machine smp', `--machine is "smp"; expected one of ${MACHINES}. Did you mean "smp4"?`],
  ['run --report xml --workload migratory', 'there is no report "xml"; expected one of text, json, csv, md.'],
  [
    'run --report jsn --workload migratory',
    'there is no report "jsn"; expected one of text, json, csv, md. Did you mean "json"?',
  ],
  [
    'run --workload migratory --param objcts=3',
    "workload migratory: there is no parameter 'objcts'; it has: objects, objectWords, localReads",
  ],
  [
    'run --workload migratory --param objects',
    '--param "objects": expected name=value. Write for instance --param lines=64; "cohort show workload NAME" lists the parameters.',
  ],
  [
    'run --workload migratory --param seed=3',
    '--param "seed=3": every workload has it; write --seed 3 instead.',
  ],
  [
    'run x.din --workload migratory',
    'both a trace (x.din) and --workload migratory are given; leave one of them out.',
  ],
  [
    'run --workload migratory --format din',
    '--format says how a trace file is read, but --workload migratory generates one; leave one out.',
  ],
  [
    'run --workload migratory --strict=false',
    '--no-strict says how a trace file is read, but --workload migratory generates one; leave one out.',
  ],
  [
    'run --interleave round-robin',
    '--interleave says how a trace file is read, but a bundled trace is taken as it is; leave it out.',
  ],
  [
    'trace info sample:word-count --format din',
    '--format says how a trace file is read, but a bundled trace is taken as it is; leave it out.',
  ],
  [
    'run x.din --quantum 4',
    '--quantum is the length of a turn, but one file is read in its own order; add --interleave round-robin, or leave it out.',
  ],
  [
    'run x.din --format dni',
    'there is no trace format "dni"; expected one of lackey, din, text, champsim, cohort. Did you mean "din"?',
  ],
  [
    'run --references 10',
    '--references is the length of a generated workload; to stop a trace early, use --limit.',
  ],
  ['run --param objects=3', '--param sets a parameter of a workload; name the workload with --workload.'],
  ['run --out /nowhere/x', '--out /nowhere/x: there is no folder /nowhere; make it first.'],
];

describe('bad input', () => {
  it.each(REFUSED)('cohort %s', async (argv, message) => {
    expect(await cohort(argv.split(' '))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cohort: ${message}\n`,
    });
  });

  it('a directory as --out is refused before anything is simulated', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cohort-cli-'));
    expect(
      await cohort(['run', '--workload', 'migratory', '--references', '1000G', '--out', folder]),
    ).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cohort: --out ${folder}: is a directory; expected the name of a file in it.\n`,
    });
    rmSync(folder, { recursive: true });
  });

  it('never shows a stack trace, unless COHORT_DEBUG asks for it', async () => {
    const argv = ['run', '--protocol', 'MESY'];
    expect((await cohort(argv)).stderr).not.toMatch(/^ +at /m);
    const { exitCode, stderr } = await cohort(argv, { env: { COHORT_DEBUG: '1' } });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^CohortError: no protocol/);
    expect(stderr).toMatch(/^ +at /m);
  });
});
