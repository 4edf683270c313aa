/** What the core is told of nodes, and what it counted between them. Where things lie: assembly/messages.ts. */
import type { MachineConfig } from '../config/machine.js';
import type { DirectoryConfig, NumaConfig, PlacementConfig } from '../config/numa.js';
import { organisationNamed } from '../directories/index.js';
import { answeredByHome, commonSuppliers } from '../protocol/home-answers.js';
import type { CompiledProtocol } from '../protocol/types.js';
import { MESSAGES, type MessageName, type NetworkResult } from '../result.js';
import { type Core, unsigned } from './core.js';
import { wordInvalidates } from './counted.js';
import { MESSAGE_TYPES } from './message-types.js';

/** What joins the nodes, as far as traffic is concerned. `src/topologies` makes them. */
export interface NodeNetwork {
  readonly topology: string;
  readonly links: readonly { readonly from: number; readonly to: number }[];
  /** Whether responses go other ways than requests, of as many hops. */
  readonly partsKinds: boolean;
  hops(from: number, to: number): number;
  route(from: number, to: number, message?: 'request' | 'response'): readonly number[];
}

/** Codes as in assembly/placement.ts. */
const PLACEMENT = {
  'line-interleave': 0,
  'page-interleave': 1,
  'first-touch': 2,
  bind: 3,
  ranges: 4,
  'next-touch': 5,
} as const satisfies Record<PlacementConfig['policy'], number>;

/** Pages that can be placed by touch: 2^20, at 16 bytes each. */
export const TOUCHED_PAGES_BITS = 20;
/** Bytes of a range in the core: two u64 and a node. */
const RANGE_BYTES = 24;

const byTouch = ({ policy }: PlacementConfig): boolean => policy === 'first-touch' || policy === 'next-touch';

/** A bit for each state, by its code: set if no copy in another node can be newer, or need be told. */
const owningStates = ({ states }: CompiledProtocol): number =>
  states.reduce(
    (bits, { code, attributes }) =>
      attributes.includes('exclusive') || attributes.includes('dirty') ? bits | (1 << code) : bits,
    0,
  );

/** A bit for each state, by its code: set if a holder of it leaves the answer to the line's home. */
const yieldingStates = (protocol: CompiledProtocol, { cleanFrom }: DirectoryConfig): number =>
  cleanFrom === 'home' ? commonSuppliers(protocol).reduce((bits, { code }) => bits | (1 << code), 0) : 0;

/**
 * The table that the core goes by. Where directories know processors, every holder is one that a home
 * would have to ask; where they know nodes, that depends on where it is (assembly/home-of-nodes.ts).
 */
export const tableOf = (protocol: CompiledProtocol, { numa }: MachineConfig): Uint32Array => {
  const yields = numa?.directory.cleanFrom === 'home' && numa.directory.tracks === 'processors';
  return (yields ? answeredByHome(protocol) : protocol).table;
};

/** Tells the core how the nodes are laid out; before its memory is. */
export const configureNodes = (core: Core, machine: MachineConfig, protocol: CompiledProtocol): void => {
  const { exports } = core;
  const { numa } = machine;
  if (numa === null) {
    exports.setNodes(0, 0, 0, 1, 0, 0, wordInvalidates(protocol), false, 0, 0);
    exports.setPlacement(0, 0, 0, 1, 0, 0);
    return;
  }
  const { directory, placement } = numa;
  const sparse = directory.organisation === 'sparse';
  exports.setNodes(
    numa.nodes,
    organisationNamed(directory.organisation).code,
    directory.pointers,
    directory.regionProcessors,
    sparse ? directory.entries / directory.ways : 0,
    sparse ? directory.ways : 0,
    wordInvalidates(protocol),
    directory.tracks === 'nodes',
    owningStates(protocol),
    yieldingStates(protocol, directory),
  );
  exports.setPlacement(
    PLACEMENT[placement.policy],
    placement.node,
    Math.log2(placement.pageBytes),
    placement.intervalReferences,
    placement.policy === 'ranges' ? placement.ranges.length : 0,
    byTouch(placement) ? TOUCHED_PAGES_BITS : 0,
  );
};

/** Writes ranges into the core's memory; before its run is reset. */
export const placeNodes = (core: Core, { placement }: NumaConfig): void => {
  const { exports, memory } = core;
  if (placement.policy !== 'ranges') return;
  const view = new DataView(memory.buffer, unsigned(exports.ranges));
  placement.ranges.forEach(({ from, to, node }, i) => {
    view.setBigUint64(i * RANGE_BYTES, BigInt(from), true);
    view.setBigUint64(i * RANGE_BYTES + 8, BigInt(to), true);
    view.setUint32(i * RANGE_BYTES + 16, node, true);
  });
};

/** Sizes of messages, in bytes. */
interface MessageBytes {
  readonly header: number;
  readonly line: number;
  readonly word: number;
  readonly page: number;
}

