import { MEASURES, REPORTS } from '../../reports/index.js';
import { page, table } from './markdown.js';

/** The forms of a report, and what is computed from the counters. */
export const reportsPage = (): string =>
  page(
    'Reports',
    'src/reports/',
    table(
      ['`--report`', 'What it is good for', 'Ending'],
      Object.values(REPORTS).map(({ name, title, extension }) => [`\`${name}\``, title, `\`.${extension}\``]),
    ),
    'JSON Schemas describe the `json` report of one run ([schema/result.json](schema/result.json)) and of several ([schema/comparison.json](schema/comparison.json)). The version is in the field `schema`; it changes when a field changes its meaning or goes. [counters.md](counters.md) says what each counter counts.',
    '`csv` has the columns `run, processor, counter, unit, value`: one row for each counter of each processor and of all (`total`), then one for each state transition, such as `I>S PrRd`, and on a machine of nodes for each type of message (`GetS count`, `GetS bytes`, `GetS hops`), pair of nodes (`node 0>1 messages`, `node 0>1 bytes`) and link (`link 3: 0>1`) with traffic. Of a timed run there are further rows for its time (`cycles`, `compute`, `idle` and `stall busWait` of each processor), its latencies (`latency l1 p99`, `latency l1 up to 4`), its resources (`bus 0 busy`) and its memories (`memory node 0 rowHits`).',
    '## Measures',
    'Computed from the counters of all processors and from the network’s traffic:',
    table(
      ['Measure', 'Unit', 'Definition'],
      MEASURES.map(({ title, unit, definition }) => [title, unit, definition]),
    ),
  );
