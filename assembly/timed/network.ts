/**
 * Messages on their way: over the links of their route, each of which is busy while it passes.
 *
 *   routes: those of pair i = from × N + to are the entries from routeOffsets[i] to routeOffsets[i + 1],
 *           of responses from responseOffsets[i] on; each of their hops takes hopCycles[i]
 *
 * A message goes on to the next link as soon as its head has come over (W. J. Dally and B. Towles,
 * Principles and Practices of Interconnection Networks, 2004, ch. 13, cut-through).
 */
import { nodes } from '../layout';
import { reserve } from './calendar';
import { CAUSE_LINK, CAUSE_LINK_WAIT, spend } from './causes';
import { CALENDAR_BYTES, hopCycles, links, responseOffsets, routeOffsets, routes } from './regions';
import { localCycles, routeShift } from './settings';

/** Kinds of messages, as `MESSAGE_TYPES` in src/engine/message-types.ts tells them. */
export const REQUEST: u32 = 0;
export const RESPONSE: u32 = 1;

/** Cycles that the last message waited for links. */
let linksWaited: u64 = 0;

// @ts-ignore: decorator
@inline
function linkAt(entry: u32): u32 {
  const at = routes + ((<usize>entry) << routeShift);
  return routeShift == 1 ? <u32>load<u16>(at) : load<u32>(at);
}

/** A message for which nobody waits: leaves at `at`, is `transfer` long. Returns when it arrives. */
export function post(kind: u32, from: u32, to: u32, transfer: u64, at: u64): u64 {
  linksWaited = 0;
  if (from == to) return at + localCycles;
  const pair = (<usize>(from * nodes + to)) << 2;
  const offsets = (kind == REQUEST ? routeOffsets : responseOffsets) + pair;
  const hop: u64 = load<u32>(hopCycles + pair);
  const end = load<u32>(offsets, 4);
  let time = at;
  for (let i = load<u32>(offsets); i < end; i++) {
    const start = reserve(links + <usize>linkAt(i) * CALENDAR_BYTES, time, transfer);
    linksWaited += start - time;
    time = start + hop;
  }
  return time + transfer;
}

/** A message that the reference under way waits for. */
export function travel(kind: u32, from: u32, to: u32, transfer: u64, at: u64): u64 {
  const arrival = post(kind, from, to, transfer, at);
  spend(CAUSE_LINK_WAIT, linksWaited);
  spend(CAUSE_LINK, arrival - at - linksWaited);
  return arrival;
}
