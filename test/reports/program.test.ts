/** Reports of programs: real runs against golden files, and what they say of particular results. */
import { describe, expect, it } from 'vitest';
import type { ProgramResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { programNamed } from '../../src/programs/library/index.js';
import { classicalCurve, curveOf } from '../../src/reports/program-curve.js';
import { programLabels, seriesLabels } from '../../src/reports/program-labels.js';
import { fairnessOf, SECTION_MEASURES } from '../../src/reports/program-measures.js';
import { plotLines } from '../../src/reports/program-plot.js';
import { PROGRAM_REPORTS } from '../../src/reports/program-reports.js';

const { text, md, csv, json, svg } = PROGRAM_REPORTS;

const counter = (
  processors: number,
  values: Readonly<Record<string, string | number>>,
  options: { readonly protocol?: string } = {},
): Promise<ProgramResult> =>
  runProgram({
    program: programNamed('counter').load(processors, { iterations: 50, ...values }),
    machine: { processors },
    ...options,
  });

const grid = async (locks: readonly string[], processors: readonly number[]): Promise<ProgramResult[]> => {
  const results: ProgramResult[] = [];
  for (const lock of locks) for (const count of processors) results.push(await counter(count, { lock }));
  return results;
};

describe('the reports of real runs', () => {
  it.each<[string, () => Promise<string | undefined>]>([
    ['program-ticket.txt', async () => text.render([await counter(4, { lock: 'ticket' })])],
    ['program-ticket.md.txt', async () => md.render([await counter(2, { lock: 'ticket' })])],
    ['program-ticket.csv.txt', async () => csv.render([await counter(2, { lock: 'ticket' })])],
    [
      'program-stale.txt',
      async () => text.render([await counter(2, { lock: 'none' }, { protocol: 'none' })]),
    ],
    [
      'program-barrier.txt',
      async () => text.render([await runProgram({ program: programNamed('barrier-phases').load(4) })]),
    ],
    [
      'program-deadlock.txt',
      async () =>
        text.render(
          [await runProgram({ program: programNamed('philosophers').load(3, { order: 'naive' }) })],
          {
            width: 100,
          },
        ),
    ],
    ['program-curve.txt', async () => text.render(await grid(['tas', 'mcs'], [1, 2, 4]), { width: 100 })],
    ['program-curve.md.txt', async () => md.render(await grid(['tas', 'mcs'], [1, 2]))],
    ['program-curve.svg', async () => svg.render(await grid(['tas', 'mcs'], [1, 2, 4]))],
  ])('%s', async (name, report) => {
    await expect(await report()).toMatchFileSnapshot(`golden/${name}`);
  });

  it('is verbatim as JSON', async () => {
    const result = await counter(2, { lock: 'tas' });
    expect(JSON.parse(json.render([result]) ?? '')).toEqual(result);
  });
});

describe('a program that touches no memory', () => {
  it('has a report all the same', async () => {
    const result = await runProgram({ program: assemble('main:\n  li a0, 0\n  halt\n', { threads: 2 }) });
    expect(text.render([result])).toMatch(/^run time +\d+ {2}cycles$/m);
    expect(text.render([result, result])).toMatch(/2 runs side by side/);
  });
});

describe('findings', () => {
  const found = async (due: string, computed: string): Promise<string> => {
    const result = await counter(2, { lock: 'tas' });
    const finding = { what: 'sum', due, computed, right: due === computed };
    return text.render([{ ...result, findings: [finding] }]) ?? '';
  };

  it.each([
    ['4000', '3100', '!! WRONG: sum was due to be 4,000 and is 3,100: 900 lost (22.50 %).'],
    ['4000', '4001', '!! WRONG: sum was due to be 4,000 and is 4,001.'],
    ['1', '0', '!! WRONG: sum was due to be 1 and is 0.'],
    ['10', '-5', '!! WRONG: sum was due to be 10 and is -5.'],
  ])('due %s, computed %s', async (due, computed, line) => {
    expect((await found(due, computed)).split('\n')).toContain(line);
  });

  it('are no matter for a warning where they are right', async () => {
    expect(await found('7', '7')).not.toContain('!!');
  });
});

describe('what is divided by acquisitions', () => {
  it('is nothing without locks', async () => {
    const result = await counter(2, { lock: 'none' });
    expect(SECTION_MEASURES.map(({ of }) => of(result))).toEqual(SECTION_MEASURES.map(() => undefined));
  });

  it('is the quotient of the run’s own numbers', async () => {
    const result = await counter(4, { lock: 'tas' });
    const measure = (name: string) => SECTION_MEASURES.find((each) => each.name === name)?.of(result);
    expect(measure('cyclesPerAcquisition')).toBe(result.cycles / 200);
    expect(measure('busBytesPerAcquisition')).toBe(result.total.busBytes / 200);
    expect(measure('messagesPerAcquisition')).toBeUndefined();
  });

  it.each([
    [[5, 5, 5], 1],
    [[9, 0, 0], 1],
    [[3, 1], 16 / 20],
    [[0, 0], undefined],
  ])('fairness of %j is %s', (byThread, fairness) => {
    const lock = {
      lock: '',
      acquisitions: 0,
      handovers: 0,
      waitCycles: 0,
      longestWaitCycles: 0,
      holdCycles: 0,
      heldBy: [],
      wantedBy: [],
    };
    expect(fairnessOf({ ...lock, byThread })).toBe(fairness);
  });
});

describe('labels', () => {
  it('are the words by which runs differ', async () => {
    expect(programLabels(await grid(['tas', 'mcs'], [1, 2]))).toEqual([
      'tas, 1 processor',
      'tas, 2 processors',
      'mcs, 1 processor',
      'mcs, 2 processors',
    ]);
  });

  it('name numbers, and do not repeat what goes with another difference', async () => {
    const runs = [await counter(1, { iterations: 5 }), await counter(2, { iterations: 6 })];
    expect(programLabels(runs)).toEqual(['iterations=5', 'iterations=6']);
  });

  it('leave processors out for the lines of a curve', async () => {
    expect(seriesLabels(await grid(['tas', 'mcs'], [1, 2]))).toEqual(['tas', 'tas', 'mcs', 'mcs']);
  });

  it('number equal runs', async () => {
    const run = await counter(1, {});
    expect(programLabels([run, run])).toEqual(['counter #1', 'counter #2']);
  });
});

describe('curves', () => {
  it('need several numbers of processors', async () => {
    expect(classicalCurve(await grid(['tas', 'mcs'], [2]))).toBeUndefined();
  });

  it('are of the run time where nothing is locked', async () => {
    const runs = [await counter(1, {}), await counter(2, {})];
    expect(classicalCurve(runs)).toMatchObject({
      title: 'Cycles of the run',
      series: [{ values: runs.map(({ cycles }) => cycles) }],
    });
  });

  it('leave out runs that did not end', async () => {
    const [one, two] = await grid(['tas'], [1, 2]);
    const curve = curveOf([one!, { ...two!, ending: 'limit' }], SECTION_MEASURES[0]!, 'x');
    expect(curve?.series[0]?.values[1]).toBeUndefined();
  });

  it('are plotted in the room there is, each point by its series’ letter', () => {
    const curve = {
      title: 'x',
      unit: 'cycles',
      processors: [1, 2, 4, 8, 16],
      series: [
        { label: 'slow', values: [10, 20, 40, 80, 160] },
        { label: 'fast', values: [10, 11, 12, undefined, 14] },
      ],
    };
    for (const width of [40, 80, 120]) {
      const lines = plotLines(curve, width);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      const drawn = lines.join('\n').split('└')[0]!;
      expect([drawn.match(/A/g)?.length, drawn.match(/B/g)?.length, drawn.match(/\*/g)?.length]).toEqual([
        4, 3, 1,
      ]);
    }
  });

  it('lie on the axis where all is 0', () => {
    const lines = plotLines(
      { title: 'x', unit: 'B', processors: [1, 2], series: [{ label: 'none', values: [0, 0] }] },
      60,
    );
    expect(lines[16]).toMatch(/^ *0\.00 ┤ A·+A$/);
  });
});
