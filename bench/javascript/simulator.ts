/**
 * The core's algorithm in plain JavaScript: typed arrays in the place of linear memory, and
 * comparisons one by one in the place of vectors. For 8-way LRU caches of up to 64 processors.
 */
import { ACTION, EVENT, STATES, TXN, TXN_BASE, TXN_SHIFT } from '../../src/protocol/codes.js';
import type { TraceBatch } from '../../src/traces/batch.js';
import type { Setup } from '../setup.js';
import { Pages } from './pages.js';

const WAYS = 8;
/** A block: eight tags, then eight words. */
const BLOCK_SHIFT = 4;
const STATE_MASK = STATES - 1;
const TICK = 32;
/** Stamps stay below 2^31, where numbers are still small integers to the host. */
const CLOCK_LIMIT = 0x70000000;
const EMPTY = -1;
const HIT = 1 << 31;
/** A miss that brings the line in, with nothing to do for others if none holds it. */
const LONE_FILL = 1 << 29;
const NO_WAY = -1;
/** u64 of a processor's record, as in src/engine/counted.ts: visits, then tallies. */
const VISITS = 1024;
export const RECORD_WORDS = VISITS + 32;
const SUPPLIED = 4;
const TALLY = {
  invalidationsSent: 0,
  updatesSent: 1,
  memoryWords: 2,
  busWords: 3,
  followingUpdates: 4,
} as const;

const transactionOf = (cell: number): number => (cell >>> TXN_SHIFT) & 7;
const nextOf = (cell: number, outcome: number): number => (cell >>> (outcome << 2)) & STATE_MASK;
const linesAsserted = (cell: number): number => (cell >>> 22) & 3;

const writesWord = (cell: number, followed: boolean): boolean => {
  if ((cell & ACTION.MemoryWord) === 0) return false;
  return followed || (cell & (ACTION.ThenUpdate | ACTION.WordAlways)) !== ACTION.ThenUpdate;
};

/** The table with the cells marked that the loop decides by itself. */
function prepareTable(table: Uint32Array): Int32Array {
  const cells = Int32Array.from(table);
  for (const event of [EVENT.PrRd, EVENT.PrWr]) {
    for (let state = 0; state < STATES; state++) {
      const at = (event << 4) | state;
      const cell = cells[at]!;
      const transaction = transactionOf(cell);
      const movesWord = (cell & (ACTION.MemoryWord | ACTION.ThenUpdate)) !== 0 || transaction === TXN.BusUpd;
      if (nextOf(cell, 0) === 0 || movesWord || transaction === TXN.impossible) continue;
      if (state === 0) cells[at] = cell | LONE_FILL;
      else if (transaction === TXN.none) cells[at] = cell | HIT;
    }
  }
  return cells;
}

export class Simulator {
  /** One record a processor, `RECORD_WORDS` numbers each. */
  readonly counters: Float64Array;
  readonly #pages = new Pages();
  readonly #table: Int32Array;
  readonly #blocks: Int32Array;
  readonly #lastLow: Int32Array;
  readonly #lastHigh: Int32Array;
  readonly #lastWord: Int32Array;
  readonly #setMask: number;
  readonly #pBits: number;
  readonly #lineShift: number;
  readonly #wordShift: number;
  readonly #coherent: boolean;
  #clock = 0;
  /** What the snoop under way found: all cells, or-ed, and copies invalidated and updated. */
  #seen = 0;
  #invalidated = 0;
  #updated = 0;

