import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { protocolFromJson, protocolJsonSchema } from '../../src/protocol/json.js';
import { PROTOCOLS, protocolNamed } from '../../src/protocols/index.js';
import { withCell } from './mutant.js';

const msi = protocolNamed('MSI');
const read = (value: unknown): ReturnType<typeof protocolFromJson> =>
  protocolFromJson(JSON.stringify(value), 'mine.json');

describe('a protocol file', () => {
  it.each(PROTOCOLS)('may hold $name, and means the same', (source) => {
    expect(compileProtocol(read(source)).table).toEqual(compileProtocol(source).table);
  });

  it('needs a name, states and a grid alone', () => {
    const { name, states, grid } = msi;
    expect(compileProtocol(read({ $schema: './protocol.schema.json', name, states, grid })).table).toEqual(
      compileProtocol(msi).table,
    );
  });

  it('may start with a byte order mark', () => {
    expect(protocolFromJson(`\uFEFF${JSON.stringify(msi)}`, 'mine.json').name).toBe('MSI');
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown field', { ...msi, sates: {} }, /^mine\.json: \$: .*"sates"/],
    ['no grid', { ...msi, grid: undefined }, /^mine\.json: \$\.grid: expected the table as one string/],
    [
      'a grid that is a number',
      { ...msi, grid: 7 },
      /^mine\.json: \$\.grid: expected the table as one string/,
    ],
    [
      'an attribute that does not exist',
      { ...msi, states: { I: [], S: ['readible'] } },
      /^mine\.json: \$\.states\.S\[0\]: .*"readable"/,
    ],
    [
      'attributes that are no list',
      { ...msi, states: { I: [], S: 'readable' } },
      /^mine\.json: \$\.states\.S: .*array/,
    ],
    [
      'a state name with a space',
      { ...msi, states: { I: [], 'a b': [] } },
      /^mine\.json: \$\.states\.a b: expected a letter and/,
    ],
    ['no name', { ...msi, name: undefined }, /^mine\.json: \$\.name: /],
    [
      'a name with a line break',
      { ...msi, name: 'M\nSI' },
      /^mine\.json: \$\.name: expected 1 to 40 letters/,
    ],
    ['a list instead of an object', [msi], /^mine\.json: \$: .*object/],
    ['null', null, /^mine\.json: \$: .*object/],
    [
      'a table with a defect',
      withCell(msi, 'S', 'BusRdX', '.'),
      /^mine\.json: protocol "MSI", state S, event BusRdX: leaves a copy/,
    ],
    [
      'an incomplete table',
      withCell(msi, 'M', 'BusRd', ''),
      /^mine\.json: protocol "MSI", state M, event BusRd: the cell is missing/,
    ],
  ])('with %s is refused, and the place named', (_, value, message) => {
    expect(() => read(value)).toThrow(message);
    expect(() => read(value)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('that is not JSON is refused', () => {
    expect(() => protocolFromJson('{"name": MSI}', 'mine.json')).toThrow(/^mine\.json: not JSON: /);
  });

  it('that is too long is refused before it is read', () => {
    expect(() => protocolFromJson(' '.repeat(300_000), 'big.json')).toThrow(
      /^big\.json: 300000 characters; .* at most 262144/,
    );
  });

  it('never fills the terminal with what it quotes', () => {
    const long = 'x'.repeat(100_000);
    for (const value of [
      { [long]: 1 },
      { ...msi, states: { I: [], [long]: [] } },
      { ...msi, grid: long },
      { ...msi, grid: `state | PrRd | PrWr | Evict\nI | ${long}` },
    ]) {
      expect(() => read(value)).toThrow(CohortError);
      expect(() => read(value)).toThrow(
        expect.objectContaining({ message: expect.stringMatching(/^.{1,1100}$/s) }),
      );
    }
  });

  it('of any JSON at all is read or refused with a message, and nothing else', () => {
    const grids = fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 5 }), fc.json());
    const files = fc.oneof(
      fc.jsonValue(),
      fc.record({
        name: fc.string(),
        states: fc.dictionary(fc.string({ maxLength: 3 }), fc.constant([])),
        grid: grids,
      }),
    );
    fc.assert(
      fc.property(files, (value) => {
        expect(() => read(value)).toThrow(CohortError);
      }),
    );
  });
});

describe('the schema for editors', () => {
  it('requires what a file needs, knows each field, and refuses others', () => {
    expect(protocolJsonSchema()).toMatchObject({
      type: 'object',
      required: ['name', 'states', 'grid'],
      additionalProperties: false,
      properties: { coherent: { type: 'boolean', default: true }, states: { type: 'object' } },
    });
  });
});
