import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { cellOf } from '../../src/protocol/cell.js';
import { ACTION } from '../../src/protocol/codes.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { parseGrid } from '../../src/protocol/grammar.js';
import type { ProtocolSource } from '../../src/protocol/types.js';
import { dragon } from '../../src/protocols/dragon.js';
import { firefly } from '../../src/protocols/firefly.js';
import { moesif } from '../../src/protocols/moesif.js';
import { msi } from '../../src/protocols/msi.js';
import { withCell } from './mutant.js';

const messageOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(CohortError);
    expect(error).toMatchObject({ exitCode: 2 });
    return (error as CohortError).message;
  }
  throw new Error('it was accepted');
};

const msiGrid = [
  'state | PrRd      | PrWr        | Evict         | BusRd             | BusRdX     | BusUpgr',
  'I     | BusRd → S | BusRdX → M  | !             | .                 | .          | .',
  'S     | .         | BusUpgr → M | → I           | .                 | → I        | → I',
  'M     | .         | .           | WriteBack → I | Supply, Flush → S | Supply → I | !',
];
const withGrid = (grid: ProtocolSource['grid']): ProtocolSource => ({ ...msi, grid });

describe('a grid', () => {
  it.each([
    ['an array of lines', msiGrid],
    ['with ASCII arrows', msiGrid.map((line) => line.replaceAll('→', '->'))],
    ['with Windows line ends and blank lines', `\r\n${msiGrid.join('\r\n\r\n')}\r\n`],
    ['with no spaces', msiGrid.map((line) => line.replaceAll(/\s+/g, ''))],
    ['with its rows in another order', [msiGrid[0], msiGrid[3], msiGrid[1], msiGrid[2]].map(String)],
  ])('may be written %s', (_, grid) => {
    expect(compileProtocol(withGrid(grid)).table).toEqual(compileProtocol(msi).table);
  });

  it('keeps its columns in the order of the header', () => {
    expect(compileProtocol(msi).events).toEqual(['PrRd', 'PrWr', 'Evict', 'BusRd', 'BusRdX', 'BusUpgr']);
  });

  it.each([
    ['no lines', [], /the grid is empty/],
    ['no header', msiGrid.slice(1), /starts with "I"; expected "state \| PrRd/],
    [
      'an unknown event',
      ['state | PrRd | PrWr | Evict | BusRead', ...msiGrid.slice(1)],
      /event BusRead: no such event/,
    ],
    [
      'a column twice',
      ['state | PrRd | PrWr | PrRd | Evict', ...msiGrid.slice(1)],
      /event PrRd: .*two columns/,
    ],
    ['no Evict column', ['state | PrRd | PrWr', ...msiGrid.slice(1)], /event Evict: .*no column/],
    [
      'a row of an unknown state',
      [...msiGrid, 'X | . | . | . | . | . | .'],
      /row for "X", which is not among the states I, S, M/,
    ],
    ['a row twice', [...msiGrid, msiGrid[2] ?? ''], /state S: .*two rows/],
    ['a row too few', msiGrid.slice(0, 3), /state M: .*no row/],
    [
      'a cell too many',
      [...msiGrid.slice(0, 3), `${msiGrid[3]} | .`],
      /state M: the row has 7 cells, but the header names 6/,
    ],
    ['a cell too few', [...msiGrid.slice(0, 3), 'M | . | .'], /state M, event Evict: the cell is missing/],
  ])('with %s is refused', (_, grid, message) => {
    expect(messageOf(() => parseGrid(withGrid(grid)))).toMatch(message);
  });
});

describe('a cell', () => {
  it.each([
    ['', /the cell is missing; write "\."/],
    ['S', /"S" is not of the form "actions → next"/],
    ['BusUpgr → M → I', /is not of the form/],
    ['BusUpgr →', /goes to "", which is not among the states/],
    ['BusUpgr → X', /goes to "X", which is not among the states I, S, M/],
    ['BusUpgr → M M', /goes on after its next state with "M"/],
    ['BusUpgr, BusRdX → M', /issues two transactions, BusUpgr and BusRdX/],
    ['MemoryWord, BusUpgr, MemoryWord → M', /says "MemoryWord" twice/],
    ['Supply → M', /has the action "Supply"; here it may be BusRd, BusRdX/],
    ['BusUpgr, → M', /has the action ""/],
    ['BusUpgr → shared S : M', /lacks a "\?"/],
    ['BusUpgr → shared ? S', /lacks a ":"/],
    ['BusUpgr → shared ? S : owned ? S : M', /asks for "owned" after "shared"/],
    ['BusUpgr → shared ? shared ? S : M : M', /asks for "shared" after "shared"/],
    ['→ shared ? S : M', /issues no transaction/],
  ])('"%s" is refused with the state and the event', (cell, message) => {
    const found = messageOf(() => parseGrid(withCell(msi, 'S', 'PrWr', cell)));
    expect(found).toMatch(/^protocol "MSI", state S, event PrWr: /);
    expect(found).toMatch(message);
  });

  it('of a snooped event has one next state', () => {
    expect(messageOf(() => parseGrid(withCell(msi, 'S', 'BusRd', '→ shared ? S : I')))).toMatch(
      /state S, event BusRd: .*name one next state/,
    );
  });

  it('that asks for owned first tells three outcomes apart', () => {
    const protocol = compileProtocol(moesif);
    const names = protocol.states.map((state) => state.name);
    const { alone, shared, owned } = cellOf(protocol, 'PrRd', 0).next;
    expect([alone, shared, owned].map((code) => names[code])).toEqual(['E', 'F', 'S']);
  });

  it('that asks for shared alone goes the same way under an owner', () => {
    const protocol = compileProtocol(dragon);
    const { alone, shared, owned } = cellOf(protocol, 'PrRd', 0).next;
    expect([alone, shared, owned].map((code) => protocol.states[code]?.name)).toEqual(['E', 'Sc', 'Sc']);
  });

  it('with a word that goes to memory only if a BusUpd follows is told from one that always does', () => {
    const sometimes = cellOf(compileProtocol(firefly), 'PrWr', 0);
    const text = 'BusRd, shared ? BusUpd, always MemoryWord → shared ? S : D';
    const ever = cellOf(compileProtocol(withCell(firefly, 'I', 'PrWr', text)), 'PrWr', 0);
    expect(sometimes.actions & (ACTION.MemoryWord | ACTION.WordAlways)).toBe(ACTION.MemoryWord);
    expect(ever.actions & (ACTION.MemoryWord | ACTION.WordAlways)).toBe(
      ACTION.MemoryWord | ACTION.WordAlways,
    );
  });
});

describe('derived bits', () => {
  const bits = (source: ProtocolSource, event: Parameters<typeof cellOf>[1], state: string): string[] => {
    const protocol = compileProtocol(source);
    const code = protocol.states.find(({ name }) => name === state)?.code ?? -1;
    const { actions } = cellOf(protocol, event, code);
    return (['Fill', 'Shared', 'Owned'] as const).filter((action) => actions & ACTION[action]);
  };

  it.each([
    ['a read miss fills', 'PrRd', 'I', ['Fill']],
    ['an upgrade does not', 'PrWr', 'S', []],
    ['a surviving clean copy asserts shared', 'BusRd', 'S', ['Shared']],
    ['a dirty copy that becomes clean asserts shared alone', 'BusRd', 'M', ['Shared']],
    ['an invalidated copy asserts nothing', 'BusRdX', 'M', []],
  ] as const)('%s', (_, event, state, expected) => {
    expect(bits(msi, event, state)).toEqual(expected);
  });

  it('a surviving dirty copy asserts shared and owned', () => {
    expect(bits(dragon, 'BusRd', 'M')).toEqual(['Shared', 'Owned']);
  });
});
