/**
 * Courses of events over one line and three caches, worked out by hand from the papers, with what
 * each protocol must do at each step. The cases that start as "the running example" are Culler &
 * Singh's: P1 reads u, P3 reads u, P3 writes u, P1 reads u, P2 reads u.
 */
export interface SequenceStep {
  /** From 0. */
  readonly processor: number;
  readonly op: 'read' | 'write' | 'evict';
  /** The state of each cache after the step. */
  readonly states: readonly string[];
  /** Transactions that the step puts on the bus, in order. */
  readonly bus: readonly string[];
  /** Who answers the fill: a processor or memory. Left out: no line is fetched. */
  readonly data?: number | 'memory';
  /** What memory takes, in order: the line (flush, write-back), the written word. Left out: nothing. */
  readonly written?: readonly ('line' | 'word')[];
}

export interface Sequence {
  readonly protocol: string;
  readonly title: string;
  readonly source: string;
  readonly steps: readonly SequenceStep[];
}

const CULLER_SINGH =
  'D. E. Culler, J. P. Singh, Parallel Computer Architecture, 1999, sections 5.1 to 5.3: the example of three processors that share u';
const ARCHIBALD_BAER =
  'J. Archibald, J.-L. Baer, Cache Coherence Protocols: Evaluation Using a Multiprocessor Simulation Model, 1986, section 3';
const SWEAZEY_SMITH =
  'P. Sweazey, A. J. Smith, A Class of Compatible Cache Consistency Protocols and their Support by the IEEE Futurebus, 1986';
const GOODMAN_HUM =
  'J. R. Goodman, H. H. J. Hum, MESIF: A Two-Hop Cache Coherency Protocol for Point-to-Point Interconnects, 2004';

