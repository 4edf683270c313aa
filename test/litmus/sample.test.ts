/** Runs of litmus tests on the timed machine, held against what exploring allows. */
import { describe, expect, it } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { RepeatedRun } from '../../src/execute/litmus/repeated-run.js';
import { sampleLitmus } from '../../src/execute/litmus/sample.js';
import { translateLitmus } from '../../src/execute/litmus/translate.js';
import { runProgram } from '../../src/execute/run.js';
import { LITMUS_TESTS, litmusTestNamed } from '../../src/litmus/catalogue/index.js';
import { parseLitmus } from '../../src/litmus/parse.js';
import { disallowedOutcomes, sampleCounts, sampleReport, sampleText } from '../../src/litmus/sample.js';
import type { FinalState } from '../../src/litmus/test.js';

const MODELS = ['sc', 'tso', 'pso'] as const;

const positive = async (name: string, model: (typeof MODELS)[number], runs = 300): Promise<number> =>
  sampleCounts(await sampleLitmus(litmusTestNamed(name), { model, runs })).positive;

describe('every test of the catalogue', () => {
  it.each(LITMUS_TESTS.map(({ name, text }) => [name, text] as const))(
    '%s ends on the machine only as its model allows',
    async (_, text) => {
      const test = parseLitmus(text);
      for (const model of MODELS) {
        const result = await sampleLitmus(test, { model, runs: 12 });
        expect(disallowedOutcomes(result)).toEqual([]);
        expect(result).toMatchObject({ runs: 12, unfinished: 0, partial: false });
      }
    },
  );

  it.each(['dash', 'two-socket'])('SB and MP on %s too', async (machine) => {
    for (const name of ['SB', 'MP']) {
      const result = await sampleLitmus(litmusTestNamed(name), { model: 'pso', runs: 8, machine });
      expect(disallowedOutcomes(result)).toEqual([]);
    }
  });
});

describe('the machine shows', () => {
  it('store buffering under tso and pso, and never under sc', async () => {
    expect(await positive('SB', 'tso')).toBeGreaterThan(0);
    expect(await positive('SB', 'pso')).toBeGreaterThan(0);
    expect(await positive('SB', 'sc')).toBe(0);
  });

  it('none with fences or locked instructions between', async () => {
    expect(await positive('SB+mfences', 'tso')).toBe(0);
    expect(await positive('SB+xchgs', 'tso')).toBe(0);
  });

  it('stores that overtake each other under pso, and never under tso', async () => {
    expect(await positive('MP', 'pso', 1000)).toBeGreaterThan(0);
    expect(await positive('MP', 'tso', 1000)).toBe(0);
  });
});

