/**
 * Instructions that load, store, or do both as one.
 *
 *   word (word.ts) ─► address ─► access.ts, or plain-access.ts ─► register
 *
 * W and H: see bus.ts.
 */
import {
  ADD,
  COMPARE,
  SET,
  SWAP,
  exchange,
  loadLinked,
  missingPage,
  read,
  storeConditional,
  write,
} from './access';
import { countChange } from './changes';
import { exchangePlainly, loadPlainly, storePlainly } from './plain-access';
import { ATOMICS, FAILED_SC, LOADS, STORES, bump, register, setRegister } from './threads';
import { RELEASES, addressIn, destination, second, widthOf } from './word';

const ATOMIC_LL: u32 = 4;

// @ts-ignore: decorator
@inline
function extended(value: u64, bytes: u32): u64 {
  const unused: i64 = 64 - (bytes << 3);
  return <u64>((<i64>(value << unused)) >> unused);
}

export function loadInto<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): void {
  const bytes: u32 = widthOf(code);
  const value = read<W, H>(at, p, addressIn(at, word), bytes, now);
  if (missingPage) return;
  bump(at, LOADS, 1);
  setRegister(at, destination(word), code & 4 ? value : extended(value, bytes));
}

export function storeFrom<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): void {
  write<W, H>(at, p, addressIn(at, word), widthOf(code), second(at, word), (code & RELEASES) != 0, now);
  if (!missingPage) bump(at, STORES, 1);
}

/** What the atomic instructions before load-linked are. */
// @ts-ignore: decorator
@inline
function kindOf(which: u32): u32 {
  return which == 0 ? SET : which == 1 ? SWAP : which == 2 ? COMPARE : ADD;
}

export function atomic<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): void {
  const bytes: u32 = code & 4 ? 8 : 4;
  const which = (code >> 3) & 7;
  const rd = destination(word);
  const address = addressIn(at, word);
  const operand = second(at, word);
  let value: u64;
  if (which == ATOMIC_LL) value = loadLinked<W, H>(at, p, address, bytes, now);
  else if (which > ATOMIC_LL) {
    value = storeConditional<W, H>(at, p, address, bytes, operand, now) ? 1 : 0;
    countChange();
    if (!value) bump(at, FAILED_SC, 1);
  } else {
    value = exchange<W, H>(at, p, address, bytes, kindOf(which), operand, register(at, rd), now);
  }
  if (missingPage) return;
  bump(at, ATOMICS, 1);
  setRegister(at, rd, extended(value, bytes));
}

// @ts-ignore: decorator
@inline
export function loadPlainInto<W, H, K>(at: usize, p: u32, address: u64, word: u64, code: u32): void {
  const bytes: u32 = widthOf(code);
  const value = loadPlainly<W, H, K>(at, p, address, bytes);
  bump(at, LOADS, 1);
  setRegister(at, destination(word), code & 4 ? value : extended(value, bytes));
  setRegister(at, 0, 0);
}

// @ts-ignore: decorator
@inline
export function storePlainFrom<W, H, K>(at: usize, p: u32, address: u64, word: u64, code: u32): void {
  storePlainly<W, H, K>(at, p, address, widthOf(code), second(at, word));
  bump(at, STORES, 1);
}

/** Atomic instructions before load-linked. */
// @ts-ignore: decorator
@inline
export function atomicPlainly<W, H>(at: usize, p: u32, address: u64, word: u64, code: u32): void {
  const bytes: u32 = code & 4 ? 8 : 4;
  const rd = destination(word);
  const kind = kindOf((code >> 3) & 7);
  const value = exchangePlainly<W, H>(at, p, address, bytes, kind, second(at, word), register(at, rd));
  bump(at, ATOMICS, 1);
  setRegister(at, rd, extended(value, bytes));
  setRegister(at, 0, 0);
}
