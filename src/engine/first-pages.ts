/** How many pages of lines an engine starts with: where its memory grows later, the host collects garbage besides. */

/** Without a program; the core doubles them as it needs. */
const FIRST_PAGES = 256;
/** Lines of a page, bytes of its header and column, and of a line's holders: as in assembly/layout.ts. */
const PAGE_LINES = 64;
const PAGE_BYTES = 20;
const HOLDER_BYTES = 8;
/** Bytes that they may take where a program needs more of them. */
const MOST_BYTES = 2 ** 20;

export interface FirstPages {
  readonly pages: number;
  readonly bytes: number;
}

/** Pages for all of a program, if they are not much. `lineStride`: bytes of a line beside its holders; `room`: those that are left. */
export const firstPages = (
  imageBytes: number,
  lineBytes: number,
  lineStride: number,
  room: number,
): FirstPages => {
  const bytes = PAGE_LINES * (HOLDER_BYTES + lineStride) + PAGE_BYTES;
  const wanted = Math.ceil(imageBytes / (lineBytes * PAGE_LINES));
  const most = Math.floor(Math.min(MOST_BYTES, room) / bytes) - 1;
  const pages = Math.max(FIRST_PAGES, Math.min(wanted, most));
  return { pages, bytes: (pages + 1) * bytes };
};
