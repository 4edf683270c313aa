import type { TlbConfig, TlbInput, TlbLevelConfig } from './hierarchy.js';
import { bytesOf } from './sizes.js';

/** What a partial TLB gets over a preset that has none. */
const NEW_TLB: TlbConfig = { pageBytes: 4096, l1: { entries: 64, ways: 4 }, l2: null };
const NEW_SECOND: TlbLevelConfig = { entries: 1024, ways: 8 };

/** The TLB that an input stands for, over the preset's. */
export const mergeTlb = (base: TlbConfig | null, input: TlbInput | null | undefined): TlbConfig | null => {
  if (input === undefined) return base;
  if (input === null) return null;
  const beneath = base ?? NEW_TLB;
  const { pageBytes, l1, l2 } = input;
  return {
    // The size's shape is checked already.
    pageBytes: pageBytes === undefined ? beneath.pageBytes : bytesOf(pageBytes)!,
    l1: { ...beneath.l1, ...l1 },
    l2: l2 ? { ...(beneath.l2 ?? NEW_SECOND), ...l2 } : l2 === null ? null : beneath.l2,
  };
};
