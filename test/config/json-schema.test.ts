import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  comparisonJsonSchema,
  type JsonSchema,
  machineJsonSchema,
  resultJsonSchema,
} from '../../src/config/json-schema.js';
import { COUNTER_NAMES } from '../../src/counters.js';
import { MACHINES } from '../../src/machines/index.js';
import { COMPARISON_SCHEMA, RESULT_SCHEMA } from '../../src/result.js';
import { madeUpNumaResult } from '../reports/made-up-network.js';
import { madeUpResult, madeUpVariant } from '../reports/made-up-result.js';
import { anyMachine } from './any-machine.js';

/** What a published schema accepts, judged from the document alone. */
const accepts = (schema: JsonSchema, value: unknown): boolean => {
  const document: unknown = JSON.parse(JSON.stringify(schema));
  return z.fromJSONSchema(document as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).success;
};

/** Every field's own schema, by its path; those of a list's items too. */
const fieldsOf = (schema: JsonSchema, path = ''): [path: string, schema: JsonSchema][] => {
  const places = [
    schema,
    ...(schema.anyOf ?? []),
    ...(schema.items === undefined ? [] : [schema.items].flat()),
  ];
  return places
    .flatMap((place) => Object.entries((typeof place === 'object' && place.properties) || {}))
    .flatMap(([name, field]) =>
      typeof field === 'object'
        ? [[`${path}${name}`, field] as [string, JsonSchema], ...fieldsOf(field, `${path}${name}.`)]
        : [],
    );
};

describe('the JSON Schema of a machine', () => {
  const schema = machineJsonSchema(['MSI', 'MESI']);

  it('accepts every machine of the catalogue', () => {
    for (const { config, name } of MACHINES) {
      expect(accepts(schema, config)).toBe(true);
      expect(accepts(schema, { preset: name })).toBe(true);
    }
  });

  it('accepts every complete machine', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        expect(accepts(schema, machine)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    {},
    { $schema: './machine.schema.json' },
    { l1: { size: '64KiB', ways: 'full' }, l2: null },
    { lineBytes: '128 B' },
    { l2: { size: 'unlimited' } },
    { numa: null },
    { numa: { nodes: 2, placement: { pageBytes: '64KiB' } } },
    { numa: { placement: { policy: 'ranges', ranges: [{ from: '0x0', to: '0xFF', node: 1 }] } } },
    { numa: { network: { topology: 'mesh', parameters: { columns: 2 } } } },
  ])('accepts what a user may write: %j', (written) => {
    expect(accepts(schema, written)).toBe(true);
  });

  it.each([
    { procesors: 4 },
    { processors: 0 },
    { lineBytes: 48 },
    { l1: { size: '32KB' } },
    { l1: null },
    { l1: { ways: 5000 } },
    { bus: { wordBytes: 5 } },
    { numa: { nodes: 300 } },
    { numa: { network: { topology: 'tree' } } },
    { numa: { placement: { ranges: [{ from: 0, to: 16, node: 1 }] } } },
    { numa: { directory: { organisation: 'snoop' } } },
    [],
  ])('refuses %j', (written) => {
    expect(accepts(schema, written)).toBe(false);
  });

  it('offers the names of machines and protocols', () => {
    const fields = new Map(fieldsOf(schema));
    expect(fields.get('preset')?.examples).toEqual(MACHINES.map(({ name }) => name));
    expect(fields.get('protocol')?.examples).toEqual(['MSI', 'MESI']);
  });
});

describe('the JSON Schema of a result', () => {
  it('accepts a result', () => {
    expect(accepts(resultJsonSchema(), madeUpResult())).toBe(true);
    expect(accepts(resultJsonSchema(), madeUpNumaResult(4))).toBe(true);
  });

  it('accepts a result with fields of a later version', () => {
    const later = { ...madeUpResult(), cycles: 5 };
    expect(accepts(resultJsonSchema(), later)).toBe(true);
  });

  it('refuses a result of another schema, and one without a counter', () => {
    const { total, ...rest } = madeUpResult();
    const { hits, ...lacking } = total;
    expect(accepts(resultJsonSchema(), { ...rest, total, schema: 'cohort.result/0' })).toBe(false);
    expect(accepts(resultJsonSchema(), { ...rest, total: lacking })).toBe(false);
    expect(hits).toBeGreaterThan(0);
  });

  it('tells every counter’s title, definition and unit', () => {
    const fields = new Map(fieldsOf(resultJsonSchema()));
    for (const name of COUNTER_NAMES) {
      expect(fields.get(`total.${name}`)?.title).toBeTruthy();
      expect(fields.get(`total.${name}`)?.description).toMatch(/Unit: [a-z]+\. /);
    }
  });

  it('of several runs accepts a comparison', () => {
    const comparison = { schema: COMPARISON_SCHEMA, results: [madeUpResult(), madeUpVariant()] };
    expect(accepts(comparisonJsonSchema(), comparison)).toBe(true);
    expect(accepts(comparisonJsonSchema(), { ...comparison, schema: RESULT_SCHEMA })).toBe(false);
  });
});

describe('every field', () => {
  it.each([
    ['a machine', machineJsonSchema()],
    ['a result', resultJsonSchema()],
    ['a comparison', comparisonJsonSchema()],
  ])('of the JSON Schema of %s has a title and a description', (_, schema) => {
    const fields = fieldsOf(schema);
    expect(fields.length).toBeGreaterThan(15);
    for (const [path, field] of fields) {
      expect([path, field.title, field.description]).toEqual([path, expect.any(String), expect.any(String)]);
    }
  });
});
