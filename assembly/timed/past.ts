/**
 * Accesses of words that go past the caches, in time: the bus for what asks, memory, and the bus for what is
 * moved. Nobody snoops them. A bus that is held (atomic) is taken once, for all of it.
 *
 *   read   bus: arbitration, request ─► memory ─► bus: words
 *   write  bus: arbitration, request, words;  then memory, for which nobody waits unless the bus is held
 */
import { lineShift } from '../layout';
import { accountOf, overlappedOf, stallsOf } from './accounts';
import { reserve } from './calendar';
import { CAUSE_BUS, CAUSE_BUS_WAIT, CAUSE_MEMORY, addTrail, clearTrail, spend } from './causes';
import { take } from './current';
import { accessHeldBus, readMemory, writeMemory } from './memory';
import { enterIsland, ownBus, ownDataBus, ownMemory } from './regions';
import { busBytesPerCycle, cyclesOf, isSplit, requestTransfer } from './settings';

/** One bus, or one of a split one's two ways, is taken as soon as it is free. Returns when. */
function takeBus(bus: usize, at: u64, cycles: u64, moved: u64): u64 {
  const start = reserve(bus, at, cycles);
  spend(CAUSE_BUS_WAIT, start - at);
  spend(CAUSE_BUS, moved);
  return start;
}

/** From `time` on; `bytes`: of words. `waits`: the processor does. Returns when it ends. */
export function accessPast(p: u32, time: u64, physical: u32, bytes: u32, isWrite: bool, waits: bool): u64 {
  const lineAddress: u64 = physical >> lineShift;
  const words = cyclesOf(bytes, busBytesPerCycle);
  enterIsland(p);
  clearTrail();
  let end: u64;
  if (isSplit) {
    const asked = takeBus(ownBus, time, requestTransfer, requestTransfer) + requestTransfer;
    take(asked - requestTransfer, asked);
    const found = isWrite ? asked : readMemory(ownMemory, lineAddress, bytes, asked);
    end = takeBus(ownDataBus, found, words, words) + words;
    if (isWrite) writeMemory(ownMemory, lineAddress, bytes, end);
  } else {
    const found = accessHeldBus(lineAddress, isWrite);
    const moved = requestTransfer + words;
    const start = takeBus(ownBus, time, moved + found, moved);
    spend(CAUSE_MEMORY, found);
    end = start + moved + found;
    take(start, end);
  }
  addTrail(waits ? stallsOf(accountOf(p)) : overlappedOf(accountOf(p)));
  return end;
}
