import { DECODE_BASE64 } from './decode.generated.js';
import { MAX_BODY_BYTES, MAX_CHUNK_RECORDS, MAX_UNPACKED_BYTES } from './layout.js';

/** Records that are joined at a time: few enough to stay in the host's L1 and L2 caches. */
export const STEP = 4096;

/** Bytes that may be read after the last one of a column. */
const SLACK = 64;
const PAGE = 65536;

/** What assembly/decode exports. */
export interface DecodeExports {
  setDictionaries(
    processors: number,
    ranges: number,
    kinds: number,
    blocks: number,
    lastOffsets: number,
  ): void;
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

/**
 * The module's memory. The tables come first: an index that is out of range reads (and, in
 * `lastOffsets`, writes) at most 1 MiB further on, which is still within the memory, before the
 * chunk is refused.
 */
const regions = () => {
  let at = 64;
  const next = (bytes: number): number => {
    const start = at;
    at += (bytes + SLACK + 63) & ~63;
    return start;
  };
  return {
    columns: next(64),
    /** By processor index: its number. By processor index: its first block, its last block. */
    processors: next(MAX_CHUNK_RECORDS * 4),
    ranges: next(MAX_CHUNK_RECORDS * 8),
    /** By kind index: operation and size, where `packMeta` has them. */
    kinds: next(MAX_CHUNK_RECORDS * 4),
    /** By block: its address; the last offset in it. */
    blocks: next(MAX_CHUNK_RECORDS * 8),
    lastOffsets: next(MAX_CHUNK_RECORDS * 4),
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
export const REGION = regions();

export interface DecodeModule {
  readonly memory: WebAssembly.Memory;
  readonly exports: DecodeExports;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** A fresh instance with its own memory. */
export const loadDecodeModule = async (): Promise<DecodeModule> => {
  compiled ??= WebAssembly.compile(Uint8Array.from(atob(DECODE_BASE64), (char) => char.charCodeAt(0)));
  const memory = new WebAssembly.Memory({ initial: REGION.pages, maximum: REGION.pages });
  const abort = (): never => {
    throw new Error('the decoder stopped');
  };
  const instance = await WebAssembly.instantiate(await compiled, { env: { memory, abort } });
  const exports = instance.exports as unknown as DecodeExports;
  exports.setDictionaries(REGION.processors, REGION.ranges, REGION.kinds, REGION.blocks, REGION.lastOffsets);
  return { memory, exports };
};
