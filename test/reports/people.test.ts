/** The reports for people: text and Markdown. */
import { describe, expect, it } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { COUNTER_NAMES, type Counters } from '../../src/counters.js';
import { MACHINES } from '../../src/machines/index.js';
import { COUNTER_GROUPS } from '../../src/reports/groups.js';
import { MEASURES, REPORTS } from '../../src/reports/index.js';
import type { Result } from '../../src/result.js';
import { madeUpNumaResult } from './made-up-network.js';
import { madeUpCounters, madeUpResult, madeUpVariant, sumOf } from './made-up-result.js';

import { madeUpFasterResult, madeUpNodesTiming, madeUpTimedResult } from './made-up-timing.js';

const { text, md } = REPORTS;
const lines = (report: string): string[] => report.split('\n');
const sequentSymmetry = MACHINES.find(({ name }) => name === 'sequent-symmetry')!;
const sunEnterprise = MACHINES.find(({ name }) => name === 'sun-enterprise')!;

const nothing = (): Result => {
  const processors = Array.from({ length: 4 }, () => madeUpCounters(0));
  const { trace, ...rest } = madeUpResult({ transitions: [], processors, total: sumOf(processors) });
  return { ...rest, trace: { ...trace, records: 0, splits: 0, badRecords: 0 } };
};

const manyProcessors = (): Result => {
  const result = madeUpResult({ partial: true, classified: false }, 64);
  const missingBoth = (counters: Counters): Counters => ({ ...counters, l2Misses: counters.l1Misses });
  return {
    ...result,
    machine: { ...sunEnterprise.config, processors: 64 },
    total: missingBoth(result.total),
    processors: result.processors.map(missingBoth),
  };
};

const timedNodes = (): Result => {
  const result = madeUpNumaResult(20);
  return { ...result, timing: madeUpNodesTiming(result.processors.length) };
};

/** A machine with everything that a core may have. */
const hierarchy = (): Result => {
  const result = madeUpResult();
  return {
    ...result,
    machine: parseMachine({
      shape: { sockets: 2, coresPerDie: 1, threadsPerCore: 2 },
      l1i: { size: '16KiB' },
      l2: { size: '64KiB', inclusion: 'exclusive' },
      l3: { size: '1MiB', inclusion: 'non-inclusive' },
      tlb: { l2: {} },
      prefetch: { kind: 'stride', degree: 2, distance: 4 },
      instructions: 'read',
    }),
    total: {
      ...result.total,
      l1iHits: 900,
      l1iMisses: 100,
      l2VictimFills: 40,
      l3Hits: 300,
      l3Misses: 700,
      l3Fills: 700,
      tlbMisses: 50,
      pageWalks: 20,
      prefetches: 200,
      usefulPrefetches: 150,
      uselessPrefetches: 30,
    },
  };
};

describe('the reports of made-up runs', () => {
  it.each([
    ['run.txt', text.render([madeUpResult()])],
    ['run-wide.txt', text.render([madeUpResult()], { width: 160 })],
    ['run.md.txt', md.render([madeUpResult()])],
    ['many-processors.txt', text.render([manyProcessors()], { width: 100 })],
    ['comparison.txt', text.render([madeUpResult(), madeUpVariant()])],
    ['comparison.md.txt', md.render([madeUpResult(), madeUpVariant()])],
    ['nodes.txt', text.render([madeUpNumaResult(4)])],
    ['nodes.md.txt', md.render([madeUpNumaResult(4)])],
    ['many-nodes.txt', text.render([madeUpNumaResult(64)], { width: 100 })],
    ['bus-and-nodes.txt', text.render([madeUpResult({}, 8), madeUpNumaResult(4)], { width: 100 })],
    ['timed.txt', text.render([madeUpTimedResult()])],
    ['timed.md.txt', md.render([madeUpTimedResult()])],
    ['timed-nodes.txt', text.render([timedNodes()], { width: 100 })],
    ['timed-comparison.txt', text.render([madeUpTimedResult(), madeUpFasterResult(), madeUpResult()])],
    ['hierarchy.txt', text.render([hierarchy()])],
    ['nothing.txt', text.render([nothing()])],
  ])('read as they do in %s', async (file, report) => {
    await expect(report).toMatchFileSnapshot(`golden/${file}`);
  });
});

