/**
 * Where the regions are that grow with the lines in use, and move when they do (pages.ts), and the slots
 * of one of them.
 *
 *   holders  who holds each line, see holders.ts
 *   pages    one header a page, see pages.ts
 *   columns  u32 a page: of the home of its first line, see placement.ts
 *   lines    each line's record
 *   pool     sharer vectors: slotBytes a slot; free ones are linked through their second u32
 */
import { slotBytes } from './layout';

export let holders: usize = 0;
export let pages: usize = 0;
export let columns: usize = 0;
export let lines: usize = 0;
export let pool: usize = 0;

/** Slots of sharer vectors: room, ever used, and those given back. */
export let poolRoom: u32 = 0;
let poolUsed: u32 = 0;
let freeVector: u32 = 0;
let freeVectors: u32 = 0;

/** The regions have come to lie there, with room for so many vectors. */
export function placeGrowing(
  holders_: usize,
  pages_: usize,
  columns_: usize,
  lines_: usize,
  pool_: usize,
  vectors: u32,
): void {
  holders = holders_;
  pages = pages_;
  columns = columns_;
  lines = lines_;
  pool = pool_;
  poolRoom = vectors;
}

export function resetSlots(): void {
  poolUsed = 0;
  freeVectors = 0;
}

/** Vectors for which there is room. */
export function freeSlots(): u32 {
  return freeVectors + (poolRoom - poolUsed);
}

/** A slot for a vector; there must be room. */
export function takeSlot(): u32 {
  if (!freeVectors) return poolUsed++;
  const slot = freeVector;
  freeVector = load<u32>(pool + <usize>slot * slotBytes + 4);
  freeVectors--;
  return slot;
}

export function giveSlot(slot: u32): void {
  store<u32>(pool + <usize>slot * slotBytes + 4, freeVector);
  freeVector = slot;
  freeVectors++;
}