const square = <T>(nodes: number, of: (from: number, to: number) => T): T[][] =>
  Array.from({ length: nodes }, (_, from) => Array.from({ length: nodes }, (__, to) => of(from, to)));

/** How many messages of a type went from node to node. */
type Counted = (from: number, to: number, type: MessageName) => number;

/** Every Put is answered, which the core leaves to be added here. */
const withAnswers =
  (counted: Counted): Counted =>
  (from, to, type) =>
    type === 'PutAck' ? counted(to, from, 'Put') + counted(to, from, 'PutData') : counted(from, to, type);

const countedIn = (core: Core, nodes: number): Counted => {
  const { exports, memory } = core;
  const all = new BigUint64Array(memory.buffer, unsigned(exports.messages), nodes * nodes * MESSAGES.length);
  const places = new Map(MESSAGES.map((type, i) => [type, i]));
  return withAnswers((from, to, type) =>
    Number(all[(from * nodes + to) * MESSAGES.length + (places.get(type) ?? 0)] ?? 0n),
  );
};

/** Bytes of so many messages of a type; `words`: bus words that those of type WriteThrough carry. */
const bytesOf = (type: MessageName, count: number, sizes: MessageBytes, words: number): number => {
  const { carries } = MESSAGE_TYPES[type];
  const payload = {
    nothing: 0,
    words: words * sizes.word,
    line: count * sizes.line,
    page: count * sizes.page,
  }[carries];
  return count * sizes.header + payload;
};

const messagesOf = (
  counted: Counted,
  nodes: number,
  network: NodeNetwork,
  sizes: MessageBytes,
  words: number,
): NetworkResult['messages'] =>
  MESSAGES.map((type) => {
    const byHops: number[] = [];
    for (let from = 0; from < nodes; from++) {
      for (let to = 0; to < nodes; to++) {
        const count = counted(from, to, type);
        if (count === 0) continue;
        const hops = network.hops(from, to);
        while (byHops.length <= hops) byHops.push(0);
        byHops[hops] = (byHops[hops] ?? 0) + count;
      }
    }
    const count = byHops.reduce((sum, one) => sum + one, 0);
    const hops = byHops.reduce((sum, one, distance) => sum + one * distance, 0);
    return { type, count, bytes: bytesOf(type, count, sizes, words), hops, byHops };
  }).filter(({ count }) => count > 0);

const KINDS = ['request', 'response'] as const;

/** Bytes from node to node. */
type Bytes = readonly (readonly number[])[];

const linksOf = (
  network: NodeNetwork,
  bytes: Readonly<Record<(typeof KINDS)[number], Bytes>>,
): NetworkResult['links'] => {
  const carried = new Array<number>(network.links.length).fill(0);
  for (const kind of KINDS) {
    bytes[kind].forEach((row, from) => {
      row.forEach((amount, to) => {
        if (amount === 0 || from === to) return;
        for (const link of network.route(from, to, kind)) carried[link] = (carried[link] ?? 0) + amount;
      });
    });
  }
  return network.links.map(({ from, to }, i) => ({ from, to, bytes: carried[i] ?? 0 }));
};

/** The traffic between nodes so far. */
export const networkResultOf = (
  core: Core,
  machine: MachineConfig,
  numa: NumaConfig,
  network: NodeNetwork,
): NetworkResult => {
  const { exports, memory } = core;
  const { nodes } = numa;
  exports.settleExchanges();
  const sizes = {
    header: numa.network.headerBytes,
    line: machine.lineBytes,
    word: machine.bus.wordBytes,
    page: numa.placement.pageBytes,
  };
  const counted = countedIn(core, nodes);
  const wordsOut = new BigUint64Array(memory.buffer, unsigned(exports.wordsOut), nodes * nodes);
  const matrix = square(nodes, (from, to) =>
    MESSAGES.reduce((sum, type) => sum + counted(from, to, type), 0),
  );
  const bytesOfKind = (kind: (typeof KINDS)[number]): number[][] =>
    square(nodes, (from, to) => {
      const words = Number(wordsOut[from * nodes + to] ?? 0n);
      return MESSAGES.filter((type) => MESSAGE_TYPES[type].kind === kind).reduce(
        (sum, type) => sum + bytesOf(type, counted(from, to, type), sizes, words),
        0,
      );
    });
  const ofKind = { request: bytesOfKind('request'), response: bytesOfKind('response') };
  const bytes = square(nodes, (from, to) =>
    KINDS.reduce((sum, kind) => sum + (ofKind[kind][from]?.[to] ?? 0), 0),
  );
  const allWords = wordsOut.reduce((sum, one) => sum + Number(one), 0);
  return {
    nodes,
    topology: network.topology,
    messages: messagesOf(counted, nodes, network, sizes, allWords),
    matrix,
    bytes,
    links: linksOf(network, ofKind),
  };
};
