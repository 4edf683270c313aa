import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/config/json.js';
import { machineInputFromJson, parseMachineJson } from '../../src/config/parse.js';
import { CohortError } from '../../src/errors.js';

describe('text that is not JSON is told by line and column', () => {
  const cases: [text: string, message: string][] = [
    ['', 'line 1, column 1: not JSON: the document ends where a value was expected.'],
    ['  \n ', 'line 2, column 2: not JSON: the document ends where a value was expected.'],
    ['{\n  "a": 1,\n}', 'line 3, column 1: not JSON: "}" stands where a name in double quotes was expected.'],
    ['{"a": 1', 'line 1, column 8: not JSON: the document ends where a comma or } was expected.'],
    ['{"a" 1}', 'line 1, column 6: not JSON: "1" stands where a colon after the name was expected.'],
    ["{'a': 1}", 'line 1, column 2: not JSON: "\'" stands where a name in double quotes was expected.'],
    ['{"a": }', 'line 1, column 7: not JSON: "}" stands where a value was expected.'],
    ['{"a": 01}', 'line 1, column 8: not JSON: "1" stands where a comma or } was expected.'],
    ['{"a": 64KiB}', 'line 1, column 9: not JSON: "K" stands where a comma or } was expected.'],
    ['{"a": tru}', 'line 1, column 7: not JSON: "t" stands where a value was expected.'],
    ['[1, 2', 'line 1, column 6: not JSON: the document ends where a comma or ] was expected.'],
    ['{} {}', 'line 1, column 4: not JSON: "{" stands where the end of the document was expected.'],
    [
      '"a',
      'line 1, column 3: not JSON: the document ends where the closing " of a string, or an escape such as \\n was expected.',
    ],
    [
      '"a\n"',
      'line 1, column 3: not JSON: "\\n" stands where the closing " of a string, or an escape such as \\n was expected.',
    ],
    [
      '"\\x"',
      'line 1, column 2: not JSON: "\\\\" stands where the closing " of a string, or an escape such as \\n was expected.',
    ],
    ['// no\n{}', 'line 1, column 1: not JSON: "/" stands where a value was expected.'],
    ['["é", 😀]', 'line 1, column 7: not JSON: "😀" stands where a value was expected.'],
  ];
  it.each(cases)('%j', (text, message) => {
    expect(() => parseJson(text, 'm.json')).toThrow(new CohortError(`m.json, ${message}`, 2));
  });

  it('down to a depth that no one writes by hand', () => {
    const at = (text: string) => () => parseJson(text, 'm.json');
    expect(at(`${'['.repeat(500)}}`)).toThrow('column 501: not JSON: "}" stands where a value was expected.');
    expect(at('['.repeat(100_000))).toThrow(
      'column 502: not JSON: "[" stands where at most 500 levels was expected.',
    );
  });

  it('whatever was broken in it', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string(), (json, at, inserted) => {
        const place = at % (json.length + 1);
        const broken = json.slice(0, place) + inserted + json.slice(place + 1);
        try {
          parseJson(broken, 'm.json');
        } catch (error) {
          expect(error).toBeInstanceOf(CohortError);
          expect(String(error)).toMatch(/m\.json, line \d+, column \d+: not JSON: .+ where (?!JSON)/s);
        }
      }),
    );
  });
});

describe('JSON means what it says', () => {
  it('with or without a byte order mark', () => {
    expect(parseJson('\ufeff{"a":[1,null]}', 'm.json')).toEqual({ a: [1, null] });
  });

  it('however it is nested', () => {
    expect(() => parseJson(`${'['.repeat(5000)}${']'.repeat(5000)}`, 'm.json')).not.toThrow();
  });
});

describe('a machine file', () => {
  it('is a machine over its preset', () => {
    expect(parseMachineJson('{ "preset": "textbook", "processors": 2 }', 'm.json')).toMatchObject({
      processors: 2,
      protocol: 'MSI',
    });
  });

  it('may name its JSON Schema', () => {
    expect(parseMachineJson('{ "$schema": "machine.schema.json" }', 'm.json')).not.toHaveProperty('$schema');
  });

  it('keeps its own words until settings have gone over it', () => {
    expect(machineInputFromJson('{ "l1": { "size": "48KiB" } }', 'm.json')).toEqual({
      l1: { size: '48KiB' },
    });
  });

  it('is named when it is wrong', () => {
    const message = 'm.json: processors is 0; expected a whole number from 1 to 1024. Write for instance 4.';
    expect(() => parseMachineJson('{ "processors": 0 }', 'm.json')).toThrow(new CohortError(message, 2));
    expect(() => machineInputFromJson('{ "processors": 0 }', 'm.json')).toThrow(new CohortError(message, 2));
  });
});
