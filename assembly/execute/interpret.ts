/**
 * The interpreter of the instruction set (src/programs/isa.ts): one thread on its processor, until its
 * slice of time is over, or something has to be seen to.
 *
 *   program  u64 × instructions, see word.ts
 *   thread   registers, pc, status: threads.ts
 *
 * Arithmetic, branches, jumps and what hits are done in the loop; the rest in memory-instructions.ts and
 * seldom.ts. W, H: see bus.ts; K: u32 for the plainest runs (plain-access.ts), f64 for all others.
 */
import { program, programLength, timed } from '../layout';
import { missingPage } from './access';
import { beginAt, ends, outOfMemory } from './commit';
import { EVENT_NOTE, eventsFull, tell } from './events';
import { isPlain } from '../kinds';
import { fault as protocolFault } from '../lose';
import { countLock, isOfBarrier, isOfLock, listening } from './locks';
import {
  atomic,
  atomicPlainly,
  loadInto,
  loadPlainInto,
  storeFrom,
  storePlainFrom,
} from './memory-instructions';
import {
  OP_add,
  OP_addi,
  OP_and,
  OP_andi,
  OP_beq,
  OP_bge,
  OP_bgeu,
  OP_blt,
  OP_bltu,
  OP_bne,
  OP_divu,
  OP_jal,
  OP_jalr,
  OP_li,
  OP_lih,
  OP_mul,
  OP_muli,
  OP_note,
  OP_or,
  OP_ori,
  OP_remu,
  OP_sar,
  OP_sari,
  OP_shl,
  OP_shli,
  OP_shr,
  OP_shri,
  OP_slt,
  OP_slti,
  OP_sltu,
  OP_sltui,
  OP_sub,
  OP_wake,
  OP_xor,
  OP_xori,
} from './opcodes';
import { isPlainPlace, plain } from './plain-access';
import { seldom, wantsAllDone } from './seldom';
import { MODEL_SC, model } from './store-queue';
import {
  FAULTED,
  FAULT_DIVISION,
  FAULT_JUMP,
  INSTRUCTIONS,
  READY,
  RECEIVING,
  SENDING,
  bump,
  pcOf,
  raise,
  register,
  setPc,
  setRegister,
  statusOf,
  threadIn,
} from './threads';
import { wakes } from './waiting';
import { drainAll, drainSome } from './weak';
import {
  ATOMIC_CODES,
  ATOMIC_END,
  LINKED_CODES,
  LOAD_CODES,
  OTHER_CODES,
  STORE_CODES,
  destination,
  first,
  immediate,
  second,
  widthOf,
} from './word';

/** What is not arithmetic, a branch or a jump; returns the cycles that it takes. */
// @ts-ignore: decorator
@inline
function others<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): u64 {
  let time = now;
  if (model != MODEL_SC && wantsAllDone(code)) time = drainAll<W, H>(at, p, now);
  beginAt(time, true);
  if (code < LOAD_CODES) time += seldom<W, H>(at, p, word, code, time) + 1;
  else {
    if (code < STORE_CODES) loadInto<W, H>(at, p, word, code, time);
    else if (code < OTHER_CODES) storeFrom<W, H>(at, p, word, code, time);
    else if (code >= ATOMIC_CODES && code < ATOMIC_END) atomic<W, H>(at, p, word, code, time);
    else time += seldom<W, H>(at, p, word, code, time);
    time++;
  }
  return (timed ? max(time, ends) : time) - now;
}

/** Whether the instruction that the thread has just met is not done, and is to be met again. */
function mustRepeat(at: usize): bool {
  const status = statusOf(at);
  return missingPage != 0 || status == FAULTED || status == SENDING || status == RECEIVING;
}

// @ts-ignore: decorator
@inline
function isTaken(code: u32, a: u64, b: u64): bool {
  switch (code) {
    case OP_beq:
      return a == b;
    case OP_bne:
      return a != b;
    case OP_blt:
      return <i64>a < <i64>b;
    case OP_bge:
      return <i64>a >= <i64>b;
    case OP_bltu:
      return a < b;
    default:
      return a >= b;
  }
}

/** Whether the thread is where the host, or another thread, has to go on. */
// @ts-ignore: decorator
@inline
function isHeld(at: usize): bool {
  return statusOf(at) != READY || missingPage != 0 || eventsFull() || outOfMemory || protocolFault != 0;
}

/** Whether nobody has to be told of a note: it is counted here, or by nobody. */
// @ts-ignore: decorator
@inline
function isSettled(at: usize, which: u32, object: u64, now: u64): bool {
  return isOfLock(which) ? countLock(at, which, object, now) : !isOfBarrier(which);
}

/** Whether the thread that ran last is held: it may be that the host has to see to it. */
export let held: bool = false;

/** Notes that the thread is held, at an instruction of its own; returns the time. */
// @ts-ignore: decorator
@inline
function hold(at: usize, pc: u32, done: u64, now: u64): u64 {
  held = true;
  setPc(at, pc);
  bump(at, INSTRUCTIONS, done);
  return now;
}

