import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { cellOf } from '../../src/protocol/cell.js';
import { findDefect } from '../../src/protocol/check.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { explore } from '../../src/protocol/explore.js';
import type { CompiledProtocol, ProtocolSource } from '../../src/protocol/types.js';
import { PROTOCOLS, protocolNamed } from '../../src/protocols/index.js';
import { Line } from './interpreter.js';
import { sourceCells, withAttributes, withCell, withoutColumn } from './mutant.js';

const refusal = (source: ProtocolSource): string | null => {
  try {
    compileProtocol(source);
    return null;
  } catch (error) {
    if (error instanceof CohortError) return error.message;
    throw error;
  }
};

describe('the catalogue', () => {
  it.each(PROTOCOLS)('$name has no defect', (source) => {
    expect(findDefect(compileProtocol(source))).toBeNull();
  });

  it.each(PROTOCOLS)('every state of $name is reached', (source) => {
    const protocol = compileProtocol(source);
    expect(explore(protocol).reached).toEqual(new Set(protocol.states.map((state) => state.code)));
  });
});

// Each defect breaks coherence although every cell makes sense by itself.
const BROKEN: [
  protocol: string,
  state: string,
  event: string,
  cell: string,
  blamed: string,
  message: RegExp,
][] = [
  [
    'MSI',
    'S',
    'BusRdX',
    '.',
    'state S, event BusRdX',
    /leaves a copy in M, which is called exclusive, beside another in S/,
  ],
  ['MSI', 'S', 'BusUpgr', '.', 'state S, event BusUpgr', /beside another in S/],
  ['MSI', 'M', 'BusRd', 'Supply → S', 'state M, event BusRd', /newest value is neither in memory nor/],
  ['MSI', 'M', 'BusRdX', '→ I', 'state M, event BusRdX', /requester gets an old value/],
  ['MSI', 'S', 'BusUpgr', '!', 'state S, event BusUpgr', /is marked "!" \(cannot happen\), but it happens/],
  ['MSI', 'M', 'BusRdX', '!', 'state M, event BusRdX', /is marked "!"/],
  [
    'MESI',
    'I',
    'PrRd',
    'BusRd → E',
    'state I, event PrRd',
    /leaves a copy in E, which is called exclusive, beside another in S/,
  ],
  ['MESI', 'I', 'PrRd', 'BusRd → shared ? E : S', 'state I, event PrRd', /called exclusive/],
  ['MESI', 'S', 'BusRdX', 'Supply → S', 'state S, event BusRdX', /beside another in S/],
  ['Synapse', 'D', 'BusRd', '→ I', 'state D, event BusRd', /requester gets an old value/],
  ['Synapse', 'D', 'BusRdX', '→ I', 'state D, event BusRdX', /requester gets an old value/],
  ['Berkeley', 'SD', 'BusRd', 'Supply → V', 'state SD, event BusRd', /newest value is neither/],
  ['Berkeley', 'SD', 'BusUpgr', '.', 'state SD, event BusUpgr', /beside another in SD/],
  ['Berkeley', 'SD', 'BusRdX', '→ I', 'state SD, event BusRdX', /requester gets an old value/],
  [
    'write-once',
    'V',
    'BusWr',
    '.',
    'state V, event BusWr',
    /leaves a copy in R, which is called exclusive, beside another in V/,
  ],
  ['write-once', 'D', 'BusRd', 'Supply → V', 'state D, event BusRd', /newest value is neither/],
  ['VI', 'V', 'BusWr', '.', 'state V, event BusWr', /leaves a copy in V that can be read, with an old value/],
  ['MI', 'M', 'BusRdX', '→ I', 'state M, event BusRdX', /requester gets an old value/],
  ['MOESI', 'O', 'BusRd', '.', 'state O, event BusRd', /requester gets an old value/],
  ['MESIF', 'M', 'BusRd', 'Supply → S', 'state M, event BusRd', /newest value is neither/],
  ['MOESIF', 'O', 'BusUpgr', '.', 'state O, event BusUpgr', /beside another in O/],
  ['Firefly', 'S', 'BusUpd', '.', 'state S, event BusUpd', /with an old value/],
  ['Firefly', 'D', 'BusRd', 'Supply → S', 'state D, event BusRd', /newest value is neither/],
  ['Dragon', 'Sc', 'BusUpd', '.', 'state Sc, event BusUpd', /with an old value/],
  ['Dragon', 'Sm', 'BusRd', '.', 'state Sm, event BusRd', /requester gets an old value/],
  ['Dragon', 'I', 'PrRd', 'BusRd → E', 'state I, event PrRd', /called exclusive/],
];

