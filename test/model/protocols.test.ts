import { describe, expect, test } from 'vitest';
import { compileProtocol } from '../../src/protocol/compile.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { factsOf, grid } from './grid.js';
import { MODEL_PROTOCOLS } from './protocols/index.js';
import { protocolOfTable } from './table.js';

test('the model has a protocol of its own for each of the catalogue', () => {
  const names = (all: readonly { name: string }[]): string[] => all.map(({ name }) => name).sort();
  expect(names(MODEL_PROTOCOLS)).toEqual(names(PROTOCOLS));
});

describe.each(MODEL_PROTOCOLS.map((model) => ({ name: model.name, model })))('$name', ({ name, model }) => {
  const source = PROTOCOLS.find((each) => each.name === name)!;
  const table = protocolOfTable(compileProtocol(source));

  test('the table has the states of the paper, with what they permit', () => {
    expect(factsOf(table)).toEqual(factsOf(model));
    expect(table.states[0]).toBe(model.states[0]);
    expect(table.coherent).toBe(model.coherent);
  });

  test('every cell of the table does what the paper says', () => {
    expect(grid(table)).toEqual(grid(model));
  });
});