describe('a text report', () => {
  it.each([60, 80, 100, 132, 200])('of width %i has no longer line', (width) => {
    const reports = [
      [madeUpResult()],
      [manyProcessors()],
      [madeUpResult(), madeUpVariant(), manyProcessors()],
      [madeUpNumaResult(16)],
      [madeUpNumaResult(64)],
      [madeUpNumaResult(4), madeUpResult(), madeUpNumaResult(9)],
      [madeUpTimedResult()],
      [timedNodes()],
      [hierarchy()],
      [madeUpTimedResult(), madeUpFasterResult(), madeUpResult()],
    ];
    for (const results of reports) {
      for (const line of lines(text.render(results, { width }))) {
        expect([...line].length, line).toBeLessThanOrEqual(width);
      }
    }
  });

  it.each([0, -5, Number.NaN, 1e9, 79.5])('of width %d is still a report', (width) => {
    expect(text.render([madeUpResult()], { width })).toContain('STATE TRANSITIONS');
  });

  it('has no escapes without colour', () => {
    expect(text.render([manyProcessors()])).not.toContain('\u001b');
  });

  it('with colour says the same', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape is a control character.
    const bare = text.render([manyProcessors()], { color: true }).replace(/\u001b\[[\d;]*m/g, '');
    expect(bare).toBe(text.render([manyProcessors()]));
  });

  it('has no blanks at the ends of lines', () => {
    expect(text.render([madeUpResult(), madeUpVariant()])).not.toMatch(/ \n/);
  });

  it('keeps names from outside from steering the terminal', () => {
    const { trace, protocol } = madeUpResult();
    const report = text.render([
      madeUpResult({
        trace: { ...trace, name: '\u001b[2J\u0007evil\n.din' },
        protocol: { ...protocol, title: 'a\u009bb' },
      }),
    ]);
    expect(report).toContain('\ufffd[2J\ufffdevil\ufffd.din');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('shows each state change of the matrix with its cause and count', () => {
    const report = text.render([madeUpResult()]);
    const row = lines(report).find((line) => /^S {2,}Evict/.test(line))!;
    expect(row.replace(/ +/g, ' ')).toBe('S Evict 120 PrRd 4,000 PrWr 150');
  });

  it('says of a partial run that it is one, before any number', () => {
    const report = text.render([madeUpResult({ partial: true })]);
    expect(report.indexOf('PARTIAL RUN')).toBeGreaterThan(0);
    expect(report.indexOf('PARTIAL RUN')).toBeLessThan(report.indexOf('Machine'));
    expect(text.render([madeUpResult()])).not.toContain('PARTIAL');
  });

  it('says which of several runs is partial', () => {
    const report = text.render([madeUpResult(), { ...madeUpVariant(), partial: true }]);
    expect(report).toContain('!! MSI: PARTIAL RUN');
    expect(report).toContain('MSI (partial)');
  });

  it('lists up to 16 processors, and of more the busiest', () => {
    const sixteen = madeUpResult({ machine: sequentSymmetry.config }, 16);
    expect(text.render([sixteen])).toMatch(/^15 +16,000 /m);
    expect(text.render([madeUpResult({}, 17)])).toContain('The 8 processors with the most misses:');
  });

  it('has a matrix of up to 16 nodes, and of more the busiest pairs', () => {
    expect(text.render([madeUpNumaResult(16)])).toMatch(/^15 {2,}[\d,]+ /m);
    expect(text.render([madeUpNumaResult(16)])).not.toContain('pairs of nodes');
    expect(text.render([madeUpNumaResult(17)])).toContain('The pairs of nodes with the most traffic:');
  });

  it('has no network of a bus, and no bus of nodes', () => {
    expect(text.render([madeUpResult()])).not.toMatch(/network|nodes/i);
    const nodes = text.render([madeUpNumaResult(4)]);
    expect(nodes).toContain('NETWORK: MESH, 4 NODES');
    expect(nodes).not.toMatch(/^BUS$|^Bus /m);
  });

  it('tells what nodes serve by themselves where directories track nodes', () => {
    const report = text.render([madeUpNumaResult(4, 'nodes')], { width: 300 });
    expect(report).toContain('full map, tracking nodes');
    expect(report).toContain('14.29 % of them were served within their node.');
    expect(text.render([madeUpNumaResult(4)], { width: 300 })).not.toContain('served within');
  });

  it('names the ends of links that are no nodes', () => {
    const { network, ...rest } = madeUpNumaResult(4);
    const report = text.render([
      {
        ...rest,
        network: {
          ...network!,
          links: [
            { from: -1, to: -1, bytes: 300 },
            { from: -1, to: 2, bytes: 200 },
            { from: 3, to: 5, bytes: 100 },
            { from: 5, to: 3, bytes: 0 },
          ],
        },
      },
    ]);
    expect(report).toContain('of 4 links, 3 of them used:');
    expect(report).toMatch(/^all → all +300 +50\.00 % +×2\.00$/m);
    expect(report).toMatch(/^all → 2 +200 +33\.33 % +×1\.33$/m);
    expect(report).toMatch(/^3 → router 1 +100 +16\.67 % +×0\.67$/m);
  });

  it('of a machine of nodes that sent nothing is still a report', () => {
    const { network, ...rest } = madeUpNumaResult(4);
    const zero = network!.matrix.map((row) => row.map(() => 0));
    const idle = { ...network!, messages: [], matrix: zero, bytes: zero, links: [] };
    for (const report of [text, md]) {
      expect(report.render([{ ...rest, network: idle }])).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it('of no runs says so', () => {
    expect(text.render([])).toBe('No runs.\n');
    expect(md.render([])).toBe('No runs.\n');
  });
});

describe('a Markdown report', () => {
  it('has as many cells in each row of a table as in its head', () => {
    for (const results of [[madeUpResult()], [madeUpNumaResult(4)], [madeUpResult(), madeUpVariant()]]) {
      let cells = 0;
      for (const line of lines(md.render(results))) {
        if (!line.startsWith('|')) cells = 0;
        else {
          const here = line.split(/(?<!\\)\|/).length;
          if (cells > 0) expect(here, line).toBe(cells);
          cells = here;
        }
      }
    }
  });

  it('takes no markup from names', () => {
    const { trace } = madeUpResult();
    const report = md.render([madeUpResult({ trace: { ...trace, name: '<b>|*x*|`y`[z](u)' } })]);
    expect(report).toContain('\\<b\\>\\|\\*x\\*\\|\\`y\\`\\[z\\](u)');
  });

  it('says the same as the text', () => {
    const words = (report: string): string[] => [...new Set(report.match(/\d[\d,.]*/g) ?? [])].sort();
    for (const result of [madeUpResult(), madeUpNumaResult(4), madeUpNumaResult(64)]) {
      expect(words(md.render([result]))).toEqual(words(text.render([result])));
    }
  });
});

describe('a report’s parts', () => {
  it('hold every counter in one group', () => {
    const grouped = COUNTER_GROUPS.flatMap(({ counters }) => counters);
    expect([...grouped].sort()).toEqual([...COUNTER_NAMES].sort());
  });

  it('name each measure once', () => {
    expect(new Set(MEASURES.map(({ name }) => name)).size).toBe(MEASURES.length);
  });

  it.each([
    ['missRate', 16],
    ['readMissRate', (100 * 100) / 660],
    ['writeMissRate', (100 * 60) / 340],
    ['coherenceMissShare', 50],
    ['falseSharingShare', 31.25],
    ['cacheToCacheShare', 56.25],
    ['busTransactionsPerThousand', 180],
    ['busBytesPerReference', 12],
    ['memoryBytes', 64_000],
  ])('compute the %s', (name, value) => {
    const measure = MEASURES.find((one) => one.name === name)!;
    expect(measure.applies(madeUpResult())).toBe(true);
    expect(measure.of(madeUpResult())).toBeCloseTo(value, 10);
  });

  it('tell apart what leaves its node and what stays', () => {
    const { network } = madeUpNumaResult(4);
    const between = network!.matrix.flatMap((row, from) => row.filter((_, to) => to !== from));
    const value = (name: string): number | undefined =>
      MEASURES.find((one) => one.name === name)!.of(madeUpNumaResult(4));
    const messages = between.reduce((sum, count) => sum + count, 0);
    expect(value('networkMessages')).toBe(messages);
    expect(value('networkHops')).toBe(
      network!.messages.reduce(
        (sum, { byHops }) => sum + byHops.reduce((all, count, hops) => all + hops * count, 0),
        0,
      ),
    );
    expect(value('meanHops')).toBeCloseTo(value('networkHops')! / messages, 10);
    // A link carries what crosses it: bytes are counted once a link there, and once in all here.
    expect(value('networkBytes')).toBeLessThan(network!.links.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(value('remoteShare')).toBeCloseTo(75, 0);
  });

  it.each(['remoteShare', 'networkMessages', 'networkBytes', 'networkHops', 'meanHops'])(
    'have no %s of a bus',
    (name) => {
      expect(MEASURES.find((one) => one.name === name)!.applies(madeUpResult())).toBe(false);
    },
  );

  it('divide nothing by nothing', () => {
    for (const { of, unit, applies } of MEASURES) {
      if (applies(nothing())) expect(of(nothing())).toBe(unit === 'B' ? 0 : undefined);
    }
  });
});
