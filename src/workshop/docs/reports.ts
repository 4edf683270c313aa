import { MEASURES, REPORTS } from '../../reports/index.js';
import { SECTION_MEASURES } from '../../reports/program-measures.js';
import { PROGRAM_REPORTS } from '../../reports/program-reports.js';
import { page, table } from './markdown.js';

/** What is told of programs, and in which files. */
const programReports = (): string[] => [
  '## Runs of programs',
  table(
    ['`--report`', 'What it is good for', 'Ending'],
    Object.values(PROGRAM_REPORTS).map(({ name, title, extension }) => [
      `\`${name}\``,
      title,
      `\`.${extension}\``,
    ]),
  ),
  'JSON Schemas: [schema/program-result.json](schema/program-result.json) of one run, [schema/program-comparison.json](schema/program-comparison.json) of several, with versions as above. `csv` has the columns `run, part, what, unit, value`; `part` is `total`, a processor’s number, `thread 3`, `lock …`, `barrier …`, `finding …`, or of a [cluster](clusters.md) `cluster`, `node 3` or `message page`, and `lost` of a finding is what was due less what was computed.',
  'The exit code is 0 if every thread ended, whether or not the program computed what it was due to: a lost update is what many runs are made to show, and stands first in the report. It is 1 after a fault, a deadlock, a livelock or the limit of instructions, and 130 after Ctrl-C, which gives the report of what was done so far.',
  'Where a program tells of its locks, a deadlock names the ring: who holds what, and waits for what, held by whom. Threads that only spin for locks of each other’s, and change no memory, are in a deadlock as well. A lock that is not given back was held to the end of the run.',
  '`--classify` tells misses apart by kind, as of a trace: true and false sharing among them. A line that the program (`flush`, `inval`) or a message takes out of the caches counts as one that they gave up.',
  'Where programs are compared over processors, a program that takes fewer threads than there are processors (`dekker` takes two) has no run there, and the report says so; `--threads` fixes the number for all.',
  'By critical section, where a program tells of locks:',
  table(
    ['Measure', 'Unit', 'Definition'],
    SECTION_MEASURES.map(({ title, unit, definition }) => [title, unit, definition]),
  ),
  '### Files of a run',
  '`--trace-out FILE` records each access of each processor, in the order in which the machine made them; the gap before an access is the cycles that its processor spent since the one before. Under sequential consistency and a coherent protocol, `cohort run FILE` on the same machine gives the same counters. A format without processors is for runs on one. An atomic is one write where the protocol lets it fetch the line to write it, and a read and a write where writes move words. Otherwise counters need not be the same: a store that waits is recorded when it is executed, and explicit flushes and what messages take out of caches have no record.',
  '`--timeline FILE` writes trace events to open at <https://ui.perfetto.dev>: a lane for each processor with what its thread waits for, holds and is blocked on, a lane for each lock with who holds it, the number of threads that wait for it, and how much goes over the bus. The lane `bus` has a slice for each transaction that a reference needs, from when it takes the bus to when it gives it back (of a split bus, the one for requests); on machines with directories there is a lane for each, and requests that caches see to within their node are left out. Without `--timed` a transaction has no length, and is a mark. A nanosecond stands for a cycle. `--timeline-events` bounds it.',
];

/** The forms of a report, and what is computed from the counters. */
export const reportsPage = (): string =>
  page(
    'Reports',
    'src/reports/',
    table(
      ['`--report`', 'What it is good for', 'Ending'],
      Object.values(REPORTS).map(({ name, title, extension }) => [`\`${name}\``, title, `\`.${extension}\``]),
    ),
    'JSON Schemas describe the `json` report of one run ([schema/result.json](schema/result.json)) and of several ([schema/comparison.json](schema/comparison.json)). The version is in the field `schema`: it changes when a field of a release goes, changes its meaning, or comes to hold what it could not. Fields come without a new version, so that a reader should pass over what it does not know. [counters.md](counters.md) says what each counter counts.',
    '`csv` has the columns `run, processor, counter, unit, value`: one row for each counter of each processor and of all (`total`), then one for each state transition, such as `I>S PrRd`, and on a machine of nodes for each type of message (`GetS count`, `GetS bytes`, `GetS hops`), pair of nodes (`node 0>1 messages`, `node 0>1 bytes`) and link (`link 3: 0>1`) with traffic. Of a timed run there are further rows for its time (`cycles`, `compute`, `idle` and `stall busWait` of each processor), its latencies (`latency l1 p99`, `latency l1 up to 4`), its resources (`bus 0 busy`) and its memories (`memory node 0 rowHits`).',
    'Latencies of a timed run are counted in a bucket for each cycle below 16 and in eight buckets for each power of two above, and the median and the 99th percentile are ends of buckets: exact below 16 cycles, up to an eighth too long above, never more than the longest. Counts, sums, and so means, and the longest are exact.',
    '## Measures',
    'Computed from the counters of all processors and from the network’s traffic:',
    table(
      ['Measure', 'Unit', 'Definition'],
      MEASURES.map(({ title, unit, definition }) => [title, unit, definition]),
    ),
    ...programReports(),
  );