/** Runs the thread from `now` on up to `until`; returns the time then, and sets `held`. */
export function interpret<W, H, K>(at: usize, p: u32, now: u64, until: u64): u64 {
  let pc = pcOf(at);
  let done: u64 = 0;
  const wakesBefore = wakes;
  held = false;
  while (now < until) {
    if (!isPlain<K>()) drainSome<W, H>(at, p, now);
    if (pc >= programLength) {
      raise(at, FAULT_JUMP, pc, 0);
      return hold(at, pc, done, now);
    }
    const word = load<u64>(program + ((<usize>pc) << 3));
    const code = (<u32>word) & 255;
    const a = first(at, word);
    const imm = immediate(word);
    let next = pc + 1;
    let result: u64;
    switch (code) {
      case OP_add:
        result = a + second(at, word);
        break;
      case OP_sub:
        result = a - second(at, word);
        break;
      case OP_and:
        result = a & second(at, word);
        break;
      case OP_or:
        result = a | second(at, word);
        break;
      case OP_xor:
        result = a ^ second(at, word);
        break;
      case OP_shl:
        result = a << second(at, word);
        break;
      case OP_shr:
        result = a >> second(at, word);
        break;
      case OP_sar:
        result = <u64>((<i64>a) >> (<i64>second(at, word)));
        break;
      case OP_mul:
        result = a * second(at, word);
        break;
      case OP_slt:
        result = u64(<i64>a < <i64>second(at, word));
        break;
      case OP_sltu:
        result = u64(a < second(at, word));
        break;
      case OP_divu:
      case OP_remu: {
        const by = second(at, word);
        result = 0;
        if (by) result = code == OP_divu ? a / by : a % by;
        else {
          raise(at, FAULT_DIVISION, 0, 0);
          return hold(at, pc, done, now);
        }
        break;
      }
      case OP_addi:
        result = a + imm;
        break;
      case OP_andi:
        result = a & imm;
        break;
      case OP_ori:
        result = a | imm;
        break;
      case OP_xori:
        result = a ^ imm;
        break;
      case OP_shli:
        result = a << (<u64>imm);
        break;
      case OP_shri:
        result = a >> (<u64>imm);
        break;
      case OP_sari:
        result = <u64>((<i64>a) >> imm);
        break;
      case OP_muli:
        result = a * imm;
        break;
      case OP_slti:
        result = u64(<i64>a < imm);
        break;
      case OP_sltui:
        result = u64(a < <u64>imm);
        break;
      case OP_li:
        result = imm;
        break;
      case OP_lih:
        result = (register(at, destination(word)) & 0xffffffff) | ((<u64>imm) << 32);
        break;
      case OP_jal:
        result = next;
        next = <u32>imm;
        break;
      case OP_jalr:
        result = next;
        if (<u64>(a + imm) < <u64>programLength) next = <u32>(a + imm);
        else {
          raise(at, FAULT_JUMP, a + imm, 0);
          return hold(at, pc, done, now);
        }
        break;
      case OP_beq:
      case OP_bne:
      case OP_blt:
      case OP_bge:
      case OP_bltu:
      case OP_bgeu:
        if (isTaken(code, a, second(at, word))) next = <u32>imm;
        pc = next;
        now++;
        done++;
        continue;
      case OP_note:
        pc = next;
        if (!listening && isSettled(at, <u32>imm, a, now)) continue;
        tell(EVENT_NOTE, threadIn(at), now, <u64>imm, a);
        if (eventsFull()) return hold(at, pc, done, now);
        continue;
      default: {
        if ((isPlain<K>() || plain) && code - LOAD_CODES < OTHER_CODES - LOAD_CODES) {
          const address = a + imm;
          if (isPlainPlace(address, widthOf(code))) {
            if (code < STORE_CODES) loadPlainInto<W, H, K>(at, p, address, word, code);
            else storePlainFrom<W, H, K>(at, p, address, word, code);
            now++;
            done++;
            pc = next;
            if (outOfMemory || protocolFault) return hold(at, pc, done, now);
            continue;
          }
        }
        if (isPlain<K>() && code - ATOMIC_CODES < LINKED_CODES - ATOMIC_CODES) {
          const address = a + imm;
          if (isPlainPlace(address, code & 4 ? 8 : 4)) {
            atomicPlainly<W, H>(at, p, address, word, code);
            now++;
            done++;
            pc = next;
            if (outOfMemory || protocolFault) return hold(at, pc, done, now);
            continue;
          }
        }
        setPc(at, next);
        now += others<W, H>(at, p, word, code, now);
        setRegister(at, 0, 0);
        if (isHeld(at)) {
          if (mustRepeat(at)) next = pc;
          else done++;
          return hold(at, next, done, now);
        }
        done++;
        pc = next;
        // Who was woken is due before others in the turn's rest.
        if (code == OP_wake && wakes != wakesBefore) until = now;
        continue;
      }
    }
    setRegister(at, destination(word), result);
    setRegister(at, 0, 0);
    done++;
    now++;
    pc = next;
  }
  setPc(at, pc);
  bump(at, INSTRUCTIONS, done);
  return now;
}