  constructor({ machine, protocol }: Setup) {
    const { processors, lineBytes, l1 } = machine;
    if (l1.size === 'unlimited' || l1.ways !== WAYS || processors > 64) {
      throw new Error('the JavaScript twin knows 8-way caches of up to 64 processors');
    }
    const sets = l1.size / WAYS / lineBytes;
    this.#pBits = Math.ceil(Math.log2(processors));
    this.#setMask = sets - 1;
    this.#lineShift = Math.log2(lineBytes);
    this.#wordShift = Math.log2(machine.bus.wordBytes);
    this.#coherent = protocol.source.coherent ?? true;
    this.#table = prepareTable(protocol.table);
    this.#blocks = new Int32Array((sets << this.#pBits) << BLOCK_SHIFT);
    for (let i = 0; i < this.#blocks.length; i += 2 * WAYS) this.#blocks.fill(EMPTY, i, i + WAYS);
    this.counters = new Float64Array(processors * RECORD_WORDS);
    this.#lastLow = new Int32Array(processors);
    this.#lastHigh = new Int32Array(processors).fill(EMPTY);
    this.#lastWord = new Int32Array(processors);
  }

  /** Simulates records `from` up to `to`; accesses must not cross lines. */
  run(batch: TraceBatch, from: number, to: number): void {
    if (this.#clock >= CLOCK_LIMIT) this.#renumber();
    const { addresses, meta } = batch;
    const table = this.#table;
    const blocks = this.#blocks;
    const counters = this.counters;
    const lastLow = this.#lastLow;
    const lastHigh = this.#lastHigh;
    const lastWord = this.#lastWord;
    const pages = this.#pages;
    const pBits = this.#pBits;
    const setMask = this.#setMask;
    const lineShift = this.#lineShift;
    for (let i = from; i < to; i++) {
      const record = meta[i]!;
      const p = record & 0xffff;
      const op = (record >>> 16) & 1;
      const high = addresses[2 * i + 1]!;
      const low = (addresses[2 * i]! >>> lineShift) | (high << (32 - lineShift));
      const lineHigh = high >>> lineShift;
      this.#clock += TICK;
      if (lastLow[p] === low && lastHigh[p] === lineHigh) {
        const at = lastWord[p]!;
        const word = blocks[at]!;
        const cell = table[(op << 4) | (word & STATE_MASK)]!;
        if (cell < 0) {
          counters[p * RECORD_WORDS + ((op << 4) | (word & STATE_MASK))]!++;
          blocks[at] = (word & ~STATE_MASK) | nextOf(cell, 0);
          continue;
        }
      }
      const line = pages.lineNumber(low, lineHigh);
      const set = (low & setMask) << pBits;
      const block = (set | p) << BLOCK_SHIFT;
      const way = this.#find(block, line);
      const state = way === NO_WAY ? 0 : blocks[block + WAYS + way]! & STATE_MASK;
      const cell = table[(op << 4) | state]!;
      let at = block + WAYS + way;
      if (cell < 0) {
        counters[p * RECORD_WORDS + ((op << 4) | state)]!++;
        blocks[at] = this.#clock | nextOf(cell, 0);
      } else if (way === NO_WAY && (cell & LONE_FILL) !== 0 && pages.isUnheld(line)) {
        counters[p * RECORD_WORDS + (op << 4)]!++;
        at = this.#place(p, line, block, nextOf(cell, 0));
      } else {
        at = this.#transact(p, op, line, set, way, cell, addresses[2 * i]!, record >>> 20);
      }
      lastLow[p] = low;
      lastHigh[p] = at < 0 ? EMPTY : lineHigh;
      lastWord[p] = at;
    }
  }

  /** Way of a line in its block, or NO_WAY. */
  #find(block: number, line: number): number {
    const blocks = this.#blocks;
    for (let way = 0; way < WAYS; way++) if (blocks[block + way] === line) return way;
    return NO_WAY;
  }

  /** A reference that does more than hit; returns where the word of the own copy is then, or −1. */
  #transact(
    p: number,
    op: number,
    line: number,
    set: number,
    way: number,
    cell: number,
    address: number,
    bytes: number,
  ): number {
    const transaction = transactionOf(cell);
    if (transaction === TXN.impossible) throw new Error('the protocol met a cell that cannot happen');
    this.#seen = 0;
    if (transaction !== TXN.none && this.#coherent) {
      this.#snoop(p, line, set, transaction + TXN_BASE, (cell & ACTION.Fill) !== 0);
    }
    const supplied = (cell & ACTION.Fill) !== 0 && (this.#seen & ACTION.Supply) !== 0;
    let lines = linesAsserted(this.#seen);
    const followed = (cell & ACTION.ThenUpdate) !== 0 && lines !== 0;
    if (followed) {
      this.#seen = 0;
      this.#snoop(p, line, set, EVENT.BusUpd, false);
      this.#tally(p, TALLY.followingUpdates, 1);
      lines = linesAsserted(this.#seen);
    }
    const outcome = lines - (lines >> 1);
    const next = nextOf(cell, outcome);
    const block = (set | p) << BLOCK_SHIFT;
    const state = way === NO_WAY ? 0 : this.#blocks[block + WAYS + way]! & STATE_MASK;
    this.#visit(p, op, outcome | (supplied ? SUPPLIED : 0), state);
    this.#countWords(p, cell, followed, address, bytes);
    if (way !== NO_WAY) return this.#change(p, line, block, way, next);
    return next === 0 ? -1 : this.#place(p, line, block, next);
  }

  #snoop(p: number, line: number, set: number, event: number, fetching: boolean): void {
    const { holdersLow, holdersHigh } = this.#pages;
    let choosing = fetching;
    this.#invalidated = 0;
    this.#updated = 0;
    let rest = p < 32 ? holdersLow[line]! & ~(1 << p) : holdersLow[line]!;
    for (; rest !== 0; rest &= rest - 1) {
      choosing = this.#snoopCopy(31 - Math.clz32(rest & -rest), line, set, event, choosing);
    }
    rest = p < 32 ? holdersHigh[line]! : holdersHigh[line]! & ~(1 << p);
    for (; rest !== 0; rest &= rest - 1) {
      choosing = this.#snoopCopy(63 - Math.clz32(rest & -rest), line, set, event, choosing);
    }
    if (this.#invalidated !== 0) this.#tally(p, TALLY.invalidationsSent, this.#invalidated);
    if (this.#updated !== 0) this.#tally(p, TALLY.updatesSent, this.#updated);
  }

  /** One copy snoops; whether the requester still looks for a cache that supplies. */
  #snoopCopy(q: number, line: number, set: number, event: number, choosing: boolean): boolean {
    const block = (set | q) << BLOCK_SHIFT;
    const way = this.#find(block, line);
    const at = block + WAYS + way;
    const word = this.#blocks[at]!;
    const state = word & STATE_MASK;
    const cell = this.#table[(event << 4) | state]!;
    const canSupply = (cell & ACTION.Supply) !== 0;
    this.#visit(q, event, choosing && canSupply ? 1 : 0, state);
    this.#seen |= cell;
    if ((cell & ACTION.Update) !== 0) this.#updated++;
    const next = nextOf(cell, 0);
    if (next === 0) {
      this.#clear(q, line, block, way);
      this.#invalidated++;
    } else {
      this.#blocks[at] = (word & ~STATE_MASK) | next;
    }
    return choosing && !canSupply;
  }

  #clear(q: number, line: number, block: number, way: number): void {
    this.#blocks[block + way] = EMPTY;
    this.#blocks[block + WAYS + way] = 0;
    this.#removeHolder(line, q);
  }

  #change(p: number, line: number, block: number, way: number, next: number): number {
    if (next === 0) {
      this.#clear(p, line, block, way);
      return -1;
    }
    this.#blocks[block + WAYS + way] = this.#clock | next;
    return block + WAYS + way;
  }

  #place(p: number, line: number, block: number, next: number): number {
    const blocks = this.#blocks;
    let way = 0;
    for (let i = 1; i < WAYS; i++) if (blocks[block + WAYS + i]! < blocks[block + WAYS + way]!) way = i;
    const old = blocks[block + way]!;
    const at = block + WAYS + way;
    if (old !== EMPTY) {
      this.#visit(p, EVENT.Evict, 0, blocks[at]! & STATE_MASK);
      this.#removeHolder(old, p);
    }
    blocks[block + way] = line;
    blocks[at] = this.#clock | next;
    if (p < 32) this.#pages.holdersLow[line]! |= 1 << p;
    else this.#pages.holdersHigh[line]! |= 1 << p;
    return at;
  }

