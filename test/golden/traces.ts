/** The two recorded traces, and the machines that the golden reports simulate them on. */
import { readFile } from 'node:fs/promises';
import { sampleTrace } from '../../src/samples/index.js';
import { openTraceBytes } from '../../src/traces/open.js';
import type { TraceSource } from '../../src/traces/source.js';

const WORD_TREE = 'word-tree.lackey.xz';

export interface RecordedTrace {
  readonly name: string;
  open(): Promise<TraceSource>;
  /** Counted in the recordings themselves, see each trace. */
  readonly reads: number;
  readonly writes: number;
  readonly instructions: number;
}

export const RECORDED: readonly RecordedTrace[] = [
  {
    name: 'word-tree',
    open: async () =>
      openTraceBytes(await readFile(new URL(WORD_TREE, import.meta.url)), { name: WORD_TREE }),
    // xzcat word-tree.lackey.xz | grep -c '^ L' gives 241,036 loads, '^ S' 84,939 stores, '^ M' 2,887
    // modifications, which read and then write, and '^I' 871,132 instructions.
    reads: 241_036 + 2_887,
    writes: 84_939 + 2_887,
    instructions: 871_132,
  },
  {
    name: 'word-count',
    open: () => sampleTrace(),
    // grep -c ' R ' of the recording, before it was converted, gave 123,965; ' W ' gave 19,785.
    reads: 123_965,
    writes: 19_785,
    instructions: 0,
  },
];

/** An update protocol, one that writes through, and three that invalidate and write back. */
export const PROTOCOLS = ['VI', 'MSI', 'MESI', 'MOESI', 'Dragon'];
