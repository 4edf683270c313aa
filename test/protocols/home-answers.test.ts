import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellIndex } from '../../src/protocol/cell.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { explore } from '../../src/protocol/explore.js';
import { answeredByHome, commonSuppliers } from '../../src/protocol/home-answers.js';
import { PROTOCOLS, protocolNamed } from '../../src/protocols/index.js';
import { userTable } from '../engine/arbitraries/user-table.js';
import { runs } from '../engine/runs.js';

const compiled = (name: string) => compileProtocol(protocolNamed(name));

describe('what a home answers for', () => {
  test.each(PROTOCOLS)('$name: only states without an owner that still supply', (source) => {
    const expected = ['MESI', 'Firefly'].includes(source.name) ? ['S'] : [];
    expect(commonSuppliers(compileProtocol(source)).map(({ name }) => name)).toEqual(expected);
  });

  test('is as sound as what sharers would have said, under any sound table', () => {
    fc.assert(
      fc.property(userTable, (table) => {
        expect(explore(answeredByHome(table)).defect).toBeNull();
      }),
      runs(100),
    );
  });

  test('makes of MESI what MESI-memory is for shared lines, and leaves Exclusive to its holder', () => {
    const [mesi, memory] = [answeredByHome(compiled('MESI')), compiled('MESI-memory')];
    const differing = mesi.states.filter(({ code }) =>
      mesi.events.some(
        (event) => mesi.table[cellIndex(event, code)] !== memory.table[cellIndex(event, code)],
      ),
    );
    expect(differing.map(({ name }) => name)).toEqual(['E']);
  });

  test('leaves the table of the protocol itself as it was', () => {
    const mesi = compiled('MESI');
    const before = mesi.table.slice();
    answeredByHome(mesi);
    expect(mesi.table).toEqual(before);
  });
});
