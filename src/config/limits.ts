/** Most ways of a set, `full` included. A look-up compares every tag of the set, so its cost grows with the ways. */
export const MAX_WAYS = 4096;
/** Largest cache with a size, in bytes (1 GiB). */
export const MAX_CACHE_BYTES = 1024 ** 3;
/** Largest page, in bytes (1 GiB). */
export const MAX_PAGE_BYTES = 1024 ** 3;
export const MIN_LINE_BYTES = 4;
export const MAX_PROCESSORS = 1024;
/** Wasm memory ends at 4 GiB; the last page stays free, so that no end of a region wraps to 0. */
export const MAX_MEMORY_BYTES = 4 * 1024 ** 3 - 64 * 1024;
export const MIN_MEMORY_BYTES = 1024 ** 2;
