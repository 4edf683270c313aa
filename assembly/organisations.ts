/** Organisations of directories, by the codes that the host gives them: see directory.ts. */
export const FULL_MAP: u32 = 0;
export const LIMITED_BROADCAST: u32 = 1;
export const LIMITED: u32 = 2;
export const COARSE_VECTOR: u32 = 3;
export const SPARSE: u32 = 4;

/** Bytes that a line needs for what its home remembers besides its holders. */
export function entryBytesOf(organisation: u32): u32 {
  return organisation == FULL_MAP || organisation == LIMITED ? 0 : organisation == SPARSE ? 4 : 8;
}
