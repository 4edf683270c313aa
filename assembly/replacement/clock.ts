/**
 * The clock behind time stamps: 27 bits above the status bits of a way's word, one tick a
 * reference, never 0 for a way in use. Before it can wrap, `renumber` replaces the stamps of each
 * block by their ranks, which keeps every order.
 */
import { POLICY_SHIFT, STATUS_MASK } from '../cache';

export const TICK: u32 = 1 << POLICY_SHIFT;
/** Past this, a batch might wrap the clock. */
export const CLOCK_LIMIT: u32 = 0xf0000000;

/** Stamp of the reference under way, in place for a word. */
export let clock: u32 = 0;

export function setClock(to: u32): void {
  clock = to;
}

// @ts-ignore: decorator
@inline
export function stamp(word: usize, at: u32): void {
  store<u32>(word, (load<u32>(word) & STATUS_MASK) | at);
}

/** Replaces stamps by ranks 1 … ways in `count` blocks; the policy data must be stamps. */
export function renumber(blocks: usize, count: u32, ways: u32, lanes: u32, scratch: usize): void {
  for (let block: u32 = 0; block < count; block++) {
    const words = blocks + <usize>(block * lanes * 8) + ((<usize>lanes) << 2);
    for (let i: u32 = 0; i < ways; i++) {
      const word = load<u32>(words + ((<usize>i) << 2));
      let rank: u32 = 1;
      for (let j: u32 = 0; j < ways; j++) {
        if (load<u32>(words + ((<usize>j) << 2)) >> POLICY_SHIFT < word >> POLICY_SHIFT) rank++;
      }
      store<u32>(scratch + ((<usize>i) << 2), word ? (rank << POLICY_SHIFT) | (word & STATUS_MASK) : 0);
    }
    memory.copy(words, scratch, (<usize>ways) << 2);
  }
}
