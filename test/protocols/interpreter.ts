/**
 * One line and a few caches, stepped by a compiled table: the shared semantics written down as
 * plainly as possible. The line has two words, so that a transaction that moves one word is told
 * apart from one that moves the line.
 */
import { type Cell, cellOf, has, isTransaction, type TransactionName } from '../../src/protocol/cell.js';
import type { EventName } from '../../src/protocol/codes.js';
import type { CompiledProtocol } from '../../src/protocol/types.js';

export type Operation = 'read' | 'write' | 'evict';

export interface Outcome {
  /** The state of each cache after the step. */
  readonly states: readonly string[];
  /** Transactions in the order of the bus. */
  readonly bus: readonly TransactionName[];
  /** Who answered the fill, if there was one. */
  readonly data: number | 'memory' | undefined;
  /** What memory took, in order: whole lines (write-back, flush), the written word. */
  readonly written: readonly ('line' | 'word')[];
  /** Both words as the requester holds them after the step; undefined if it holds nothing. */
  readonly seen: readonly number[] | undefined;
}

interface Copy {
  state: number;
  words: number[];
}

const EVENT_OF = { read: 'PrRd', write: 'PrWr', evict: 'Evict' } as const;

export class Line {
  /** What a coherent machine would show to a reader. */
  readonly newest = [0, 0];
  readonly memory = [0, 0];
  readonly #protocol: CompiledProtocol;
  readonly #copies: Copy[];
  #clock = 0;

  constructor(protocol: CompiledProtocol, processors: number) {
    this.#protocol = protocol;
    this.#copies = Array.from({ length: processors }, () => ({ state: 0, words: [0, 0] }));
  }

  get states(): string[] {
    return this.#copies.map((copy) => this.#protocol.states[copy.state]?.name ?? '?');
  }

  /** Performs one operation of one processor; `word` is the word that a write writes. */
  step(processor: number, operation: Operation, word: 0 | 1 = 0): Outcome {
    const copy = this.#copy(processor);
    const cell = this.#cell(EVENT_OF[operation], copy);
    const bus: TransactionName[] = [];
    const written: ('line' | 'word')[] = [];
    let data: Outcome['data'];
    let asserted = { shared: false, owned: false, flushed: false };
    const updating = new Set<Copy>();
    if (operation === 'evict') {
      if (has(cell, 'WriteBack')) {
        this.#replaceMemory(copy);
        written.push('line');
      }
      copy.state = 0;
      return { states: this.states, bus, data, written, seen: undefined };
    }
    if (isTransaction(cell.transaction)) {
      bus.push(cell.transaction);
      const supplier = this.#supplier(processor, cell.transaction);
      const supplied = supplier === undefined ? undefined : [...this.#copy(supplier).words];
      asserted = this.#snoop(processor, cell.transaction, updating);
      if (asserted.flushed) written.push('line');
      if (has(cell, 'Fill')) {
        copy.words = supplied ?? [...this.memory];
        data = supplier ?? 'memory';
      }
    }
    const followed = has(cell, 'ThenUpdate') && asserted.shared;
    if (followed) {
      bus.push('BusUpd');
      asserted = this.#snoop(processor, 'BusUpd', updating);
    }
    if (operation === 'write') {
      const toMemory =
        has(cell, 'MemoryWord') && (followed || !has(cell, 'ThenUpdate') || has(cell, 'WordAlways'));
      if (toMemory) written.push('word');
      const targets = [copy.words, this.newest, ...[...updating].map((each) => each.words)];
      this.#clock++;
      for (const words of toMemory ? [...targets, this.memory] : targets) words[word] = this.#clock;
    }
    copy.state = asserted.owned ? cell.next.owned : asserted.shared ? cell.next.shared : cell.next.alone;
    return { states: this.states, bus, data, written, seen: copy.state === 0 ? undefined : [...copy.words] };
  }

  holds(processor: number): boolean {
    return this.#copy(processor).state !== 0;
  }

  #copy(processor: number): Copy {
    const copy = this.#copies[processor];
    if (copy === undefined) throw new Error(`no processor ${processor}`);
    return copy;
  }

  #cell(event: EventName, copy: Copy): Cell {
    const cell = cellOf(this.#protocol, event, copy.state);
    if (cell.transaction === 'impossible')
      throw new Error(`${event} in ${this.#protocol.states[copy.state]?.name}`);
    return cell;
  }

  #others(processor: number): Copy[] {
    if (this.#protocol.source.coherent === false) return [];
    return this.#copies.filter((copy, each) => each !== processor && copy.state !== 0);
  }

  #supplier(processor: number, transaction: TransactionName): number | undefined {
    const supplier = this.#others(processor).find((copy) => has(this.#cell(transaction, copy), 'Supply'));
    return supplier && this.#copies.indexOf(supplier);
  }

  #snoop(
    processor: number,
    transaction: TransactionName,
    updating: Set<Copy>,
  ): { shared: boolean; owned: boolean; flushed: boolean } {
    const asserted = { shared: false, owned: false, flushed: false };
    for (const copy of this.#others(processor)) {
      const cell = this.#cell(transaction, copy);
      if (has(cell, 'Flush')) {
        this.#replaceMemory(copy);
        asserted.flushed = true;
      }
      if (has(cell, 'Update')) updating.add(copy);
      copy.state = cell.next.alone;
      // From the states themselves, not from the bits that the compiler derives of them.
      asserted.shared ||= copy.state !== 0;
      asserted.owned ||= this.#protocol.states[copy.state]?.attributes.includes('dirty') === true;
    }
    return asserted;
  }

  #replaceMemory(copy: Copy): void {
    copy.words.forEach((value, word) => {
      this.memory[word] = value;
    });
  }
}
