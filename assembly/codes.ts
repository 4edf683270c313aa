// Generated from src/protocol/codes.ts and src/replacement/index.ts by `npm run generate`; do not edit.

export const EVENTS: u32 = 8;
export const STATES: u32 = 16;
export const INVALID: u32 = 0;
export const TXN_BASE: u32 = 2;
export const TXN_SHIFT: u32 = 12;

export const EVENT_PrRd: u32 = 0;
export const EVENT_PrWr: u32 = 1;
export const EVENT_Evict: u32 = 2;
export const EVENT_BusRd: u32 = 3;
export const EVENT_BusRdX: u32 = 4;
export const EVENT_BusUpgr: u32 = 5;
export const EVENT_BusUpd: u32 = 6;
export const EVENT_BusWr: u32 = 7;

export const OUTCOME_alone: u32 = 0;
export const OUTCOME_shared: u32 = 1;
export const OUTCOME_owned: u32 = 2;

export const TXN_none: u32 = 0;
export const TXN_BusRd: u32 = 1;
export const TXN_BusRdX: u32 = 2;
export const TXN_BusUpgr: u32 = 3;
export const TXN_BusUpd: u32 = 4;
export const TXN_BusWr: u32 = 5;
export const TXN_impossible: u32 = 7;

export const ACTION_Fill: u32 = 32768;
export const ACTION_ThenUpdate: u32 = 65536;
export const ACTION_MemoryWord: u32 = 131072;
export const ACTION_WriteBack: u32 = 262144;
export const ACTION_Supply: u32 = 524288;
export const ACTION_Flush: u32 = 1048576;
export const ACTION_Update: u32 = 2097152;
export const ACTION_Shared: u32 = 4194304;
export const ACTION_Owned: u32 = 8388608;
export const ACTION_WordAlways: u32 = 16777216;

export const REPLACEMENT_LRU: u32 = 0;
export const REPLACEMENT_FIFO: u32 = 1;
export const REPLACEMENT_random: u32 = 2;
export const REPLACEMENT_treePLRU: u32 = 3;
export const REPLACEMENT_bitPLRU: u32 = 4;
export const REPLACEMENT_NRU: u32 = 5;
export const REPLACEMENT_SRRIP: u32 = 6;

export const OPERATION_read: u32 = 0;
export const OPERATION_write: u32 = 1;
export const OPERATION_instruction: u32 = 2;