export const SEQUENCES: readonly Sequence[] = [
  {
    protocol: 'none',
    title: 'another processor’s write stays unseen',
    source: CULLER_SINGH,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['V', 'I', 'V'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['V', 'I', 'D'], bus: [] },
      { processor: 0, op: 'read', states: ['V', 'I', 'D'], bus: [] },
      { processor: 1, op: 'read', states: ['V', 'V', 'D'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'evict', states: ['V', 'V', 'I'], bus: [], written: ['line'] },
    ],
  },
  {
    protocol: 'VI',
    title: 'the running example',
    source: CULLER_SINGH,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['V', 'I', 'V'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['I', 'I', 'V'], bus: ['BusWr'], written: ['word'] },
      { processor: 0, op: 'read', states: ['V', 'I', 'V'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'read', states: ['V', 'V', 'V'], bus: ['BusRd'], data: 'memory' },
    ],
  },
  {
    protocol: 'VI',
    title: 'a write miss does not allocate',
    source: CULLER_SINGH,
    steps: [
      { processor: 1, op: 'read', states: ['I', 'V', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 0, op: 'write', states: ['I', 'I', 'I'], bus: ['BusWr'], written: ['word'] },
      { processor: 1, op: 'read', states: ['I', 'V', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'evict', states: ['I', 'I', 'I'], bus: [] },
    ],
  },
  {
    protocol: 'MI',
    title: 'the running example',
    source: CULLER_SINGH,
    steps: [
      { processor: 0, op: 'read', states: ['M', 'I', 'I'], bus: ['BusRdX'], data: 'memory' },
      { processor: 2, op: 'read', states: ['I', 'I', 'M'], bus: ['BusRdX'], data: 0 },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: [] },
      { processor: 0, op: 'read', states: ['M', 'I', 'I'], bus: ['BusRdX'], data: 2 },
      { processor: 1, op: 'read', states: ['I', 'M', 'I'], bus: ['BusRdX'], data: 0 },
      { processor: 1, op: 'evict', states: ['I', 'I', 'I'], bus: [], written: ['line'] },
    ],
  },
  {
    protocol: 'write-once',
    title: 'the running example, and a second write that stays in the cache',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['V', 'I', 'V'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['I', 'I', 'R'], bus: ['BusWr'], written: ['word'] },
      { processor: 2, op: 'write', states: ['I', 'I', 'D'], bus: [] },
      { processor: 0, op: 'read', states: ['V', 'I', 'V'], bus: ['BusRd'], data: 2, written: ['line'] },
      { processor: 1, op: 'read', states: ['V', 'V', 'V'], bus: ['BusRd'], data: 'memory' },
    ],
  },
  {
    protocol: 'write-once',
    title: 'a reserved line is clean: it is read from memory, and dropped in silence',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 0, op: 'write', states: ['R', 'I', 'I'], bus: ['BusWr'], written: ['word'] },
      { processor: 1, op: 'read', states: ['V', 'V', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'write', states: ['I', 'R', 'I'], bus: ['BusWr'], written: ['word'] },
      { processor: 1, op: 'evict', states: ['I', 'I', 'I'], bus: [] },
    ],
  },
  {
    protocol: 'write-once',
    title: 'a write miss takes a dirty line from its cache',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'write', states: ['D', 'I', 'I'], bus: ['BusRdX'], data: 'memory' },
      { processor: 1, op: 'write', states: ['I', 'D', 'I'], bus: ['BusRdX'], data: 0 },
      { processor: 1, op: 'evict', states: ['I', 'I', 'I'], bus: [], written: ['line'] },
    ],
  },
  {
    protocol: 'Synapse',
    title: 'the running example: an owner that is read loses its copy',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['V', 'I', 'V'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['I', 'I', 'D'], bus: ['BusRdX'], data: 'memory' },
      {
        processor: 0,
        op: 'read',
        states: ['V', 'I', 'I'],
        bus: ['BusRd'],
        data: 'memory',
        written: ['line'],
      },
      { processor: 1, op: 'read', states: ['V', 'V', 'I'], bus: ['BusRd'], data: 'memory' },
    ],
  },
  {
    protocol: 'Synapse',
    title: 'a write always fetches the line from memory, which the owner writes first',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 1, op: 'write', states: ['I', 'D', 'I'], bus: ['BusRdX'], data: 'memory' },
      { processor: 1, op: 'write', states: ['I', 'D', 'I'], bus: [] },
      {
        processor: 0,
        op: 'write',
        states: ['D', 'I', 'I'],
        bus: ['BusRdX'],
        data: 'memory',
        written: ['line'],
      },
      { processor: 0, op: 'evict', states: ['I', 'I', 'I'], bus: [], written: ['line'] },
    ],
  },
  {
    protocol: 'MSI',
    title: 'the running example',
    source: CULLER_SINGH,
    steps: [
      { processor: 0, op: 'read', states: ['S', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusUpgr'] },
      { processor: 0, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 2, written: ['line'] },
      { processor: 1, op: 'read', states: ['S', 'S', 'S'], bus: ['BusRd'], data: 'memory' },
    ],
  },
  {
    protocol: 'MSI',
    title: 'a modified line moves from writer to writer without a stop in memory',
    source: CULLER_SINGH,
    steps: [
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: ['BusRdX'], data: 'memory' },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: [] },
      { processor: 1, op: 'write', states: ['I', 'M', 'I'], bus: ['BusRdX'], data: 0 },
      { processor: 1, op: 'evict', states: ['I', 'I', 'I'], bus: [], written: ['line'] },
    ],
  },
  {
    protocol: 'Berkeley',
    title: 'the running example: the owner answers, and memory is not written',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['V', 'I', 'V'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['I', 'I', 'D'], bus: ['BusUpgr'] },
      { processor: 0, op: 'read', states: ['V', 'I', 'SD'], bus: ['BusRd'], data: 2 },
      { processor: 1, op: 'read', states: ['V', 'V', 'SD'], bus: ['BusRd'], data: 2 },
      { processor: 2, op: 'write', states: ['I', 'I', 'D'], bus: ['BusUpgr'] },
    ],
  },
  {
    protocol: 'Berkeley',
    title: 'ownership passes on a write, and ends with the owner’s eviction',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'write', states: ['D', 'I', 'I'], bus: ['BusRdX'], data: 'memory' },
      { processor: 1, op: 'read', states: ['SD', 'V', 'I'], bus: ['BusRd'], data: 0 },
      { processor: 1, op: 'write', states: ['I', 'D', 'I'], bus: ['BusUpgr'] },
      { processor: 2, op: 'write', states: ['I', 'I', 'D'], bus: ['BusRdX'], data: 1 },
      { processor: 0, op: 'read', states: ['V', 'I', 'SD'], bus: ['BusRd'], data: 2 },
      { processor: 2, op: 'evict', states: ['V', 'I', 'I'], bus: [], written: ['line'] },
      { processor: 1, op: 'read', states: ['V', 'V', 'I'], bus: ['BusRd'], data: 'memory' },
    ],
  },
  {
    protocol: 'MESI',
    title: 'the running example: caches answer, clean or not',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 0 },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusUpgr'] },
      { processor: 0, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 2, written: ['line'] },
      { processor: 1, op: 'read', states: ['S', 'S', 'S'], bus: ['BusRd'], data: 0 },
    ],
  },
  {
    protocol: 'MESI',
    title: 'a private line is written without a transaction',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: [] },
      { processor: 1, op: 'write', states: ['I', 'M', 'I'], bus: ['BusRdX'], data: 0 },
      { processor: 1, op: 'evict', states: ['I', 'I', 'I'], bus: [], written: ['line'] },
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 0, op: 'evict', states: ['I', 'I', 'I'], bus: [] },
    ],
  },
  {
    protocol: 'MESI-memory',
    title: 'the running example: memory answers unless a copy is modified',
    source: SWEAZEY_SMITH,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusUpgr'] },
      { processor: 0, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 2, written: ['line'] },
      { processor: 1, op: 'read', states: ['S', 'S', 'S'], bus: ['BusRd'], data: 'memory' },
    ],
  },
  {
    protocol: 'MESI-memory',
    title: 'who wants to write an exclusive line has it from memory, a modified one from its holder',
    source: SWEAZEY_SMITH,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'write', states: ['I', 'M', 'I'], bus: ['BusRdX'], data: 'memory' },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusRdX'], data: 1 },
      { processor: 2, op: 'evict', states: ['I', 'I', 'I'], bus: [], written: ['line'] },
    ],
  },
  {
    protocol: 'MOSI',
    title: 'the running example: the owner answers, and memory is not written',
    source: SWEAZEY_SMITH,
    steps: [
      { processor: 0, op: 'read', states: ['S', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusUpgr'] },
      { processor: 0, op: 'read', states: ['S', 'I', 'O'], bus: ['BusRd'], data: 2 },
      { processor: 1, op: 'read', states: ['S', 'S', 'O'], bus: ['BusRd'], data: 2 },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: ['BusUpgr'] },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusRdX'], data: 0 },
    ],
  },
  {
    protocol: 'MOESI',
    title: 'the running example: only an owner intervenes',
    source: SWEAZEY_SMITH,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusUpgr'] },
      { processor: 0, op: 'read', states: ['S', 'I', 'O'], bus: ['BusRd'], data: 2 },
      { processor: 1, op: 'read', states: ['S', 'S', 'O'], bus: ['BusRd'], data: 2 },
      { processor: 2, op: 'evict', states: ['S', 'S', 'I'], bus: [], written: ['line'] },
      { processor: 2, op: 'read', states: ['S', 'S', 'S'], bus: ['BusRd'], data: 'memory' },
    ],
  },
  {
    protocol: 'MOESI',
    title: 'a private line is written without a transaction, and an owner upgrades',
    source: SWEAZEY_SMITH,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: [] },
      { processor: 1, op: 'read', states: ['O', 'S', 'I'], bus: ['BusRd'], data: 0 },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: ['BusUpgr'] },
      { processor: 0, op: 'evict', states: ['I', 'I', 'I'], bus: [], written: ['line'] },
    ],
  },
  {
    protocol: 'MESIF',
    title: 'the running example: the newest reader forwards',
    source: GOODMAN_HUM,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'I', 'F'], bus: ['BusRd'], data: 0 },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusUpgr'] },
      { processor: 0, op: 'read', states: ['F', 'I', 'S'], bus: ['BusRd'], data: 2, written: ['line'] },
      { processor: 1, op: 'read', states: ['S', 'F', 'S'], bus: ['BusRd'], data: 0 },
    ],
  },
  {
    protocol: 'MESIF',
    title: 'without a forwarder memory answers, and the reader forwards from then on',
    source: GOODMAN_HUM,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'read', states: ['S', 'F', 'I'], bus: ['BusRd'], data: 0 },
      { processor: 1, op: 'evict', states: ['S', 'I', 'I'], bus: [] },
      { processor: 2, op: 'read', states: ['S', 'I', 'F'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'read', states: ['S', 'F', 'S'], bus: ['BusRd'], data: 2 },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: ['BusUpgr'] },
    ],
  },
  {
    protocol: 'MOESIF',
    title: 'the running example: an owner forwards while memory is old',
    source: SWEAZEY_SMITH,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'I', 'F'], bus: ['BusRd'], data: 0 },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusUpgr'] },
      { processor: 0, op: 'read', states: ['S', 'I', 'O'], bus: ['BusRd'], data: 2 },
      { processor: 1, op: 'read', states: ['S', 'S', 'O'], bus: ['BusRd'], data: 2 },
    ],
  },
  {
    protocol: 'MOESIF',
    title: 'after the owner’s eviction memory answers once, and that reader forwards',
    source: GOODMAN_HUM,
    steps: [
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusRdX'], data: 'memory' },
      { processor: 0, op: 'read', states: ['S', 'I', 'O'], bus: ['BusRd'], data: 2 },
      { processor: 2, op: 'evict', states: ['S', 'I', 'I'], bus: [], written: ['line'] },
      { processor: 1, op: 'read', states: ['S', 'F', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'S', 'F'], bus: ['BusRd'], data: 1 },
      { processor: 2, op: 'write', states: ['I', 'I', 'M'], bus: ['BusUpgr'] },
    ],
  },
  {
    protocol: 'Firefly',
    title: 'the running example: copies are updated, memory too',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 0 },
      { processor: 2, op: 'write', states: ['S', 'I', 'S'], bus: ['BusUpd'], written: ['word'] },
      { processor: 0, op: 'read', states: ['S', 'I', 'S'], bus: [] },
      { processor: 1, op: 'read', states: ['S', 'S', 'S'], bus: ['BusRd'], data: 0 },
    ],
  },
  {
    protocol: 'Firefly',
    title: 'the last sharer finds out that it is alone',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'read', states: ['S', 'S', 'I'], bus: ['BusRd'], data: 0 },
      { processor: 0, op: 'evict', states: ['I', 'S', 'I'], bus: [] },
      { processor: 1, op: 'write', states: ['I', 'V', 'I'], bus: ['BusUpd'], written: ['word'] },
      { processor: 1, op: 'write', states: ['I', 'D', 'I'], bus: [] },
      { processor: 2, op: 'read', states: ['I', 'S', 'S'], bus: ['BusRd'], data: 1, written: ['line'] },
    ],
  },
  {
    protocol: 'Firefly',
    title: 'a write miss updates the sharers, or stays in the cache if there are none',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'write', states: ['D', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      {
        processor: 1,
        op: 'write',
        states: ['S', 'S', 'I'],
        bus: ['BusRd', 'BusUpd'],
        data: 0,
        written: ['line', 'word'],
      },
      { processor: 0, op: 'evict', states: ['I', 'S', 'I'], bus: [] },
    ],
  },
  {
    protocol: 'Dragon',
    title: 'the running example: copies are updated, memory is not',
    source: CULLER_SINGH,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['Sc', 'I', 'Sc'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['Sc', 'I', 'Sm'], bus: ['BusUpd'] },
      { processor: 0, op: 'read', states: ['Sc', 'I', 'Sm'], bus: [] },
      { processor: 1, op: 'read', states: ['Sc', 'Sc', 'Sm'], bus: ['BusRd'], data: 2 },
    ],
  },
  {
    protocol: 'Dragon',
    title: 'the last writer owns the line',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: [] },
      { processor: 1, op: 'read', states: ['Sm', 'Sc', 'I'], bus: ['BusRd'], data: 0 },
      { processor: 1, op: 'write', states: ['Sc', 'Sm', 'I'], bus: ['BusUpd'] },
      { processor: 1, op: 'evict', states: ['Sc', 'I', 'I'], bus: [], written: ['line'] },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: ['BusUpd'] },
    ],
  },
  {
    protocol: 'Dragon',
    title: 'a write miss updates the sharers, or stays in the cache if there are none',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'write', states: ['Sc', 'Sm', 'I'], bus: ['BusRd', 'BusUpd'], data: 0 },
      { processor: 2, op: 'write', states: ['Sc', 'Sc', 'Sm'], bus: ['BusRd', 'BusUpd'], data: 1 },
      { processor: 2, op: 'evict', states: ['Sc', 'Sc', 'I'], bus: [], written: ['line'] },
    ],
  },
];
