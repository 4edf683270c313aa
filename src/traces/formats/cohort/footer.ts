import type { BytesAt } from '../../byte-stream.js';
import type { TraceSummary } from '../format.js';
import { CHUNK_HEADER_BYTES, INDEX_FIELDS_BYTES, MAGIC, TAG_INDEX, TRAILER_BYTES } from './layout.js';

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * What the footer tells, without reading the chunks. It is taken as a hint: the reader checks it when
 * it comes by.
 */
export const readSummary = async (at: BytesAt, size: number): Promise<TraceSummary | undefined> => {
  const trailer = await at(Math.max(0, size - TRAILER_BYTES), TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES || !MAGIC.every((byte, index) => trailer[8 + index] === byte))
    return undefined;
  const begins = Number(viewOf(trailer).getBigUint64(0, true));
  if (begins > size) return undefined;
  const length = CHUNK_HEADER_BYTES + INDEX_FIELDS_BYTES;
  const footer = await at(begins, length);
  if (footer.length < length) return undefined;
  const view = viewOf(footer);
  if (view.getUint32(0, true) !== TAG_INDEX) return undefined;
  return {
    records: Number(view.getBigUint64(CHUNK_HEADER_BYTES, true)),
    processors: view.getUint32(CHUNK_HEADER_BYTES + 8, true),
  };
};
