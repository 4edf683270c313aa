/** What instructions of x86 do, seen from one thread. */
import { describe, expect, it } from 'vitest';
import { exploreLitmus } from '../../src/litmus/explore.js';
import { parseLitmus } from '../../src/litmus/parse.js';
import { outcomeText } from '../../src/litmus/report.js';

/** How one thread ends, and there is one way only. */
const ending = async (
  architecture: string,
  init: string,
  instructions: readonly string[],
  observed: string,
): Promise<string> => {
  const rows = instructions.map((each) => `${each};`).join('\n');
  const test = parseLitmus(
    `${architecture} t\n{${init}}\nP0;\n${rows}\nlocations [${observed}]\nforall true`,
  );
  const { outcomes } = await exploreLitmus(test, { model: 'tso' });
  expect(outcomes).toHaveLength(1);
  return outcomeText(test, outcomes[0]!);
};

const CASES: readonly (readonly [instructions: string, init: string, observed: string, ends: string])[] = [
  ['MOV EAX,$-1', '', '0:EAX;', '0:EAX=-1;'],
  ['MOV EAX,0x10', '', '0:EAX;', '0:EAX=16;'],
  ['MOV EAX,[x]', 'x=7', '0:EAX;', '0:EAX=7;'],
  ['MOV [EAX],$3', '0:EAX=x', 'x;', '[x]=3;'],
  ['MOV (x),$3', '', 'x;', '[x]=3;'],
  ['ADD EAX,$2', '0:EAX=3', '0:EAX;', '0:EAX=5;'],
  ['ADD [x],$2', 'x=3', 'x;', '[x]=5;'],
  ['ADD EAX,[x]', '0:EAX=1; x=3', '0:EAX;', '0:EAX=4;'],
  ['SUB EAX,$2', '0:EAX=3', '0:EAX;', '0:EAX=1;'],
  ['ADD EAX,$1', '0:EAX=2147483647', '0:EAX;', '0:EAX=-2147483648;'],
  ['NEG EAX', '0:EAX=3', '0:EAX;', '0:EAX=-3;'],
  ['NOT [x]', 'x=0', 'x;', '[x]=-1;'],
  ['INC [x]', 'x=1', 'x;', '[x]=2;'],
  ['LOCK DEC [x]', 'x=1', 'x;', '[x]=0;'],
  ['LOCK OR [x],$6', 'x=1', 'x;', '[x]=7;'],
  ['XCHG EAX,EBX', '0:EAX=1; 0:EBX=2', '0:EAX; 0:EBX;', '0:EAX=2; 0:EBX=1;'],
  ['XCHG EAX,[x]', '0:EAX=1; x=2', '0:EAX; x;', '0:EAX=2; [x]=1;'],
  ['UXCH [x],EAX', '0:EAX=1; x=2', '0:EAX; x;', '0:EAX=2; [x]=1;'],
  ['XADD [x],EAX', '0:EAX=1; x=2', '0:EAX; x;', '0:EAX=2; [x]=3;'],
  ['LOCK XADD [x],EAX', '0:EAX=1; x=2', '0:EAX; x;', '0:EAX=2; [x]=3;'],
  ['LOCK CMPXCHG [x],EBX', '0:EAX=2; 0:EBX=5; x=2', '0:EAX; x;', '0:EAX=2; [x]=5;'],
  ['LOCK CMPXCHG [x],EBX', '0:EAX=1; 0:EBX=5; x=2', '0:EAX; x;', '0:EAX=2; [x]=2;'],
  ['CMPXCHG [x],EBX', '0:EAX=2; 0:EBX=5; x=2', '0:EAX; x;', '0:EAX=2; [x]=5;'],
  ['CMPXCHG [x],EBX', '0:EAX=1; 0:EBX=5; x=2', '0:EAX; x;', '0:EAX=2; [x]=2;'],
];

describe('X86, destination first:', () => {
  it.each(CASES)('%s', async (instruction, init, observed, ends) => {
    expect(await ending('X86', init, [instruction], observed)).toBe(ends);
  });
});

describe('X86_64, destination last:', () => {
  it.each([
    ['movq $1,%rax', '', '0:rax;', '0:rax=1;'],
    ['mov 0(%rbx),%eax', '0:rbx=x; x=4', '0:rax;', '0:rax=4;'],
    ['mov (%rbx,%rcx,4),%r8d', '0:rbx=x; x=4', '0:r8;', '0:r8=4;'],
    ['subl $1,%eax', '0:rax=3', '0:rax;', '0:rax=2;'],
    ['shl 2,%eax', '0:RAX=1', '0:rax;', '0:rax=4;'],
    ['lock cmpxchgl %ebx,(x)', '0:rbx=5', 'x;', '[x]=5;'],
    ['lock cmpxchgl (x),%ebx', '0:rbx=5', 'x;', '[x]=5;'],
    ['nopw 0(%rax,%eax,0)', '', '0:rax;', '0:rax=0;'],
  ])('%s', async (instruction, init, observed, ends) => {
    expect(await ending('X86_64', init, [instruction], observed)).toBe(ends);
  });
});

const JUMPS: readonly (readonly [jump: string, taken: readonly (readonly [number, number])[]])[] = [
  ['JE', [[1, 1]]],
  [
    'JNE',
    [
      [0, 1],
      [1, 0],
      [-1, 1],
    ],
  ],
  [
    'JL',
    [
      [0, 1],
      [-1, 1],
    ],
  ],
  [
    'JLE',
    [
      [0, 1],
      [1, 1],
      [-1, 1],
    ],
  ],
  ['JG', [[1, 0]]],
  [
    'JGE',
    [
      [1, 0],
      [1, 1],
    ],
  ],
  ['JB', [[0, 1]]],
  [
    'JAE',
    [
      [1, 0],
      [1, 1],
      [-1, 1],
    ],
  ],
  [
    'JA',
    [
      [1, 0],
      [-1, 1],
    ],
  ],
  [
    'JBE',
    [
      [0, 1],
      [1, 1],
    ],
  ],
];

describe.each(JUMPS)('%s after CMP', (jump, taken) => {
  it.each([
    [0, 1],
    [1, 0],
    [1, 1],
    [-1, 1],
  ] as const)('of %d and %d', async (a, b) => {
    const rows = [`CMP EAX,$${b}`, `${jump} there`, 'MOV EBX,$1', 'there: NOP'];
    const jumps = taken.some(([left, right]) => left === a && right === b);
    expect(await ending('X86', `0:EAX=${a}`, rows, '0:EBX;')).toBe(`0:EBX=${jumps ? 0 : 1};`);
  });
});

describe('a jump looks at the result of', () => {
  it.each([
    ['DEC EAX', 1],
    ['LOCK DEC [x]', 1],
    ['AND EAX,$2', 1],
    ['XOR EAX,$1', 1],
    ['SUB EAX,$1', 1],
    ['TEST EAX,$2', 1],
    ['INC EAX', -1],
  ])('%s', async (instruction, value) => {
    const rows = [instruction, 'JE there', 'MOV EBX,$1', 'there: NOP'];
    expect(await ending('X86', `0:EAX=${value}; x=${value}`, rows, '0:EBX;')).toBe('0:EBX=0;');
    expect(await ending('X86', '0:EAX=7; x=7', rows, '0:EBX;')).toBe('0:EBX=1;');
  });
});
