/** Messages between nodes, kept one by one in the order in which they were sent. */
import type { MachineConfig } from '../../src/config/machine.js';
import { MESSAGES, type MessageName, type NetworkResult } from '../../src/result.js';
import type { Network } from '../../src/topologies/index.js';

/**
 * When a message is sent: `migration` of the page that is asked for, `recall` of a line that a sparse directory gives up for the request,
 * `joining recall` of a holder that a limited directory has no pointer for, `eviction` of a victim.
 */
export type Phase = 'migration' | 'recall' | 'request' | 'answer' | 'joining recall' | 'eviction';

export interface ModelMessage {
  readonly type: MessageName;
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  /** The line that it is about. */
  readonly line: bigint;
  readonly phase: Phase;
}

const WITH_LINE: readonly MessageName[] = ['Data', 'WriteBack', 'PutData', 'RecallData'];

/** Messages that ask; all others answer, or bring a line or a page. */
const REQUESTS: readonly MessageName[] = [
  'GetS',
  'GetM',
  'Upgrade',
  'WriteThrough',
  'FwdGetS',
  'FwdGetM',
  'Inv',
  'Recall',
  'Put',
];

/** The links that a message crosses: on some networks, requests and responses have links of their own. */
export const linksOf = (network: Network, { type, from, to }: ModelMessage): readonly number[] =>
  network.route(from, to, REQUESTS.includes(type) ? 'request' : 'response');

const add = (row: number[], at: number, amount: number): void => {
  row[at] = (row[at] ?? 0) + amount;
};

export class ModelTraffic {
  readonly messages: ModelMessage[] = [];
  /** Of the messages to come. */
  phase: Phase = 'request';

  constructor(
    private readonly config: MachineConfig,
    private readonly headerBytes: number,
    private readonly network: Network,
  ) {}

  /** `words`: bus words that a WriteThrough carries. */
  send(line: bigint, type: MessageName, from: number, to: number, words = 0): void {
    const payload = WITH_LINE.includes(type) ? this.config.lineBytes : words * this.config.bus.wordBytes;
    this.sendBytes(line, type, from, to, payload);
  }

  /** The page of a line goes to its new home. */
  sendPage(line: bigint, pageBytes: number, from: number, to: number): void {
    this.sendBytes(line, 'PageData', from, to, pageBytes);
  }

  private sendBytes(line: bigint, type: MessageName, from: number, to: number, payload: number): void {
    this.messages.push({ type, from, to, bytes: this.headerBytes + payload, line, phase: this.phase });
  }

  result(): NetworkResult {
    const { nodes, topology, links } = this.network;
    const square = (): number[][] => Array.from({ length: nodes }, () => new Array<number>(nodes).fill(0));
    const matrix = square();
    const bytes = square();
    const overLinks = new Array<number>(links.length).fill(0);
    for (const message of this.messages) {
      add(matrix[message.from]!, message.to, 1);
      add(bytes[message.from]!, message.to, message.bytes);
      for (const link of linksOf(this.network, message)) add(overLinks, link, message.bytes);
    }
    return {
      nodes,
      topology,
      messages: MESSAGES.map((type) => this.ofType(type)).filter(({ count }) => count > 0),
      matrix,
      bytes,
      links: links.map(({ from, to }, i) => ({ from, to, bytes: overLinks[i]! })),
    };
  }

  private ofType(type: MessageName): NetworkResult['messages'][number] {
    const sent = this.messages.filter((message) => message.type === type);
    const distances = sent.map(({ from, to }) => this.network.hops(from, to));
    const byHops = Array.from({ length: Math.max(-1, ...distances) + 1 }, () => 0);
    for (const distance of distances) add(byHops, distance, 1);
    return {
      type,
      count: sent.length,
      bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0),
      hops: distances.reduce((sum, distance) => sum + distance, 0),
      byHops,
    };
  }
}