  #removeHolder(line: number, p: number): void {
    if (p < 32) this.#pages.holdersLow[line]! &= ~(1 << p);
    else this.#pages.holdersHigh[line]! &= ~(1 << p);
  }

  #visit(p: number, event: number, slot: number, state: number): void {
    this.counters[p * RECORD_WORDS + ((slot << 7) | (event << 4) | state)]!++;
  }

  #tally(p: number, tally: number, by: number): void {
    this.counters[p * RECORD_WORDS + VISITS + tally]! += by;
  }

  #countWords(p: number, cell: number, followed: boolean, address: number, bytes: number): void {
    const updates = followed || transactionOf(cell) === TXN.BusUpd;
    const memory = writesWord(cell, followed);
    if (!updates && !memory) return;
    const offset = address & ((1 << this.#lineShift) - 1);
    const words = ((offset + Math.max(bytes, 1) - 1) >> this.#wordShift) - (offset >> this.#wordShift) + 1;
    if (memory) this.#tally(p, TALLY.memoryWords, words);
    this.#tally(p, TALLY.busWords, words);
  }

  /** Replaces time stamps by ranks before they can overflow. */
  #renumber(): void {
    for (let at = WAYS; at < this.#blocks.length; at += 2 * WAYS) {
      const words = this.#blocks.slice(at, at + WAYS);
      words.forEach((word, i) => {
        const rank = 1 + words.filter((other) => other < word).length;
        this.#blocks[at + i] = word === 0 ? 0 : rank * TICK + (word & STATE_MASK);
      });
    }
    this.#clock = (WAYS + 1) * TICK;
  }
}
