/** Misses by kind: cold, capacity, conflict, true and false sharing. */
import { COUNTERS, type CounterName } from '../counters.js';
import type { Result } from '../result.js';
import { type Block, left, right } from './document.js';
import { grouped, percent, perThousand } from './format.js';
import { COUNTER_GROUPS, MISS_KINDS } from './groups.js';

const KINDS: readonly CounterName[] =
  COUNTER_GROUPS.find(({ title }) => title === MISS_KINDS)?.counters ?? [];

const SHARING: readonly CounterName[] = ['trueSharingMisses', 'falseSharingMisses'];

/** Misses by kind, or that they were not told apart. */
export const missKinds = ({ total, classified }: Result): Block[] => {
  const heading: Block = { kind: 'heading', text: 'Misses by kind' };
  if (!classified)
    return [
      heading,
      { kind: 'paragraph', text: 'Not counted: miss classification was off (classify turns it on).' },
    ];
  const row = (title: string, misses: number): string[] => [
    title,
    grouped(misses),
    percent(misses, total.misses),
    perThousand(misses, total.references),
  ];
  return [
    heading,
    {
      kind: 'table',
      columns: [
        left('kind'),
        right('misses', 'references'),
        right('share', 'of misses'),
        right('rate', 'per 1,000 references'),
      ],
      rows: [
        ...KINDS.map((name) =>
          row(`${SHARING.includes(name) ? '· ' : ''}${COUNTERS[name].title}`, total[name]),
        ),
        row('all', total.misses),
      ],
    },
  ];
};
