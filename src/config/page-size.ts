/** The schemas of a page's size. */
import * as z from 'zod';
import { MAX_PAGE_BYTES, MIN_LINE_BYTES } from './limits.js';
import { bytesOf, SIZE_PATTERN } from './sizes.js';

const isPageSize = (bytes: number | undefined): boolean =>
  bytes !== undefined &&
  bytes >= MIN_LINE_BYTES &&
  bytes <= MAX_PAGE_BYTES &&
  Number.isInteger(Math.log2(bytes));

const within = z.int().min(MIN_LINE_BYTES).max(MAX_PAGE_BYTES);

/** A power of two. */
export const pageBytes = within.refine(isPageSize);

/** The same, or a size with a unit. */
export const writtenPageBytes = z
  .union([within, z.string().regex(SIZE_PATTERN)])
  .refine((size) => isPageSize(bytesOf(size)));
