/**
 * One word of a program, and what it says: code u8 | rd u8 | rs1 u8 | rs2 u8 | imm i32.
 *
 * Codes from 0x40 on tell by their bits what they do: 0x40 loads (2 bits log2 bytes, bit 2: extended
 * with zeros), 0x50 stores, 0x80 atomics (bits 3–5 which, bit 2: 8 bytes).
 */
import { register } from './threads';

export const LOAD_CODES: u32 = 0x40;
export const STORE_CODES: u32 = 0x50;
export const OTHER_CODES: u32 = 0x60;
export const ATOMIC_CODES: u32 = 0x80;
/** Load-linked and store-conditional. */
export const LINKED_CODES: u32 = 0xa0;
export const ATOMIC_END: u32 = 0xb0;
/** In the code of a store: nothing before it may come after it. */
export const RELEASES: u32 = 8;

/** Bytes of a load or a store. */
// @ts-ignore: decorator
@inline
export function widthOf(code: u32): u32 {
  return 1 << (code & 3);
}

// @ts-ignore: decorator
@inline
export function destination(word: u64): u32 {
  return (<u32>(word >> 8)) & 31;
}

// @ts-ignore: decorator
@inline
export function first(at: usize, word: u64): u64 {
  return register(at, (<u32>(word >> 16)) & 31);
}

// @ts-ignore: decorator
@inline
export function second(at: usize, word: u64): u64 {
  return register(at, (<u32>(word >> 24)) & 31);
}

// @ts-ignore: decorator
@inline
export function immediate(word: u64): i64 {
  return (<i64>word) >> 32;
}

// @ts-ignore: decorator
@inline
export function addressIn(at: usize, word: u64): u64 {
  return first(at, word) + <u64>immediate(word);
}
