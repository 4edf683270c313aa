/** What is counted of a cluster. */

/** Kinds of messages, in the order in which they are listed. */
export const CLUSTER_MESSAGES = [
  'data',
  'request',
  'forward',
  'page',
  'grant',
  'confirm',
  'invalidate',
  'acknowledge',
  'diffRequest',
  'diffs',
  'lineRequest',
  'lineForward',
  'line',
  'lineInvalidate',
  'lineAcknowledge',
  'waitRequest',
  'wakeRequest',
  'woken',
  'wakeReply',
  'lockRequest',
  'lockForward',
  'lockGrant',
  'barrierArrive',
  'barrierDepart',
] as const;
export type ClusterMessage = (typeof CLUSTER_MESSAGES)[number];

/** What each node counts. */
export const NODE_COUNTERS = {
  readFaults: 'page faults of loads',
  writeFaults: 'page faults of stores and atomics',
  pagesReceived: 'pages that came from other nodes',
  pagesSent: 'pages sent to other nodes',
  invalidations: 'pages that the node had and lost by what others wrote',
  twins: 'pages copied before they were written',
  diffsCreated: 'differences between a page and its twin that were worked out',
  diffBytesCreated: 'bytes of those, with their lengths and places',
  diffsApplied: 'differences of other nodes that went into pages',
  diffBytesApplied: 'bytes of those',
  writeNoticesReceived: 'pages that the node was told of as written elsewhere',
  lineFaults: 'accesses to lines kept apart from pages (.sync) that the node did not have',
  linesReceived: 'such lines that came from other nodes',
  linesSent: 'such lines sent to other nodes',
  lineInvalidations: 'such lines that the node had and lost by what others wrote',
  messagesSent: 'messages sent',
  bytesSent: 'bytes of those, headers included',
  messagesReceived: 'messages received',
  bytesReceived: 'bytes of those, headers included',
  computeCycles: 'cycles in which threads executed instructions, accesses of a timed machine included',
  sleepCycles: 'cycles in which threads slept, or waited to be woken on a node without shared memory',
  faultWaitCycles: 'cycles in which threads waited for pages',
  lineWaitCycles: 'cycles in which threads waited for lines',
  wakeWaitCycles: 'cycles in which threads waited to be woken, or to hear whom they woke',
  lockWaitCycles: 'cycles in which threads waited for locks of the system',
  barrierWaitCycles: 'cycles in which threads waited at barriers of the system',
  messageWaitCycles: 'cycles in which threads waited for messages of the program',
  overheadCycles: 'cycles in which threads sent and received messages of the program (o and s)',
  interruptCycles: 'cycles that threads lost to requests of other nodes',
  handlerCycles: 'all cycles that went into requests of other nodes, also while threads waited or had ended',
} as const;
export type NodeCounter = keyof typeof NODE_COUNTERS;
export type NodeCounts = Readonly<Record<NodeCounter, number>>;

/** Messages of one kind. */
export interface MessageCount {
  readonly kind: ClusterMessage;
  readonly messages: number;
  readonly bytes: number;
}

const NAMES = Object.keys(NODE_COUNTERS) as NodeCounter[];

export const noCounts = (): Record<NodeCounter, number> =>
  Object.fromEntries(NAMES.map((name) => [name, 0])) as Record<NodeCounter, number>;

export class Traffic {
  private readonly nodes: Record<NodeCounter, number>[];
  private readonly kinds = new Map<ClusterMessage, { messages: number; bytes: number }>(
    CLUSTER_MESSAGES.map((kind) => [kind, { messages: 0, bytes: 0 }]),
  );

  constructor(nodes: number) {
    this.nodes = Array.from({ length: nodes }, noCounts);
  }

  add(node: number, counter: NodeCounter, by = 1): void {
    const counts = this.nodes[node];
    if (counts) counts[counter] += by;
  }

  of(node: number): NodeCounts {
    return this.nodes[node] ?? noCounts();
  }

  message(kind: ClusterMessage, from: number, to: number, bytes: number): void {
    const count = this.kinds.get(kind);
    if (count) {
      count.messages++;
      count.bytes += bytes;
    }
    this.add(from, 'messagesSent');
    this.add(from, 'bytesSent', bytes);
    this.add(to, 'messagesReceived');
    this.add(to, 'bytesReceived', bytes);
  }

  /** Kinds of which there were any. */
  messages(): MessageCount[] {
    return [...this.kinds]
      .filter(([, { messages }]) => messages > 0)
      .map(([kind, count]) => ({ kind, ...count }));
  }

  byNode(): NodeCounts[] {
    return this.nodes.map((counts) => ({ ...counts }));
  }

  total(): NodeCounts {
    const sum = noCounts();
    for (const node of this.nodes) for (const name of NAMES) sum[name] += node[name];
    return sum;
  }
}
