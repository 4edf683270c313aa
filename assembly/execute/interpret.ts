/**
 * The interpreter of the instruction set (src/programs/isa.ts): one thread on its processor, until its
 * slice of time is over, or something has to be seen to.
 *
 *   program  u64 × instructions: code u8 | rd u8 | rs1 u8 | rs2 u8 | imm i32
 *   thread   registers, pc, status: threads.ts
 *
 * Codes from 0x40 on tell by their bits what they do: 0x40 loads (2 bits log2 bytes, bit 2: extended
 * with zeros), 0x50 stores, 0x80 atomics (bits 3–5 which, bit 2: 8 bytes). W, H: see bus.ts.
 */
import { program, programLength, timed } from '../layout';
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
import { cleanLine, dropLine } from './cache-control';
import { beginAt, ends, outOfMemory } from './commit';
import { EVENT_NOTE, EVENT_OUT, eventsFull, tell } from './events';
import { fault as protocolFault } from '../bus';
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
  OP_crowd,
  OP_cycle,
  OP_divu,
  OP_fail,
  OP_fence,
  OP_fence_aq,
  OP_fence_r,
  OP_fence_rl,
  OP_fence_w,
  OP_flush,
  OP_halt,
  OP_inval,
  OP_jal,
  OP_jalr,
  OP_li,
  OP_lih,
  OP_mul,
  OP_muli,
  OP_note,
  OP_or,
  OP_ori,
  OP_out,
  OP_pause,
  OP_recv,
  OP_remu,
  OP_rnd,
  OP_sar,
  OP_sari,
  OP_send,
  OP_shl,
  OP_shli,
  OP_shr,
  OP_shri,
  OP_sleep,
  OP_slt,
  OP_slti,
  OP_sltu,
  OP_sltui,
  OP_sub,
  OP_wait,
  OP_wake,
  OP_who,
  OP_xor,
  OP_xori,
  OP_yield,
} from './opcodes';
import {
  ATOMICS,
  FAILED_SC,
  FAULTED,
  FAULT_DIVISION,
  FAULT_JUMP,
  FAULT_OPCODE,
  FAULT_PROGRAM,
  HALTED,
  INSTRUCTIONS,
  LOADS,
  READY,
  RECEIVING,
  SENDING,
  SLEEPING,
  STORES,
  YIELDED,
  bump,
  crowdOf,
  nextRandom,
  numberOf,
  pcOf,
  raise,
  register,
  setPc,
  setRegister,
  setStatus,
  setWakesAt,
  statusOf,
  threadIn,
} from './threads';
import { waitOn, wake } from './waiting';
import { drainAll, drainSome } from './weak';
import { MODEL_SC, model, queueOf, separate } from './store-queue';

const LOAD_CODES: u32 = 0x40;
const STORE_CODES: u32 = 0x50;
const OTHER_CODES: u32 = 0x60;
const ATOMIC_CODES: u32 = 0x80;
const ATOMIC_END: u32 = 0xb0;
/** In the code of a store: nothing before it may come after it. */
const RELEASES: u32 = 8;
const ATOMIC_LL: u32 = 4;
/** Cycles of a `pause` beyond the one of every instruction, as on processors where it was told (Intel 64 and IA-32 Optimization Reference Manual: about 10 before Skylake). */
const PAUSE_CYCLES: u64 = 9;

// @ts-ignore: decorator
@inline
function destination(word: u64): u32 {
  return (<u32>(word >> 8)) & 31;
}

// @ts-ignore: decorator
@inline
function first(at: usize, word: u64): u64 {
  return register(at, (<u32>(word >> 16)) & 31);
}

// @ts-ignore: decorator
@inline
function second(at: usize, word: u64): u64 {
  return register(at, (<u32>(word >> 24)) & 31);
}

// @ts-ignore: decorator
@inline
function immediate(word: u64): i64 {
  return (<i64>word) >> 32;
}

// @ts-ignore: decorator
@inline
function addressIn(at: usize, word: u64): u64 {
  return first(at, word) + <u64>immediate(word);
}

// @ts-ignore: decorator
@inline
function extended(value: u64, bytes: u32): u64 {
  const unused: i64 = 64 - (bytes << 3);
  return <u64>((<i64>(value << unused)) >> unused);
}

function loadInto<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): void {
  const bytes: u32 = 1 << (code & 3);
  const value = read<W, H>(at, p, addressIn(at, word), bytes, now);
  if (missingPage) return;
  bump(at, LOADS, 1);
  setRegister(at, destination(word), code & 4 ? value : extended(value, bytes));
}

