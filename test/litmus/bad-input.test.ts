import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { exploreLitmus } from '../../src/litmus/explore.js';
import { parseLitmus } from '../../src/litmus/parse.js';

const message = (text: string): string => {
  try {
    parseLitmus(text, 'bad.litmus');
  } catch (error) {
    expect(error).toBeInstanceOf(CohortError);
    return (error as CohortError).message;
  }
  throw new Error('it was read');
};

const x86 = (rows: string, condition = 'exists (x=1)', init = ''): string =>
  `X86 bad\n{ ${init} }\n P0 | P1 ;\n${rows}\n${condition}\n`;

describe('what cannot be read is told with its place, what was expected, and the mend:', () => {
  it.each([
    ['', 'bad.litmus:1:1: found the end; expected the name of an architecture.'],
    [
      'X87 t',
      'bad.litmus:1:1: found "X87"; expected an architecture, which is one of X86, X86_64, Cohort. Did you mean "X86"?',
    ],
    ['X86 t\nP0;', 'bad.litmus:2:1: found "P0"; expected "{" and the initial values.'],
    [
      'X86 t\n{} P1 ;',
      'bad.litmus:2:4: found "P1"; expected P0. Threads are numbered from P0, from left to right.',
    ],
    [
      x86(' MOVE [x],$1 | ;'),
      'bad.litmus:4:2: found "MOVE"; expected an instruction of x86 that litmus tests use. Did you mean "mov"?',
    ],
    [
      x86(' MOVB [x],$1 | ;'),
      'bad.litmus:4:2: found "MOVB"; expected an access of 32 or 64 bits. Locations are read and written whole: mov, movl or movq.',
    ],
    [
      x86(' | MOV x,$1 ;'),
      'bad.litmus:4:8: found "x"; expected a register, a constant such as $1, or a location such as [x]. If x is a location, write [x].',
    ],
    [
      x86(' MOV AL,$1 | ;'),
      'bad.litmus:4:6: found "AL"; expected a register, a constant such as $1, or a location such as [x]. Registers are used whole, by their names for 32 or 64 bits.',
    ],
    [
      x86(' MOV [x],[y] | ;'),
      'bad.litmus:4:10: found "["; expected a register or a constant. An instruction has one operand in memory at most.',
    ],
    [x86(' MOV $1,EAX | ;'), 'bad.litmus:4:6: found "$1"; expected a register or a location to write to.'],
    [
      x86(' MOV [x],$5000000000 | ;'),
      'bad.litmus:4:11: found "5000000000"; expected a number of 32 bits. Locations and registers hold 32 bits: -2147483648 to 4294967295.',
    ],
    [
      x86(' LOCK MOV [x],$1 | ;'),
      'bad.litmus:4:7: found "MOV"; expected an instruction that LOCK can make atomic. These are: ADD, SUB, AND, OR, XOR, INC, DEC, NOT, XCHG, XADD and CMPXCHG, with a location to write to.',
    ],
    [
      x86(' LOCK INC EAX | ;'),
      'bad.litmus:4:11: found "EAX"; expected a location, such as [x]. LOCK needs an operand in memory to write to.',
    ],
    [
      x86(' L0: JMP L1 | ;'),
      'bad.litmus:4:10: found "L1"; expected a label of this thread: L0. Did you mean "L0"?',
    ],
    [
      x86(' L0: NOP | ;\n L0: NOP | ;'),
      'bad.litmus:5:2: found "L0:"; expected another name. There is a label of that name in this thread already.',
    ],
    [x86(' NOP | NOP | NOP ;'), 'bad.litmus:4:14: found "NOP"; expected ";" after 2 columns.'],
    [x86(' MFENCE EAX | ;'), 'bad.litmus:4:9: found "EAX"; expected the end of the instruction, "|" or ";".'],
    [
      x86(' NOP | NOP ;', 'exists (2:EAX=1)'),
      'bad.litmus:5:9: found "2:EAX"; expected a thread of this test: 0 to 1.',
    ],
    [
      x86(' NOP | NOP ;', 'exists (0:EAY=1)'),
      'bad.litmus:5:11: found "EAY"; expected a register of X86: EAX, EBX, ECX, EDX, ESI, EDI, EBP, ESP. Did you mean "EAX"?',
    ],
    [x86(' NOP | NOP ;', 'exists (x=1 & y=1)'), 'bad.litmus:5:13: found "&"; expected ")", "/\\" or "\\/".'],
    [
      x86(' NOP | NOP ;', ''),
      'bad.litmus:6:1: found the end; expected "exists", "~exists" or "forall" and a condition.',
    ],
    [
      x86(' NOP | NOP ;', 'exists (x=1) y'),
      'bad.litmus:5:14: found "y"; expected the end of the test, "/\\" or "\\/".',
    ],
    [x86(' NOP | NOP (* what ;'), 'bad.litmus:4:12: found "("; expected the end of this comment, *).'],
    [
      x86(' NOP | NOP ;', 'exists (x=1)', 'int t[2]={1,2};'),
      'bad.litmus:2:8: found "["; expected "=" and a value. Arrays are not taken: give each element a location of its own.',
    ],
    [
      'Cohort t\n{} P0 ;\n lx t0, x ;\nexists (x=1)',
      'bad.litmus:3:2: found "lx"; expected an instruction of Cohort that litmus tests use. Did you mean "lw"?',
    ],
    [
      'Cohort t\n{} P0 ;\n lw q0, x ;\nexists (x=1)',
      'bad.litmus:3:5: found "q0"; expected a register: r0 to r31, or zero, a0 to a7, t0 to t9, s0 to s9, gp, ra, sp. Did you mean "a0"?',
    ],
  ])('%j', (text, expected) => {
    expect(message(text)).toBe(expected);
  });

  it('control characters of a file do not reach the terminal', () => {
    expect(message('X86 t\n{} P0 ; \u001b[31m ; exists true')).not.toContain('\u001b');
  });

  it('conditions that are nested too deeply', () => {
    expect(message(x86(' NOP | NOP ;', `exists ${'('.repeat(5000)}`))).toContain('nested at most 200 deep');
    expect(message(x86(' NOP | NOP ;', `exists ${'~'.repeat(5000)}`))).toContain('nested at most 200 deep');
  });

  it('files that are far too long', () => {
    expect(message(`X86 t ${' '.repeat(70_000)}`)).toBe(
      'bad.litmus: 70006 characters; expected a litmus test, at most 65536.',
    );
  });
});

