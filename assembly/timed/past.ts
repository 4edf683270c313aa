/**
 * Accesses of words that go past the caches, and lines that programs flush, in time: the bus for what asks,
 * memory, and the bus for what is moved. Nobody snoops them. A bus that is held (atomic) is taken once, for all of it, as in bus-time.ts.
 *
 *   read   bus: arbitration, request ─► memory ─► bus: words
 *   write  bus: arbitration, request, words;  then memory, for which nobody waits but for room
 */
import { lineShift } from '../layout';
import { accountOf, overlappedOf, stallsOf } from './accounts';
import { firstFree, reserve } from './calendar';
import {
  CAUSE_BUS,
  CAUSE_BUS_WAIT,
  CAUSE_MEMORY,
  CAUSE_MEMORY_WAIT,
  addTrail,
  clearTrail,
  spend,
} from './causes';
import { take } from './current';
import { endWithRoom, openRow, readMemory, waitForMoved, writeMemory } from './memory';
import { enterIsland, ownBus, ownDataBus, ownMemory } from './regions';
import { busBytesPerCycle, cyclesOf, isSplit, memoryBytesPerCycle, requestTransfer } from './settings';

/** One bus, or one of a split one's two ways, is taken as soon as it is free. Returns when. */
function takeBus(bus: usize, at: u64, cycles: u64, moved: u64): u64 {
  const start = reserve(bus, at, cycles);
  spend(CAUSE_BUS_WAIT, start - at);
  spend(CAUSE_BUS, moved);
  return start;
}

/** Words are read while the bus is held for them: cycles beside those that it moves something in. */
function readHeld(lineAddress: u64, time: u64, bytes: u32, words: u64): u64 {
  const transfer = cyclesOf(bytes, memoryBytesPerCycle);
  const service = openRow(ownMemory, lineAddress, false);
  const found = service + max(transfer, words) - words;
  const granted = firstFree(ownBus, time, requestTransfer + words + found);
  const waited = waitForMoved(service, transfer, granted + requestTransfer);
  spend(CAUSE_MEMORY_WAIT, waited);
  spend(CAUSE_MEMORY, found);
  return waited + found;
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
  } else {
    const moved = requestTransfer + words;
    const held = moved + (isWrite ? 0 : readHeld(lineAddress, time, bytes, words));
    const start = takeBus(ownBus, time, held, moved);
    end = start + held;
    take(start, end);
  }
  if (isWrite) {
    writeMemory(ownMemory, lineAddress, bytes, end);
    end = endWithRoom(end);
  }
  addTrail(waits ? stallsOf(accountOf(p)) : overlappedOf(accountOf(p)));
  return end;
}