describe('runs', () => {
  const test = litmusTestNamed('SB');

  it('are the same for the same seed, and others for another', async () => {
    const once = sampleText(await sampleLitmus(test, { runs: 100, seed: 7 }));
    expect(sampleText(await sampleLitmus(test, { runs: 100, seed: 7 }))).toBe(once);
    expect(sampleText(await sampleLitmus(test, { runs: 100, seed: 1007 }))).not.toBe(once);
  });

  it('have one seed after the other, so that each can be made again alone', async () => {
    const { outcomes } = await sampleLitmus(test, { runs: 100, seed: 2 ** 32 - 50 });
    for (const { seed, values } of outcomes) {
      const again = await sampleLitmus(test, { runs: 1, seed });
      expect(again.outcomes).toMatchObject([{ values, count: 1, seed }]);
    }
  });

  it.each(MODELS)('on one engine end as on an engine of their own under %s', async (model) => {
    for (const name of ['SB', 'MP', 'spinlock']) {
      const of = litmusTestNamed(name);
      const machine = parseMachine({ processors: of.program.threads.length });
      const { program, finalState } = translateLitmus(of, machine.lineBytes);
      const repeated = new RepeatedRun(program, machine, model);
      for (let seed = 0; seed < 8; seed++) {
        let alone: FinalState | undefined;
        const onMemory = (memory: Uint8Array): void => {
          alone = finalState(memory);
        };
        await runProgram({ program, machine, model, seed, timed: true, lateCycles: 0, onMemory });
        expect(finalState(repeated.run(seed)!)).toEqual(alone);
      }
    }
  });

  it('that are stopped leave a partial histogram', async () => {
    const controller = new AbortController();
    const result = await sampleLitmus(test, {
      runs: 1e6,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(result.partial).toBe(true);
    expect(result.runs).toBeGreaterThan(0);
    expect(result.runs).toBeLessThan(1e6);
  });

  it('whose threads never end are counted apart', async () => {
    const endless = parseLitmus('X86 waits\n{ }\nP0;\nL: MOV EAX,[x];\nCMP EAX,$1;\nJNE L;\nexists (x=0)\n');
    expect(await sampleLitmus(endless, { runs: 2 })).toMatchObject({ runs: 2, unfinished: 2, outcomes: [] });
  });
});

describe('the translation', () => {
  /** How a test of one thread ends on the machine: it can end in one way alone. */
  const machineEnd = async (text: string): Promise<void> => {
    const { outcomes, explored } = await sampleLitmus(parseLitmus(text), { runs: 2 });
    expect(explored.outcomes).toHaveLength(1);
    expect(outcomes.map(({ values }) => values)).toEqual(explored.outcomes.map(({ values }) => values));
  };

  const VALUES = [0, 1, -1, 7, -8, 33, 2147483647, -2147483648];
  const OPERATIONS = ['add', 'sub', 'and', 'or', 'xor', 'shl', 'shr', 'sar', 'mul', 'slt', 'sltu'];

  it.each(OPERATIONS)(
    '%s computes as the models do, of integers, where addresses are about too',
    async (name) => {
      for (const about of ['', '0:t9=y;']) {
        for (const a of VALUES) {
          const lines = VALUES.map((b, i) => `li a0, ${a}\nli a1, ${b}\n${name} a2, a0, a1\nsw a2, x${i}`);
          const condition = VALUES.map((_, i) => `x${i}=0`).join(' /\\ ');
          const body = lines.join('\n').replaceAll('\n', ' ;\n');
          await machineEnd(`Cohort values\n{ ${about} }\nP0 ;\n${body} ;\nexists (${condition})\n`);
        }
      }
    },
  );

  it.each(['add', 'sub', 'xor', 'slt', 'sltu', 'mul', 'shl', 'shr', 'sar', 'and', 'or'])(
    '%s computes as the models do, of addresses',
    async (name) => {
      const pairs = ['t9, t8', 't8, t9', 't9, t9', 't9, a0', 'a0, t9'];
      const body = pairs.map((pair, i) => `${name} a2, ${pair} ;\nsw a2, x${i} ;\n`).join('');
      const condition = pairs.map((_, i) => `x${i}=0`).join(' /\\ ');
      await machineEnd(`Cohort values\n{ 0:t9=y; 0:t8=z; 0:a0=3; }\nP0 ;\n${body}exists (${condition})\n`);
    },
  );

  it.each(['beq', 'bne', 'blt', 'bge', 'bltu', 'bgeu'])('%s branches as in the models', async (name) => {
    for (const pair of ['a0, a1', 'a1, a0', 'a0, a0', 't9, a0', 'a0, t9', 't9, t8', 'a1, t9']) {
      await machineEnd(
        `Cohort values\n{ 0:t9=y; 0:t8=z; 0:a0=-1; 0:a1=1; }\nP0 ;\n${name} ${pair}, L ;\nli a2, 1 ;\nL: sw a2, x ;\nexists (x=0)\n`,
      );
    }
  });

  it.each(['ADD', 'SUB', 'AND', 'OR', 'XOR'])('LOCK %s is one step that wraps at 32 bits', async (name) => {
    for (const about of ['', '0:ECX=y;']) {
      await machineEnd(
        `X86 values\n{ ${about} x=2147483647; z=-5; }\nP0 ;\nMOV EAX,$3 ;\nLOCK ${name} [x],EAX ;\nLOCK ${name} [z],EAX ;\nexists (x=0 /\\ z=0)\n`,
      );
    }
  });

  it('refuses a thread with more registers than the machine has, with the place', async () => {
    const registers = Array.from({ length: 26 }, (_, i) => `r${i + 1}`);
    const text = `Cohort many\n{ }\nP0 ;\n${registers.map((name) => `li ${name}, 1 ;\n`).join('')}exists (0:r1=1)\n`;
    await expect(sampleLitmus(parseLitmus(text), { runs: 1 })).rejects.toThrow(
      'many:29:1: "li r26, 1": P0 uses more than 25 registers',
    );
  });
});

describe('what cannot be sampled is refused:', () => {
  const test = litmusTestNamed('IRIW');

  it.each([
    ['the relaxed model', { model: 'relaxed', runs: 1 }, 'relaxed cannot be sampled'],
    ['a machine with too few processors', { machine: 'uniprocessor', runs: 1 }, 'has 4 threads'],
    ['a machine that keeps nothing coherent', { machine: { protocol: 'none' }, runs: 1 }, 'nothing coherent'],
    ['no runs', { runs: 0 }, 'runs is 0'],
    ['a seed that is none', { runs: 1, seed: -1 }, 'seed is -1'],
  ] as const)('%s', async (_, options, message) => {
    await expect(sampleLitmus(test, options)).rejects.toThrow(message);
  });
});

describe('what is told of runs', () => {
  it('is a histogram as litmus7 prints it, and what exploring says', async () => {
    const text = sampleText(await sampleLitmus(litmusTestNamed('SB'), { model: 'sc', runs: 50 }));
    expect(text).toMatch(
      /^Test SB Allowed\nHistogram \(3 states\)\n(\d+ +:>0:EAX=\d; 1:EAX=\d;\n){3}No\nWitnesses\nPositive: 0, Negative: 50\nCondition exists \(0:EAX=0 \/\\ 1:EAX=0\) is NOT validated\nObservation SB Never 0 50\nExplored: 3 of 3 states that sc allows\n$/,
    );
  });

  it('names a state that the model does not allow, with its seed', async () => {
    const result = await sampleLitmus(litmusTestNamed('SB'), { model: 'tso', runs: 100 });
    const wrong = result.outcomes.map((outcome) => ({ ...outcome, allowed: !outcome.holds }));
    const { seed } = wrong.find(({ holds }) => holds)!;
    const text = sampleText({ ...result, outcomes: wrong });
    expect(text).toContain(`*>0:EAX=0; 1:EAX=0;  NOT ALLOWED under tso, seed ${seed}\n`);
    expect(text).toContain('Explored: 1 state that tso DOES NOT ALLOW\n');
  });

  it('has a form as data, whose counts add up', async () => {
    const report = sampleReport(await sampleLitmus(litmusTestNamed('SB'), { runs: 200, seed: 3 }));
    expect(report).toMatchObject({ test: 'SB', model: 'tso', seed: 3, runs: 200, kind: 'Allowed', ok: true });
    expect(report.states.reduce((sum, { count }) => sum + count, 0)).toBe(200);
    expect(report.states.length + report.unseen.length).toBe(4);
    expect(report.states[0]).toMatchObject({
      values: { '0:EAX': 0, '1:EAX': 0 },
      holds: true,
      allowed: true,
    });
  });
});