describe('what cannot be explored is told:', () => {
  const explore = (text: string, limit?: number, model: 'tso' | 'relaxed' = 'tso') =>
    exploreLitmus(parseLitmus(text), { model, ...(limit !== undefined && { limit }) });

  it('more states than the limit', async () => {
    const text = 'X86 grows\n{}\nP0;\nL: INC [x];\nJMP L;\nexists (x=1)';
    await expect(explore(text, 100)).rejects.toThrow(
      'grows under tso: more than 100 states; expected a test whose threads come to an end within them. Shorten it, see whether a loop goes on without end, or raise the limit (--limit).',
    );
  });

  it.each(['tso', 'relaxed'] as const)('a loop that never looks at memory, under %s', async (model) => {
    const text = 'X86 spins\n{}\nP0;\nL: JMP L;\nexists (x=1)';
    await expect(explore(text, undefined, model)).rejects.toThrow('P0, line 4: "JMP L" is in a loop');
  });

  it.each(['tso', 'relaxed'] as const)('an address that is no location, under %s', async (model) => {
    const text = 'X86 lost\n{ x=1; }\nP0;\nMOV EAX,[EBX];\nexists (x=1)';
    await expect(explore(text, undefined, model)).rejects.toThrow(
      'P0, line 4: "MOV EAX,[EBX]" accesses address 0, which is no location; expected that of one of x.',
    );
  });

  it('a limit that is none', async () => {
    await expect(explore('X86 t\n{}\nP0;\nNOP;\nexists true', 0)).rejects.toThrow(
      'limit is 0; expected a whole',
    );
  });

  it('a signal that is aborted', async () => {
    const test = parseLitmus('X86 t\n{}\nP0;\nNOP;\nexists true');
    await expect(exploreLitmus(test, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});

describe('a loop that waits for memory', () => {
  it.each(['sc', 'tso', 'pso', 'relaxed'] as const)(
    'ends however long it may wait, under %s',
    async (model) => {
      const text = `Cohort waits
{ 0:t9=1; }
P0            | P1               ;
sw t9, x      | L: lw.aq t0, y   ;
sw.rl t9, y   | beqz t0, L       ;
              | lw t1, x         ;
forall (1:t0=1 /\\ 1:t1=1)`;
      const { ok, outcomes } = await exploreLitmus(parseLitmus(text), { model });
      expect({ ok, ways: outcomes.length }).toEqual({ ok: true, ways: 1 });
    },
  );
});
