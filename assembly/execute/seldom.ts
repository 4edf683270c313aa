/**
 * Instructions that programs seldom meet: those that ask, tell, wait and wake, and fences. W, H: see bus.ts.
 */
import { cleanLine, dropLine } from './cache-control';
import { countChance } from './changes';
import { EVENT_OUT, tell } from './events';
import {
  OP_crowd,
  OP_cycle,
  OP_fail,
  OP_fence,
  OP_fence_aq,
  OP_fence_r,
  OP_fence_rl,
  OP_fence_w,
  OP_flush,
  OP_halt,
  OP_inval,
  OP_out,
  OP_pause,
  OP_recv,
  OP_rnd,
  OP_send,
  OP_sleep,
  OP_wait,
  OP_wake,
  OP_who,
  OP_yield,
} from './opcodes';
import { queueOf, separate } from './store-queue';
import {
  FAULT_OPCODE,
  FAULT_PROGRAM,
  HALTED,
  RECEIVING,
  SENDING,
  SLEEPING,
  YIELDED,
  crowdOf,
  nextRandom,
  numberOf,
  raise,
  setRegister,
  setStatus,
  setWakesAt,
  threadIn,
  rightsOf,
} from './threads';
import { waitOn, wake } from './waiting';
import { ATOMIC_CODES, addressIn, destination, first, immediate, second } from './word';

/** Cycles of the longest sleep: clocks stay exact as numbers of the host. */
const MOST_SLEEP: i64 = 1 << 48;

/** Cycles of a `pause` beyond the one of every instruction, as on processors where it was told (Intel 64 and IA-32 Optimization Reference Manual: about 10 before Skylake). */
const PAUSE_CYCLES: u64 = 9;

/** The codes beyond the arithmetic ones and the branches; returns the cycles beyond the one that each takes. */
export function seldom<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): u64 {
  const rd = destination(word);
  switch (code) {
    case OP_who:
      setRegister(at, rd, numberOf(at));
      return 0;
    case OP_crowd:
      setRegister(at, rd, crowdOf(at));
      return 0;
    case OP_cycle:
      countChance();
      setRegister(at, rd, now);
      return 0;
    case OP_rnd:
      countChance();
      setRegister(at, rd, nextRandom(at));
      return 0;
    case OP_out:
      tell(EVENT_OUT, threadIn(at), now, first(at, word), 0);
      return 0;
    case OP_fail:
      raise(at, FAULT_PROGRAM, 0, <u32>immediate(word));
      return 0;
    case OP_halt:
      setStatus(at, HALTED);
      return 0;
    case OP_pause:
      return PAUSE_CYCLES;
    case OP_sleep:
      countChance();
      setWakesAt(at, now + <u64>min(max<i64>(<i64>first(at, word), 0), MOST_SLEEP));
      setStatus(at, SLEEPING);
      return 0;
    case OP_yield:
      setStatus(at, YIELDED);
      return 0;
    case OP_wait:
      waitOn<W, H>(at, p, addressIn(at, word), <u32>second(at, word), now);
      return 0;
    case OP_wake:
      // Where memory is shared by software, the host knows who waits.
      if (rightsOf(at)) setStatus(at, SENDING);
      else setRegister(at, rd, wake(at, addressIn(at, word), second(at, word), now));
      return 0;
    case OP_send:
    case OP_recv:
      setStatus(at, code == OP_send ? SENDING : RECEIVING);
      return 0;
    case OP_flush:
      return cleanLine<W, H>(at, p, addressIn(at, word), now);
    case OP_inval:
      dropLine<W, H>(at, p, addressIn(at, word));
      return 0;
    case OP_fence_w:
    case OP_fence_rl:
      separate(queueOf(at));
      return 0;
    case OP_fence:
    case OP_fence_r:
    case OP_fence_aq:
      return 0;
    default:
      raise(at, FAULT_OPCODE, code, 0);
      return 0;
  }
}

/** Whether an instruction waits until the thread's stores are done. */
// @ts-ignore: decorator
@inline
export function wantsAllDone(code: u32): bool {
  if (code >= ATOMIC_CODES || code == OP_fence || code == OP_flush || code == OP_inval) return true;
  return code == OP_halt || (code >= OP_sleep && code <= OP_recv);
}
