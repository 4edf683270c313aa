import { COUNTERS, type CounterName } from '../counters.js';
import type { Result } from '../result.js';
import type { Block } from './document.js';
import { left, right } from './document.js';
import { grouped, perThousand } from './format.js';

/** "None: BusUpd, BusWr." for counters that are 0 throughout. */
export const noneLine = (names: readonly CounterName[], where = 'None'): Block[] =>
  names.length === 0
    ? []
    : [{ kind: 'paragraph', text: `${where}: ${names.map((name) => COUNTERS[name].title).join(', ')}.` }];

/** Counters of one result, in total; those that are 0 in a line below. */
export const counterTable = ({ total }: Result, counters: readonly CounterName[]): Block[] => {
  const some = counters.filter((name) => total[name] !== 0);
  const none = counters.filter((name) => total[name] === 0);
  const table: Block = {
    kind: 'table',
    columns: [left('counter'), right('count'), left('unit'), right('per 1,000 references')],
    rows: some.map((name) => [
      COUNTERS[name].title,
      grouped(total[name]),
      COUNTERS[name].unit,
      perThousand(total[name], total.references),
    ]),
  };
  return [...(some.length > 0 ? [table] : []), ...noneLine(none)];
};
