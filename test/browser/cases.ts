/**
 * Simulations whose reports must be the same everywhere. The file is given the built library, and runs
 * as it is in Node, in a page and in a worker.
 */
import type * as Library from '../../src/index.js';

const MACHINES: Readonly<Record<string, Library.MachineInput>> = {
  smp4: {},
  'random replacement': {
    processors: 8,
    l1: { size: '1KiB', ways: 2, replacement: 'random' },
    seed: 0xfeed,
  },
  'L2 under a write-through L1': {
    l1: { size: '1KiB', ways: 2, write: 'write-through', replacement: 'tree-PLRU' },
    l2: { size: '8KiB', ways: 8, replacement: 'SRRIP' },
  },
  unlimited: { l1: { size: 'unlimited' }, lineBytes: 16 },
  'many processors': { processors: 100, l1: { size: '4KiB', ways: 'full', replacement: 'bit-PLRU' } },
};

/** References at the far end of 64-bit addresses, and across lines. */
const batch = ({ createBatch, packMeta }: typeof Library): Library.TraceBatch => {
  const made = createBatch(256);
  made.count = 256;
  for (let i = 0; i < made.count; i++) {
    made.addresses[2 * i] = 0xffffff00 + ((i * 37) % 240);
    made.addresses[2 * i + 1] = i % 3 === 0 ? 0xffffffff : 0x7ffe;
    made.meta[i] = packMeta(i % 4, i % 5 === 0 ? 1 : 0, 8);
  }
  return made;
};

/** Every form of report of each case, by its name. */
export const reports = async (cohort: typeof Library): Promise<Record<string, string>> => {
  const { simulate, compare, workloadSource, PROTOCOLS, REPORTS, WORKLOADS } = cohort;
  const written: Record<string, string> = {};
  const keep = (name: string, ...results: readonly Library.Result[]): void => {
    for (const report of Object.values(REPORTS)) written[`${name} (${report.name})`] = report.render(results);
  };
  for (const { name } of WORKLOADS) {
    const trace = workloadSource(name, { processors: 4, references: 20_000, seed: 42 });
    keep(`workload ${name}`, await simulate({ trace, classify: true }));
  }
  for (const { name } of PROTOCOLS) {
    const trace = workloadSource('migratory', { processors: 4, references: 20_000, seed: 7 });
    keep(`protocol ${name}`, await simulate({ trace, protocol: name }));
  }
  for (const [name, machine] of Object.entries(MACHINES)) {
    const trace = workloadSource('zipf-random', { processors: 4, references: 20_000, seed: 3 });
    const runs = ['MESI', 'Dragon'].map((protocol) => ({ machine, protocol, classify: true }));
    keep(`machine ${name}`, ...(await compare({ trace, runs })));
  }
  keep('typed arrays', await simulate({ trace: batch(cohort) }));
  return written;
};
