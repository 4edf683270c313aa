/** Why a run stopped before its batch's end. */
export const STOP_NONE: u32 = 0;
export const STOP_MEMORY: u32 = 1;
export const STOP_RECORD: u32 = 2;
export const STOP_IMPOSSIBLE: u32 = 3;
export const STOP_PAGES: u32 = 4;
