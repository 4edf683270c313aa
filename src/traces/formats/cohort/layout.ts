/**
 * The container's numbers, described byte by byte in `../cohort.md`. All integers are little-endian
 * and unsigned.
 */

/** First bytes of a container. The first byte keeps it from passing as text, the last shows newline damage. */
export const MAGIC = Uint8Array.of(0x89, 0x43, 0x4f, 0x48, 0x4f, 0x52, 0x54, 0x0a);
export const VERSION = 1;

/** The file's header: magic, u16 version, u16 zero, u32 most records of a chunk, u32 checksum. */
export const HEADER_BYTES = 20;
/** Before each chunk: u32 tag, u32 body bytes, u32 records, u32 checksum of the body. */
export const CHUNK_HEADER_BYTES = 16;

/** `CHNK`: records. */
export const TAG_CHUNK = 0x4b4e4843;
/** `INDX`: the footer, after which the file ends. */
export const TAG_INDEX = 0x58444e49;

/** Most records of one chunk. */
export const MAX_CHUNK_RECORDS = 65536;
/** Largest body of a chunk: more than the full dictionary and the widest columns of 65536 records take. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** Most bytes that the packed part of a chunk may unpack to. */
export const MAX_UNPACKED_BYTES = 2 * 1024 * 1024;

/** Columns of a chunk, in their order. */
export const COLUMNS = ['processor', 'kind', 'block', 'offset', 'gap'] as const;
export const COLUMN = { processor: 0, kind: 1, block: 2, offset: 3, gap: 4 } as const;

/** A chunk's body: 20 bytes of fields, then one description a column. */
export const FIELDS_BYTES = 20;
export const DESCRIPTION_BYTES = 8;
export const BODY_HEADER_BYTES = FIELDS_BYTES + COLUMNS.length * DESCRIPTION_BYTES;

/** How a column's values are written. */
export const ENCODING = { constant: 0, bits: 1, planes: 2 } as const;
/** Where a column's (or the dictionary's) bytes are: as they are, or in the compressed part. */
export const AREA = { stored: 0, packed: 1 } as const;
/** How the packed part is compressed. */
export const PACKING = { none: 0, gzip: 1, zstd: 2 } as const;

/** Bits of a chunk's flags. */
export const FLAG_DIFFERENCES = 1;
export const FLAG_DICTIONARY_PACKED = 2;

/** Widest value that the `bits` encoding takes: with up to 7 bits before it, it fits 32 bits. */
export const MAX_BITS = 24;
/** Largest blockBits: an offset within a block never reaches the address's high half. */
export const MAX_BLOCK_BITS = 32;

/** The footer's fixed fields: u64 records, u32 processors, u32 chunks per entry, u32 entries, u32 zero. */
export const INDEX_FIELDS_BYTES = 24;
/** An entry: u64 byte offset of the chunk, u64 records before it. */
export const INDEX_ENTRY_BYTES = 16;
/** Most entries; the writer halves the table when it is full, so it does not grow with the trace. */
export const MAX_INDEX_ENTRIES = 4096;

/** After the footer, at the file's very end: u64 byte offset of the footer, then the magic again. */
export const TRAILER_BYTES = 16;

/** Bytes of the dictionary: processors, kinds, blocks of each processor, block addresses. */
export const dictionaryBytes = (processors: number, kinds: number, blocks: number): number =>
  processors * 2 + kinds * 2 + processors * 4 + blocks * 8;

/** Bytes that a column takes. */
export const columnBytes = (encoding: number, width: number, records: number): number => {
  if (encoding === ENCODING.constant) return 0;
  if (encoding === ENCODING.bits) return Math.ceil((records * width) / 8);
  return records * width;
};
