import { describe, expect, it } from 'vitest';
import { type Cell, cellOf, EVENT_NAMES, has, isSnooped } from '../../src/protocol/cell.js';
import { EVENT, EVENTS, OUTCOME, STATES, TXN, TXN_BASE } from '../../src/protocol/codes.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import type { CompiledProtocol } from '../../src/protocol/types.js';
import { PROTOCOLS, protocolNamed } from '../../src/protocols/index.js';

const compiled = PROTOCOLS.map((source) => ({ name: source.name, protocol: compileProtocol(source) }));

describe('the catalogue', () => {
  it('has the fifteen protocols', () => {
    expect(PROTOCOLS.map((each) => each.name).sort()).toEqual([
      'Berkeley',
      'Dragon',
      'Firefly',
      'MESI',
      'MESI-memory',
      'MESIF',
      'MI',
      'MOESI',
      'MOESIF',
      'MOSI',
      'MSI',
      'Synapse',
      'VI',
      'none',
      'write-once',
    ]);
  });

  it.each(PROTOCOLS)('$name cites its paper and tells a reader what it is', ({ source, about, title }) => {
    expect(source).toMatch(/[A-Z]\. [A-Z].*, (19|20)\d\d/);
    expect(about.split('. ').length).toBeGreaterThanOrEqual(2);
    expect(title).not.toBe('');
  });

  it.each([
    ['Illinois', 'MESI'],
    ['mesi', 'MESI'],
    [' Dragon ', 'Dragon'],
    ['write-through', 'VI'],
    ['incoherent', 'none'],
    ['Goodman', 'write-once'],
  ])('finds "%s"', (name, expected) => {
    expect(protocolNamed(name).name).toBe(expected);
  });

  it.each([['MERSI'], [''], ['constructor'], ['__proto__']])(
    'does not find "%s", and lists the names',
    (name) => {
      expect(() => protocolNamed(name)).toThrow(/take one of none, VI, MI, .* Dragon/);
      expect(() => protocolNamed(name)).toThrow(expect.objectContaining({ exitCode: 2 }));
    },
  );
});

describe('the numbers that host and core agree on', () => {
  it('give every event a row', () => {
    expect(EVENT_NAMES.map((event) => EVENT[event])).toEqual(Array.from({ length: EVENTS }, (_, row) => row));
  });

  it('name a transaction like the event that it causes', () => {
    for (const event of EVENT_NAMES.filter(isSnooped)) expect(TXN[event] + TXN_BASE).toBe(EVENT[event]);
  });

  it('check owned before shared', () => {
    expect(OUTCOME.owned).toBeGreaterThan(OUTCOME.shared);
  });
});

describe.each(compiled)('the table of $name', ({ protocol }) => {
  const cells = (
    each: CompiledProtocol,
  ): [event: (typeof EVENT_NAMES)[number], state: number, cell: Cell][] =>
    each.events.flatMap((event) =>
      each.states
        .map(({ code }) => [event, code, cellOf(each, event, code)] as const)
        .map(([e, s, c]): [typeof event, number, Cell] => [e, s, c]),
    );
  const happening = cells(protocol).filter(([, , cell]) => cell.transaction !== 'impossible');

  it('has one cell for each event and state', () => {
    expect(protocol.table).toHaveLength(EVENTS * STATES);
  });

  it('asserts shared where a snooped copy survives, and owned where it survives dirty', () => {
    for (const [event, , cell] of happening) {
      const survives = isSnooped(event) && cell.next.alone !== 0;
      const dirty = protocol.states[cell.next.alone]?.attributes.includes('dirty') === true;
      expect(has(cell, 'Shared')).toBe(survives);
      expect(has(cell, 'Owned')).toBe(survives && dirty);
    }
  });

  it('fills where a BusRd or BusRdX keeps the line', () => {
    for (const [, , cell] of happening) {
      const fetches = cell.transaction === 'BusRd' || cell.transaction === 'BusRdX';
      expect(has(cell, 'Fill')).toBe(fetches && cell.next.alone !== 0);
    }
  });

  it('hits in a readable state without a transaction', () => {
    for (const { code, attributes } of protocol.states) {
      expect(cellOf(protocol, 'PrRd', code).transaction === 'none').toBe(attributes.includes('readable'));
    }
  });
});