function storeFrom<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): void {
  write<W, H>(at, p, addressIn(at, word), 1 << (code & 3), second(at, word), (code & RELEASES) != 0, now);
  if (!missingPage) bump(at, STORES, 1);
}

function atomic<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): void {
  const bytes: u32 = code & 4 ? 8 : 4;
  const which = (code >> 3) & 7;
  const rd = destination(word);
  const address = addressIn(at, word);
  const operand = second(at, word);
  let value: u64;
  if (which == ATOMIC_LL) value = loadLinked<W, H>(at, p, address, bytes, now);
  else if (which > ATOMIC_LL) {
    value = storeConditional<W, H>(at, p, address, bytes, operand, now) ? 1 : 0;
    if (!value) bump(at, FAILED_SC, 1);
  } else {
    const kind: u32 = which == 0 ? SET : which == 1 ? SWAP : which == 2 ? COMPARE : ADD;
    value = exchange<W, H>(at, p, address, bytes, kind, operand, register(at, rd), now);
  }
  if (missingPage) return;
  bump(at, ATOMICS, 1);
  setRegister(at, rd, extended(value, bytes));
}

/** The codes beyond the arithmetic ones and the branches; returns the cycles beyond the one that each takes. */
function seldom<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): u64 {
  const rd = destination(word);
  switch (code) {
    case OP_who:
      setRegister(at, rd, numberOf(at));
      return 0;
    case OP_crowd:
      setRegister(at, rd, crowdOf(at));
      return 0;
    case OP_cycle:
      setRegister(at, rd, now);
      return 0;
    case OP_rnd:
      setRegister(at, rd, nextRandom(at));
      return 0;
    case OP_out:
      tell(EVENT_OUT, threadIn(at), now, first(at, word), 0);
      return 0;
    case OP_note:
      tell(EVENT_NOTE, threadIn(at), now, <u64>immediate(word), first(at, word));
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
      setWakesAt(at, now + <u64>max<i64>(<i64>first(at, word), 0));
      setStatus(at, SLEEPING);
      return 0;
    case OP_yield:
      setStatus(at, YIELDED);
      return 0;
    case OP_wait:
      waitOn<W, H>(at, p, addressIn(at, word), <u32>second(at, word), now);
      return 0;
    case OP_wake:
      setRegister(at, rd, wake(at, addressIn(at, word), second(at, word), now));
      return 0;
    case OP_send:
    case OP_recv:
      setStatus(at, code == OP_send ? SENDING : RECEIVING);
      return 0;
    case OP_flush:
      cleanLine<W, H>(at, p, addressIn(at, word));
      return 0;
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
function wantsAllDone(code: u32): bool {
  if (code >= ATOMIC_CODES || code == OP_fence || code == OP_flush || code == OP_inval) return true;
  return code == OP_halt || (code >= OP_sleep && code <= OP_recv);
}

/** What is not arithmetic, a branch or a jump; returns the cycles that it takes. */
// @ts-ignore: decorator
@inline
function others<W, H>(at: usize, p: u32, word: u64, code: u32, now: u64): u64 {
  let time = now;
  if (model != MODEL_SC && wantsAllDone(code)) time = drainAll<W, H>(at, p, now);
  beginAt(time, true);
  if (code < LOAD_CODES) time += seldom<W, H>(at, p, word, code, time) + (code == OP_note ? 0 : 1);
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

/** Runs the thread from `now` on up to `until`; returns the time then. */
export function interpret<W, H>(at: usize, p: u32, now: u64, until: u64): u64 {
  let pc = pcOf(at);
  let done: u64 = 0;
  while (now < until) {
    drainSome<W, H>(at, p, now);
    if (pc >= programLength) {
      raise(at, FAULT_JUMP, pc, 0);
      break;
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
          setPc(at, pc);
          bump(at, INSTRUCTIONS, done);
          return now;
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
          setPc(at, pc);
          bump(at, INSTRUCTIONS, done);
          return now;
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
      default: {
        setPc(at, next);
        now += others<W, H>(at, p, word, code, now);
        setRegister(at, 0, 0);
        if (isHeld(at)) {
          if (mustRepeat(at)) next = pc;
          else done++;
          setPc(at, next);
          bump(at, INSTRUCTIONS, done);
          return now;
        }
        done++;
        pc = next;
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
