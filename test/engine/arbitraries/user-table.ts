/** Protocols that a user might write: tables of the catalogue with cells changed, as far as they are sound. */
import fc from 'fast-check';
import { CohortError } from '../../../src/errors.js';
import { compileProtocol } from '../../../src/protocol/compile.js';
import type { CompiledProtocol, ProtocolSource } from '../../../src/protocol/types.js';
import { PROTOCOLS } from '../../../src/protocols/index.js';
import { sourceCells, withCell } from '../../protocols/mutant.js';

interface Change {
  /** Which cell, and which text: taken modulo what there is. */
  readonly cell: number;
  readonly text: number;
  readonly states: readonly [number, number];
}

/** Texts that a cell of the event may have, sound or not. */
function texts(event: string, next: string, otherwise: string): string[] {
  const either = `shared ? ${next} : ${otherwise}`;
  switch (event) {
    case 'PrRd':
      return [`BusRd → ${either}`, `BusRd → ${next}`, `BusRdX → ${next}`];
    case 'PrWr':
      return [
        ...['BusUpgr', 'BusRdX', 'BusWr', 'BusRdX, MemoryWord', 'BusUpgr, MemoryWord'].map(
          (each) => `${each} → ${next}`,
        ),
        ...['BusUpd', 'BusUpd, MemoryWord', 'BusRd, shared ? BusUpd', 'BusWr'].map(
          (each) => `${each} → ${either}`,
        ),
        `→ ${next}`,
      ];
    case 'BusRd':
    case 'BusRdX':
      return ['Supply', 'Flush', 'Supply, Flush', ''].map((each) => `${each} → ${next}`);
    case 'BusUpd':
    case 'BusWr':
      return ['Update', 'Flush', 'Update, Flush', ''].map((each) => `${each} → ${next}`);
    default:
      return [`→ ${next}`, `Flush → ${next}`];
  }
}

function changed(source: ProtocolSource, { cell, text, states }: Change): ProtocolSource {
  const cells = [...sourceCells(source).keys()].filter((each) => !each.endsWith(' Evict'));
  const [state, event] = cells[cell % cells.length]!.split(' ');
  const names = Object.keys(source.states);
  const [next, otherwise] = states.map((each) => names[each % names.length]!);
  const choices = texts(event!, next!, otherwise!);
  return withCell(source, state!, event!, choices[text % choices.length]!);
}

const isSound = (source: ProtocolSource): boolean => {
  try {
    compileProtocol(source);
    return true;
  } catch (error) {
    if (error instanceof CohortError) return false;
    throw error;
  }
};

const change: fc.Arbitrary<Change> = fc.record({
  cell: fc.nat(99),
  text: fc.nat(99),
  states: fc.tuple(fc.nat(15), fc.nat(15)),
});

export const userTable: fc.Arbitrary<CompiledProtocol> = fc
  .tuple(fc.constantFrom(...PROTOCOLS), fc.array(change, { minLength: 10, maxLength: 30 }))
  .map(([base, changes]) => {
    let source: ProtocolSource = { ...base, name: 'mine' };
    for (const each of changes) {
      const next = changed(source, each);
      if (isSound(next)) source = next;
    }
    return compileProtocol(source);
  });
