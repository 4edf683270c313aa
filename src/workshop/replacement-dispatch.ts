/** Writes which file of assembly/replacement/ serves which policy. */
import { POLICIES, type ReplacementPolicy } from '../replacement/index.js';
import { identifier } from './core-constants.js';

const all: readonly ReplacementPolicy[] = POLICIES;

const number = ({ name }: ReplacementPolicy): string => `REPLACEMENT_${identifier(name)}`;
const own = (name: string, { file }: ReplacementPolicy): string =>
  `${name}${file.replaceAll(/(^|-)(.)/g, (_, _dash: string, letter: string) => letter.toUpperCase())}`;
const picks = ({ rules }: ReplacementPolicy): boolean => rules.includes('victim');

/** A comment, or several lines of code, with an empty line behind. */
const part = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

const codesUsed = (): string =>
  part(
    'import {',
    ...all
      .map(number)
      .sort()
      .map((name) => `  ${name},`),
    "} from '../codes';",
  ).trimEnd();

const importOf = (policy: ReplacementPolicy): string => {
  const names = [...policy.rules].sort();
  return `import { ${names.map((name) => `${name} as ${own(name, policy)}`).join(', ')} } from './${policy.file}';`;
};

/** Columns of a line of the core. */
const WIDTH = 110;

const returnsAmong = (policies: readonly ReplacementPolicy[]): string => {
  const terms = policies.map((policy) => `policy == ${number(policy)}`);
  const line = `  return ${terms.join(' || ') || 'false'};`;
  return line.length <= WIDTH ? line : `  return (\n    ${terms.join(' ||\n    ')}\n  );`;
};

const test = (about: string, name: string, holds: (policy: ReplacementPolicy) => boolean): string =>
  part(
    `/** ${about} */`,
    '// @ts-ignore: decorator',
    '@inline',
    `export function ${name}(policy: u32): bool {`,
    returnsAmong(all.filter(holds)),
    '}',
  );

const cases = (
  policies: readonly ReplacementPolicy[],
  call: (policy: ReplacementPolicy) => string,
): string[] => policies.flatMap((policy) => [`    case ${number(policy)}:`, `      return ${call(policy)};`]);

const telling = (about: string, told: 'hit' | 'fill'): string =>
  part(
    `/** ${about} */`,
    `export function ${told}Of(policy: u32, words: usize, ways: u32, way: u32): void {`,
    '  switch (policy) {',
    ...cases(
      all.filter((policy) => policy.rules.includes(told)),
      (policy) => `${own(told, policy)}(words, ways, way)`,
    ),
    '  }',
    '}',
  );

const choosing = (): string =>
  part(
    '/** The way that gives place in a full set. */',
    'export function victimOf(policy: u32, words: usize, ways: u32, lanes: u32, place: u32, seed: u32): u32 {',
    '  switch (policy) {',
    ...cases(all.filter(picks), (policy) => `${own('victim', policy)}(words, ways, place, seed)`),
    '    default:',
    '      return oldestAmong(words, lanes);',
    '  }',
    '}',
  );

/** The text of assembly/replacement/dispatch.ts. */
export const coreDispatch = (): string =>
  [
    part(
      '// Generated from src/replacement/index.ts by `npm run generate`; do not edit.',
      '',
      "import { oldestAmong } from '../cache';",
      codesUsed(),
      ...all.map(importOf),
    ),
    test(
      'Whether the policy keeps time stamps, which need renumbering.',
      'hasStamps',
      ({ keeps }) => keeps === 'stamps',
    ),
    test(
      'Whether the policy keeps a tree in the words, which must then be a power of two.',
      'hasTree',
      ({ keeps }) => keeps === 'tree',
    ),
    test(
      'Whether the policy keeps something of each way, which goes with the line.',
      'keepsWays',
      ({ keeps }) => keeps === 'stamps' || keeps === 'ways',
    ),
    telling('A hit.', 'hit'),
    telling('A line was placed in the way.', 'fill'),
    choosing(),
  ].join('\n');
