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

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (digit) => digit.charCodeAt(0));

/** The four lines `0 R 0x1000 8`, `1 W 0x1008 8`, `0 R 0x103c 8`, `1 R 0xffffffffffffffc0 64` as files. */
const FILES: Readonly<Record<string, Uint8Array>> = {
  plain: new TextEncoder().encode('0 R 0x1000 8\n1 W 0x1008 8\n0 R 0x103c 8\n1 R 0xffffffffffffffc0 64\n'),
  gzip: bytesOf('H4sIAAAAAAACAzNQCFIwqDA0MDBQsOAyVAiHcCyAHAOojHEyWAbESUMByQYKZiZcAAkgx+dBAAAA'),
  xz: bytesOf(
    '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4ABAACddABgIBsNxJfhWXOE16rUE5P5UvhetZmO+vDsrm1VqM9yfdanX3vTAAAAAm0UDfLPvSDEAAUNB69gJ+h+2830BAAAAAARZWg==',
  ),
  zstd: bytesOf('KLUv/QRYXQEA6DAgUiAweDEwMDAgOAoxIFc4IDgKM2NmYzAgNjQKBQC4ExAAXNyTEDDMJQNsJhk='),
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
  for (const { name } of cohort.SAMPLES) {
    keep(`sample ${name}`, await simulate({ trace: await cohort.sampleTrace(name), classify: true }));
  }
  for (const [name, bytes] of Object.entries(FILES)) {
    keep(`file ${name}`, await simulate({ trace: await cohort.openTraceBytes(bytes, { name }) }));
  }
  const mine = cohort.protocolFromJson(
    JSON.stringify({ ...cohort.protocolNamed('MSI'), name: 'mine' }),
    'mine.json',
  );
  for (const { name, text } of cohort.LITMUS_TESTS) {
    const result = await cohort.exploreLitmus(cohort.parseLitmus(text, name), { model: 'relaxed' });
    written[`litmus ${name}`] = cohort.litmusText(result) + cohort.witnessText(result);
  }
  keep('own protocol', await simulate({ trace: await cohort.sampleTrace(), protocol: mine }));
  return written;
};
