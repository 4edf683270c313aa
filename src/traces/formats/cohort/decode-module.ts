import { DECODE_BASE64 } from './decode.generated.js';
import { MAX_BODY_BYTES, MAX_CHUNK_RECORDS, MAX_UNPACKED_BYTES } from './layout.js';

/** Records that are joined at a time: few enough to stay in the host's L1 and L2 caches. */
export const STEP = 4096;

/** Bytes that may be read after the last one of a column. */
const SLACK = 64;
const PAGE = 65536;

/** What assembly/decode exports. */
export interface DecodeExports {
  /** Addresses of the dictionaries; see the module. */
  readonly PROCESSORS: WebAssembly.Global;
  readonly KINDS: WebAssembly.Global;
  readonly BLOCKS: WebAssembly.Global;
  readonly OFFSETS: WebAssembly.Global;
  readonly END: WebAssembly.Global;
  join(
    columns: number,
    count: number,
    lastProcessor: number,
    lastKind: number,
    shift: number,
    offsetMask: number,
    differences: number,
    addresses: number,
    meta: number,
  ): number;
  joinTwoPlanes(first: number, stride: number, count: number, to: number): void;
  joinPlanes(first: number, stride: number, planes: number, count: number, to: number): void;
  spreadBits(at: number, width: number, count: number, to: number): void;
}

/** How far behind its table an index that is out of range may write. */
const BEYOND = MAX_CHUNK_RECORDS * 4;

/** What lies behind the dictionaries in the module's memory. */
const regionsFrom = (end: number) => {
  let at = end + BEYOND;
  const next = (bytes: number): number => {
    const start = at;
    at += (bytes + SLACK + 63) & ~63;
    return start;
  };
  return {
    /** The descriptions of the columns. */
    columns: next(64),
    /** By column: values of one step, where the column is not read in place. */
    scratch: [0, 1, 2, 3, 4].map(() => next(STEP * 4)),
    addresses: next(STEP * 8),
    meta: next(STEP * 4),
    body: next(MAX_BODY_BYTES),
    unpacked: next(MAX_UNPACKED_BYTES),
    pages: Math.ceil(at / PAGE),
  };
};

/** Where everything is in the module's memory. */
export interface DecodeLayout extends Readonly<ReturnType<typeof regionsFrom>> {
  readonly processors: number;
  readonly kinds: number;
  readonly blocks: number;
  readonly lastOffsets: number;
}

export interface DecodeModule {
  readonly memory: WebAssembly.Memory;
  readonly exports: DecodeExports;
  readonly layout: DecodeLayout;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** A fresh instance with its own memory. */
export const loadDecodeModule = async (): Promise<DecodeModule> => {
  compiled ??= WebAssembly.compile(Uint8Array.from(atob(DECODE_BASE64), (char) => char.charCodeAt(0)));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const abort = (): never => {
    throw new Error('the decoder stopped');
  };
  const instance = await WebAssembly.instantiate(await compiled, { env: { memory, abort } });
  const exports = instance.exports as unknown as DecodeExports;
  const address = (global: WebAssembly.Global): number => Number(global.value);
  const layout: DecodeLayout = {
    processors: address(exports.PROCESSORS),
    kinds: address(exports.KINDS),
    blocks: address(exports.BLOCKS),
    lastOffsets: address(exports.OFFSETS),
    ...regionsFrom(address(exports.END)),
  };
  // Grown once, before anything looks into it.
  memory.grow(layout.pages - memory.buffer.byteLength / PAGE);
  return { memory, exports, layout };
};
