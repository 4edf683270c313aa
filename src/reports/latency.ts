/** How long references took, by how they were served. */
import type { LatencyResult, TimingResult } from '../result.js';
import { type Block, left, right } from './document.js';
import { fixed, grouped, percent } from './format.js';
import { CLASS_TITLES } from './time-names.js';

/** Rows of a histogram, and characters of its longest bar. */
const MOST_BARS = 12;
const LONGEST_BAR = 30;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const table = ({ classes }: TimingResult): Block => {
  const all = sum(classes.map(({ count }) => count));
  return {
    kind: 'table',
    columns: [
      left('served by'),
      right('references'),
      right('share'),
      right('mean', 'cycles'),
      right('median', 'cycles'),
      right('99th percentile', 'cycles'),
      right('longest', 'cycles'),
    ],
    rows: classes.map((latency) => [
      CLASS_TITLES[latency.class],
      grouped(latency.count),
      percent(latency.count, all),
      fixed(latency.cycles / latency.count),
      grouped(latency.p50),
      grouped(latency.p99),
      grouped(latency.max),
    ]),
  };
};

interface Bar {
  readonly from: number;
  readonly upTo: number;
  readonly count: number;
}

/** Buckets beside each other as one, until there are few enough; what is far apart stays apart longest. */
const joinedBars = ({ histogram }: LatencyResult): Bar[] => {
  let bars: Bar[] = histogram.map(({ upTo, count }, at) => ({
    from: at === 0 ? 0 : histogram[at - 1]!.upTo + 1,
    upTo,
    count,
  }));
  for (let ratio = 1.25; bars.length > MOST_BARS; ratio *= 1.25) {
    const joined: Bar[] = [];
    for (const bar of bars) {
      const last = joined.at(-1);
      if (last !== undefined && bar.upTo <= (last.from + 1) * ratio)
        joined[joined.length - 1] = { from: last.from, upTo: bar.upTo, count: last.count + bar.count };
      else joined.push(bar);
    }
    bars = joined;
  }
  return bars;
};

const histogramRows = (latency: LatencyResult): string[][] => {
  const bars = joinedBars(latency);
  const most = Math.max(...bars.map(({ count }) => count));
  return bars.map(({ upTo, count }, at) => [
    at === 0 ? CLASS_TITLES[latency.class] : '',
    grouped(Math.min(upTo, latency.max)),
    grouped(count),
    '█'.repeat(Math.max(1, Math.round((LONGEST_BAR * count) / most))),
  ]);
};

/** Latencies by class, and how each spreads where it does. */
export const latencyBlocks = (timing: TimingResult): Block[] => {
  const spread = timing.classes.filter(({ histogram }) => histogram.length > 1);
  if (spread.length === 0) return [table(timing)];
  return [
    table(timing),
    {
      kind: 'paragraph',
      text: 'How latencies spread; each row counts those above the row before it, up to its own:',
    },
    {
      kind: 'table',
      columns: [left('served by'), right('up to', 'cycles'), right('references'), left('')],
      rows: spread.flatMap(histogramRows),
    },
  ];
};