describe('a table that breaks coherence', () => {
  it.each(BROKEN)('%s with %s %s = "%s" is refused', (name, state, event, cell, blamed, message) => {
    const found = refusal(withCell(protocolNamed(name), state, event, cell));
    expect(found).toContain(`protocol "${name}", ${blamed}: `);
    expect(found).toMatch(message);
  });

  it('is shown by a shortest path', () => {
    expect(refusal(withCell(protocolNamed('MSI'), 'S', 'BusUpgr', '.'))).toMatch(
      /Shortest path: P0 PrRd \(S I I\), P1 PrRd \(S S I\), P0 PrWr \(M S I\)$/,
    );
  });
});

// Each defect is visible in one cell, or in what the state's attributes say of it.
const INCONSISTENT: [protocol: string, state: string, event: string, cell: string, message: RegExp][] = [
  ['MSI', 'S', 'PrRd', 'BusRd → S', /issues BusRd, but the state is called readable/],
  ['MSI', 'I', 'PrRd', '.', /hits without a transaction, but the state is not called readable/],
  ['MSI', 'I', 'PrRd', '!', /a processor may ask for this at any time/],
  ['MSI', 'I', 'PrRd', 'BusUpgr → S', /BusUpgr, which brings no data/],
  ['MSI', 'I', 'PrRd', 'BusRd → I', /must end in a readable state, but this ends in I/],
  ['MSI', 'S', 'PrWr', '→ M', /writes without a transaction, but the state is not called writable/],
  ['MSI', 'M', 'PrWr', 'BusUpgr → M', /issues BusUpgr, but the state is called writable/],
  ['MSI', 'S', 'PrWr', 'BusUpgr → S', /next state must be dirty, but S is not/],
  ['MSI', 'I', 'PrWr', 'BusUpgr → M', /line that BusUpgr does not bring in/],
  ['MSI', 'I', 'PrWr', 'BusRdX → shared ? I : M', /keeps the line on some outcomes and not on others/],
  ['MSI', 'I', 'Evict', '→ S', /the first state is the absent line/],
  ['MSI', 'I', 'BusRd', 'Flush → I', /the first state is the absent line/],
  ['MSI', 'S', 'Evict', '!', /a processor may ask for this at any time/],
  ['MSI', 'S', 'Evict', '.', /must end in I, the absent line/],
  ['MSI', 'S', 'Evict', 'WriteBack → I', /writes back a line whose state is not called dirty/],
  ['MSI', 'M', 'Evict', '→ I', /drops a dirty line; write "WriteBack → I"/],
  ['MSI', 'M', 'BusRd', 'Supply, Flush → M', /the requester takes a copy/],
  ['MSI', 'S', 'BusUpgr', 'Supply → I', /nobody asks for the line/],
  ['MSI', 'S', 'BusRd', 'Update → S', /BusRd carries no word/],
  ['MSI', 'S', 'BusRd', 'Supply → S', /the state is not called supplies/],
  ['MSI', 'S', 'PrWr', 'BusWr → S', /issues BusWr, but the grid has no column BusWr/],
  ['Dragon', 'I', 'PrWr', 'shared ? BusUpd → M', /without a transaction/],
  ['Dragon', 'Sc', 'PrWr', 'BusUpd, shared ? BusUpd → shared ? Sm : M', /follows a BusRd/],
];

describe('a cell that contradicts its state', () => {
  it.each(INCONSISTENT)('%s with %s %s = "%s" is refused', (name, state, event, cell, message) => {
    const found = refusal(withCell(protocolNamed(name), state, event, cell));
    expect(found).toMatch(new RegExp(`^protocol "${name}", state ${state}, event ${event}: `));
    expect(found).toMatch(message);
  });
});

