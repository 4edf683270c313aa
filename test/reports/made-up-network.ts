/** Results of machines of nodes made up for the reports. */
import type { DirectoryConfig } from '../../src/config/numa.js';
import { parseMachine } from '../../src/config/parse.js';
import type { Counters } from '../../src/counters.js';
import { MESSAGES, type MessageName, type NetworkResult, type Result } from '../../src/result.js';
import { buildNetwork } from '../../src/topologies/index.js';
import { madeUpResult, sumOf } from './made-up-result.js';

const LINE_BYTES = 64;
const HEADER_BYTES = 8;
const PROCESSORS_OF_NODE = 2;

/** Messages sent one after the other, added up. */
class Traffic {
  private readonly counts = new Map<MessageName, { bytes: number; byHops: number[] }>();
  private readonly matrix: number[][];
  private readonly bytes: number[][];
  private readonly links: number[];

  constructor(private readonly network: ReturnType<typeof buildNetwork>) {
    const zeros = (): number[] => Array.from({ length: network.nodes }, () => 0);
    this.matrix = zeros().map(zeros);
    this.bytes = zeros().map(zeros);
    this.links = network.links.map(() => 0);
  }

  send(type: MessageName, from: number, to: number, count: number, dataBytes = 0): void {
    if (count === 0) return;
    const bytes = count * (HEADER_BYTES + dataBytes);
    const entry = this.counts.get(type) ?? { bytes: 0, byHops: [] };
    this.counts.set(type, entry);
    const hops = this.network.hops(from, to);
    while (entry.byHops.length <= hops) entry.byHops.push(0);
    entry.bytes += bytes;
    entry.byHops[hops]! += count;
    this.matrix[from]![to]! += count;
    this.bytes[from]![to]! += bytes;
    for (const link of this.network.route(from, to)) this.links[link]! += bytes;
  }

  result(): NetworkResult {
    return {
      nodes: this.network.nodes,
      topology: this.network.topology,
      messages: MESSAGES.filter((type) => this.counts.has(type)).map((type) => {
        const { bytes, byHops } = this.counts.get(type)!;
        return {
          type,
          count: byHops.reduce((sum, count) => sum + count, 0),
          bytes,
          hops: byHops.reduce((sum, count, hops) => sum + hops * count, 0),
          byHops,
        };
      }),
      matrix: this.matrix,
      bytes: this.bytes,
      links: this.network.links.map(({ from, to }, at) => ({ from, to, bytes: this.links[at]! })),
    };
  }
}

/**
 * A run of MESI on so many nodes of two processors; each home gets as many requests as any other, or
 * one more. Where directories track nodes, reads of lines at home are served within the node.
 */
export const madeUpNumaResult = (nodes: number, tracks: DirectoryConfig['tracks'] = 'processors'): Result => {
  const processorCount = nodes * PROCESSORS_OF_NODE;
  const machine = parseMachine({ processors: processorCount, numa: { nodes, directory: { tracks } } });
  const traffic = new Traffic(buildNetwork(machine.numa!.network.topology, nodes));
  const base = madeUpResult({ machine }, processorCount);
  const processors = base.processors.map((counters, processor): Counters => {
    const node = Math.floor(processor / PROCESSORS_OF_NODE);
    let localRequests = 0;
    let nodeRequests = 0;
    const spread = (count: number, to: (home: number, share: number) => void): void => {
      for (let home = 0; home < nodes; home++) {
        const share = Math.floor((count + ((home + node) % nodes)) / nodes);
        if (home === node) localRequests += share;
        to(home, share);
      }
    };
    spread(counters.busRd, (home, share) => {
      if (tracks === 'nodes' && home === node) {
        localRequests -= share;
        nodeRequests += share;
        return;
      }
      traffic.send('GetS', node, home, share);
      traffic.send('Data', home, node, share, LINE_BYTES);
    });
    spread(counters.busRdX, (home, share) => {
      traffic.send('GetM', node, home, share);
      traffic.send('Inv', home, (home + 1) % nodes, share);
      traffic.send('InvAck', (home + 1) % nodes, node, share);
      traffic.send('Data', home, node, share, LINE_BYTES);
    });
    spread(counters.busUpgr, (home, share) => {
      traffic.send('Upgrade', node, home, share);
      traffic.send('Ack', home, node, share);
    });
    const requests = counters.busTransactions - counters.busWB;
    return {
      ...counters,
      busDataBytes: 0,
      busAddressBytes: 0,
      busBytes: 0,
      localRequests,
      remoteRequests: requests - localRequests - nodeRequests,
      nodeRequests,
    };
  });
  return { ...base, processors, total: sumOf(processors), network: traffic.result() };
};