describe('a protocol', () => {
  const msi = protocolNamed('MSI');

  it.each(
    PROTOCOLS.filter((each) => each.coherent !== false).flatMap((source) =>
      compileProtocol(source)
        .events.slice(3)
        .map((event) => ({ name: source.name, event, source })),
    ),
  )('$name without the column $event is refused, since a cell issues it', ({ event, source }) => {
    expect(refusal(withoutColumn(source, event))).toMatch(
      new RegExp(`issues ${event}, but the grid has no column ${event}`),
    );
  });

  it('with a state that nothing leads to is refused', () => {
    const grid = [...String(msi.grid).trim().split('\n'), 'X | . | BusUpgr → M | → I | . | → I | → I'];
    expect(refusal({ ...msi, states: { ...msi.states, X: ['readable'] }, grid })).toMatch(
      /state X: no sequence .* reaches this state/,
    );
  });

  it('whose state is called supplies but never does is refused', () => {
    expect(refusal(withAttributes(msi, 'S', ['readable', 'supplies']))).toMatch(
      /state S: is called supplies, but no cell/,
    );
  });

  it('whose first state has attributes is refused', () => {
    expect(refusal(withAttributes(msi, 'I', ['exclusive']))).toMatch(
      /state I: the first state is the absent line/,
    );
  });

  it('with an attribute that does not exist is refused', () => {
    const typo = JSON.parse('["readible"]') as 'readable'[];
    expect(refusal(withAttributes(msi, 'S', typo))).toMatch(
      /state S: no such attribute: "readible"; take from readable/,
    );
  });

  it.each([['1S'], ['shared'], ['A-B'], ['Seventeenletters1']])(
    'with a state called "%s" is refused',
    (name) => {
      expect(refusal({ ...msi, states: { I: [], [name]: ['readable'] } })).toMatch(
        `a state cannot be called "${name}"`,
      );
    },
  );

  it('has 2 to 16 states', () => {
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`S${i}`, []]));
    expect(refusal({ ...msi, states: many })).toMatch(/17 states; a protocol has 2 to 16/);
    expect(refusal({ ...msi, states: { I: [] } })).toMatch(/1 states; a protocol has 2 to 16/);
  });

  it('that is not coherent may show old values', () => {
    expect(refusal(protocolNamed('none'))).toBeNull();
    expect(refusal({ ...protocolNamed('none'), coherent: true })).toMatch(
      /issues BusRd, but the grid has no column BusRd/,
    );
  });
});

/** Runs random operations on more caches than the check explores. Says what went wrong, if anything. */
function misbehaviour(
  protocol: CompiledProtocol,
  walk: readonly [number, 'read' | 'write' | 'evict', 0 | 1][],
): string | null {
  const line = new Line(protocol, 4);
  for (const [processor, operation, word] of walk) {
    if (operation === 'evict' && !line.holds(processor)) continue;
    const { seen } = line.step(processor, operation, word);
    if (seen !== undefined && seen.join() !== line.newest.join())
      return `P${processor} sees ${seen}, not ${line.newest}`;
  }
  for (let processor = 0; processor < 4; processor++)
    if (line.holds(processor)) line.step(processor, 'evict');
  return line.memory.join() === line.newest.join()
    ? null
    : `memory ends with ${line.memory}, not ${line.newest}`;
}

const walks = fc.array(
  fc.tuple(
    fc.nat(3),
    fc.constantFrom('read' as const, 'write' as const, 'evict' as const),
    fc.constantFrom(0 as const, 1 as const),
  ),
  { minLength: 30, maxLength: 120 },
);
const coherent = PROTOCOLS.filter((each) => each.coherent !== false);

describe('a protocol that passes the check', () => {
  it.each(coherent)('$name shows every reader the newest value, and memory at the end', (source) => {
    const protocol = compileProtocol(source);
    fc.assert(
      fc.property(walks, (walk) => {
        expect(misbehaviour(protocol, walk)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('shows every reader the newest value even after one cell was changed at random', () => {
    const actions = {
      PrRd: ['', 'BusRd', 'BusRdX'],
      PrWr: [
        '',
        'BusRd',
        'BusRdX',
        'BusUpgr',
        'BusUpd',
        'BusUpd, MemoryWord',
        'BusWr',
        'BusRd, shared ? BusUpd',
        'BusRd, shared ? BusUpd, MemoryWord',
      ],
      Evict: ['', 'WriteBack'],
      snooped: ['', 'Supply', 'Flush', 'Supply, Flush', 'Update', 'Update, Flush'],
    };
    const mutants = fc.constantFrom(...coherent).chain((source) => {
      const cells = [...sourceCells(source).keys()];
      return fc.constantFrom(...cells).chain((place) => {
        const [state = '', event = ''] = place.split(' ');
        const words = event in actions ? actions[event as keyof typeof actions] : actions.snooped;
        const states = Object.keys(source.states);
        const next =
          event in actions && event !== 'Evict'
            ? fc
                .tuple(fc.constantFrom(...states), fc.constantFrom(...states))
                .map(([a, b]) => (a === b ? a : `shared ? ${a} : ${b}`))
            : fc.constantFrom(...states);
        const cell = fc.oneof(
          fc.constantFrom('.', '!'),
          fc.tuple(fc.constantFrom(...words), next).map(([act, to]) => `${act} → ${to}`),
        );
        return cell.map((text) => ({
          source: withCell(source, state, event, text),
          change: `${source.name} ${place} = ${text}`,
        }));
      });
    });
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(mutants, walks, ({ source, change }, walk) => {
        if (refusal(source) !== null) {
          refused++;
          return;
        }
        accepted++;
        expect(misbehaviour(compileProtocol(source), walk), change).toBeNull();
      }),
      { numRuns: 1500 },
    );
    // Both kinds must have been met, or the property said nothing.
    expect(Math.min(accepted, refused)).toBeGreaterThan(50);
  });

  it('keeps a writable or exclusive copy alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...coherent), walks, (source, walk) => {
        const protocol = compileProtocol(source);
        const line = new Line(protocol, 4);
        for (const [processor, operation] of walk) {
          if (operation === 'evict' && !line.holds(processor)) continue;
          const { states } = line.step(processor, operation);
          const held = states.filter((state) => state !== protocol.states[0]?.name);
          const sole = held.some((state) =>
            source.states[state]?.some((each) => each === 'writable' || each === 'exclusive'),
          );
          if (sole) expect(held).toHaveLength(1);
        }
      }),
    );
  });
});

// Tables that differ from the catalogue's and are sound all the same.
const SOUND: [what: string, states: ProtocolSource['states'], grid: string[]][] = [
  [
    'MSI without BusUpgr, as the book draws it first',
    protocolNamed('MSI').states,
    [
      'state | PrRd      | PrWr       | Evict         | BusRd             | BusRdX',
      'I     | BusRd → S | BusRdX → M | !             | .                 | .',
      'S     | .         | BusRdX → M | → I           | .                 | → I',
      'M     | .         | .          | WriteBack → I | Supply, Flush → S | Supply → I',
    ],
  ],
  [
    'write-through with updates',
    { I: [], V: ['readable'] },
    [
      'state | PrRd      | PrWr      | Evict | BusRd | BusWr',
      'I     | BusRd → V | BusWr → I | !     | !     | !',
      'V     | .         | BusWr → V | → I   | .     | Update → V',
    ],
  ],
  [
    'write-through that allocates',
    { I: [], V: ['readable'] },
    [
      'state | PrRd      | PrWr                   | Evict | BusRd | BusRdX | BusWr',
      'I     | BusRd → V | BusRdX, MemoryWord → V | !     | .     | .      | .',
      'V     | .         | BusWr → V              | → I   | .     | → I    | → I',
    ],
  ],
  [
    'migratory hand-over: a modified line that is read moves to the reader',
    { I: [], S: ['readable'], M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'] },
    [
      'state | PrRd                   | PrWr        | Evict         | BusRd             | BusRdX     | BusUpgr',
      'I     | BusRd → shared ? S : S | BusRdX → M  | !             | .                 | .          | .',
      'S     | .                      | BusUpgr → M | → I           | .                 | → I        | → I',
      'M     | .                      | .           | WriteBack → I | Supply, Flush → I | Supply → I | !',
    ],
  ],
];

describe('a sound table', () => {
  it.each(SOUND)('is accepted: %s', (_, states, grid) => {
    expect(refusal({ name: 'mine', title: '', source: '', about: '', states, grid })).toBeNull();
  });
});

describe('a column that the grid leaves out', () => {
  it('cannot happen in any state', () => {
    const protocol = compileProtocol(protocolNamed('MSI'));
    expect(protocol.states.map((state) => cellOf(protocol, 'BusUpd', state.code).transaction)).toEqual(
      Array(3).fill('impossible'),
    );
  });
});
