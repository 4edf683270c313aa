/** How long a transaction takes between nodes: over their buses, the links, the homes and memories. */
import type { MachineConfig } from '../../../src/config/machine.js';
import type { NumaConfig } from '../../../src/config/numa.js';
import type { ResourceUse } from '../../../src/result.js';
import { buildNetwork, type Network } from '../../../src/topologies/index.js';
import { linksOf } from '../traffic.js';
import type { Move, Phase, VisitMessage } from '../visit.js';
import { Calendar } from './calendar.js';
import { modelHopCycles } from './hop-cycles.js';
import { type Interconnect, transferCycles } from './interconnect.js';
import { ModelMemory } from './memory.js';
import { latest, Path } from './path.js';
import { usesByNode, usesOfMemory } from './uses.js';

export class NodesTime implements Interconnect {
  readonly memories: readonly ModelMemory[];
  private readonly network: Network;
  private readonly links: readonly Calendar[];
  private readonly directories: readonly Calendar[];
  private readonly nodeBuses: readonly Calendar[];
  private readonly nodeDataBuses: readonly Calendar[];
  /** When the home of the last transaction had looked the line up, its recalls done. */
  private lookedUp = 0;

  constructor(
    private readonly config: MachineConfig,
    private readonly numa: NumaConfig,
  ) {
    const { nodes, network } = numa;
    const oneEach = (): Calendar[] => Array.from({ length: nodes }, () => new Calendar());
    this.network = buildNetwork(network.topology, nodes, network.parameters);
    this.links = this.network.links.map(() => new Calendar());
    this.memories = Array.from({ length: nodes }, () => new ModelMemory(config));
    this.directories = oneEach();
    this.nodeBuses = this.tracksNodes ? oneEach() : [];
    this.nodeDataBuses = this.tracksNodes ? oneEach() : [];
  }

  transact(move: Move, path: Path): void {
    const { timing } = this.config;
    if (this.tracksNodes) {
      const asking = timing.bus.arbitrationCycles + timing.bus.requestCycles;
      path.occupy(this.nodeBuses[this.nodeOf(move.processor)]!, asking, 'busWait', 'bus');
      path.spend('cache', timing.snoopCycles);
    }
    const snooped = path.at;
    if (move.request!.servedInNode) {
      this.serveInNode(move, path);
      for (const message of [...during(move, 'request'), ...during(move, 'answer')]) {
        this.writeMemory(message, snooped);
      }
      return;
    }
    if (move.request!.missedL3) path.spend('l3', timing.l3Cycles);
    this.movePage(move, path);
    this.askHome(move, path);
    path.become(latest(this.answers(move, snooped, path)));
  }

  settle(move: Move, end: number): void {
    for (const [put, acknowledgement] of pairs(during(move, 'eviction'))) {
      const arrived = put.type === 'PutData' ? this.writeMemory(put, end) : this.post(put, end);
      this.post(acknowledgement, arrived);
    }
    this.recallAll(during(move, 'joining recall'), this.lookedUp);
  }

  isNear(move: Move): boolean {
    const { source, home } = move.request!;
    const node = this.nodeOf(move.processor);
    if (source?.from === 'core') return this.nodeOf(source.core) === node;
    if (source?.from === 'other L3') return this.nodeOfCluster(source.cluster) === node;
    return home === node;
  }

  calendars(): readonly Calendar[] {
    const { nodeBuses, nodeDataBuses, directories, links, memories } = this;
    const ofMemories = memories.flatMap((memory) => memory.calendars());
    return [...nodeBuses, ...nodeDataBuses, ...directories, ...links, ...ofMemories];
  }

  uses(): ResourceUse[] {
    return [
      ...usesByNode('nodeBus', this.nodeBuses),
      ...usesByNode('nodeDataBus', this.nodeDataBuses),
      ...this.network.links.map(({ from, to }, index): ResourceUse => {
        const { uses, busy, waited } = this.links[index]!;
        return { kind: 'link', index, from, to, uses, busy, waited };
      }),
      ...usesByNode('directory', this.directories),
      ...usesOfMemory(this.memories),
    ];
  }

  // ——— one transaction ———

  private serveInNode(move: Move, path: Path): void {
    const { source } = move.request!;
    if (source === null) return;
    if (source.from !== 'core') path.spend('l3', this.config.timing.l3Cycles);
    const transfer = transferCycles(this.config, this.config.lineBytes);
    path.occupy(this.nodeDataBuses[this.nodeOf(move.processor)]!, transfer, 'busWait', 'bus');
  }

  /**
   * A page that moves is there before it is asked for: the system does its work, all lines are read at the
   * old home, the page goes to the new one as one message, and all lines are written there.
   */
  private movePage(move: Move, path: Path): void {
    const [message] = during(move, 'migration');
    if (message === undefined) return;
    const read = path.at + this.config.timing.migrationCycles;
    const arrived = this.post(message, this.accessPage('read', message.from, move.line, read));
    path.waitUntil('migration', this.accessPage('write', message.to, move.line, arrived));
  }

  /** Returns when the last line of the page has been read or written. */
  private accessPage(kind: 'read' | 'write', node: number, line: bigint, at: number): number {
    const { lineBytes } = this.config;
    const lines = BigInt(this.numa.placement.pageBytes / lineBytes);
    const first = (line / lines) * lines;
    return Array.from({ length: Number(lines) }).reduce((last: number, _, i) => {
      const path = Path.from(at);
      this.memories[node]!.access(path, kind, first + BigInt(i), lineBytes);
      return Math.max(last, path.at);
    }, at);
  }

  /** The request goes to the home, which looks the line up and may have to make room for it. */
  private askHome(move: Move, path: Path): void {
    const { occupancyCycles, lookupCycles } = this.config.timing.directory;
    const leaves = path.at;
    for (const [index, message] of during(move, 'request').entries()) {
      const arrival = index === 0 ? path : Path.from(leaves);
      this.send(message, arrival);
      if (message.type === 'WriteThrough') this.write(message, arrival.at);
    }
    path.waitUntil('directoryWait', this.directories[move.request!.home!]!.reserve(path.at, occupancyCycles));
    path.spend('directory', lookupCycles);
    path.waitUntil('directoryWait', this.recallAll(during(move, 'recall'), path.at));
    this.lookedUp = path.at;
  }

  /** Recalls, all sent at once, and their answers; returns when the last answer is there. */
  private recallAll(messages: readonly VisitMessage[], at: number): number {
    let last = at;
    for (const [recall, answer] of pairs(messages)) {
      const found = this.post(recall, at) + this.config.timing.snoopCycles;
      const back = answer.type === 'RecallData' ? this.writeMemory(answer, found) : this.post(answer, found);
      last = Math.max(last, back);
    }
    return last;
  }

  /** What reaches the requester, in the order in which it was sent. */
  private answers(move: Move, snooped: number, lookedUp: Path): Path[] {
    const messages = during(move, 'answer');
    const arrivals: Path[] = [];
    for (let i = 0; i < messages.length; ) {
      const told = toldTogether(messages, i);
      const [first] = told;
      if (first!.type === 'WriteBack') this.writeMemory(first!, snooped);
      else if (told.length === 1) arrivals.push(this.fromHome(move, first!, lookedUp));
      else arrivals.push(...this.fromHolder(move, told, lookedUp));
      i += told.length;
    }
    return arrivals;
  }

  private fromHolder({ request }: Move, told: readonly VisitMessage[], lookedUp: Path): Path[] {
    const { snoopCycles, l3Cycles } = this.config.timing;
    const path = lookedUp.fork();
    const [asked, ...answers] = told;
    this.send(asked!, path);
    const supplies = answers.some(({ type }) => type === 'Data');
    if (supplies && request!.source?.from === 'other L3') path.spend('l3', l3Cycles);
    else path.spend('cache', snoopCycles);
    const answered = path.at;
    const arrivals: Path[] = [];
    for (const answer of answers) {
      if (answer.type === 'WriteBack') this.writeMemory(answer, answered);
      else if (answer.type === 'Ack') this.post(answer, answered);
      else {
        this.send(answer, path);
        arrivals.push(path);
      }
    }
    return arrivals;
  }

  private fromHome({ line, request }: Move, message: VisitMessage, lookedUp: Path): Path {
    const path = lookedUp.fork();
    if (message.type === 'Data') {
      this.memories[request!.home!]!.access(path, 'read', line, this.config.lineBytes);
    }
    this.send(message, path);
    return path;
  }

  // ——— messages ———

  /** Cuts through: a message is a link further on before its end has left the one before. */
  private send(message: VisitMessage, path: Path): void {
    const { from, to, bytes } = message;
    const { localCycles, bytesPerCycle } = this.config.timing.network;
    if (from === to) {
      path.spend('link', localCycles);
      return;
    }
    const transfer = Math.ceil(bytes / bytesPerCycle);
    const hopCycles = modelHopCycles(this.config, this.network, from, to);
    for (const link of linksOf(this.network, message)) {
      path.waitUntil('linkWait', this.links[link]!.reserve(path.at, transfer));
      path.spend('link', hopCycles);
    }
    path.spend('link', transfer);
  }

  /** Sends what nobody waits for, and returns when it arrives. */
  private post(message: VisitMessage, at: number): number {
    const path = Path.from(at);
    this.send(message, path);
    return path.at;
  }

  /** The same, and memory takes what it carries. */
  private writeMemory(message: VisitMessage, at: number): number {
    const arrival = this.post(message, at);
    this.write(message, arrival);
    return arrival;
  }

  private write({ to, line, bytes }: VisitMessage, at: number): void {
    this.memories[to]!.post(at, line, bytes - this.numa.network.headerBytes);
  }

  // ——— who is where ———

  private get tracksNodes(): boolean {
    return this.numa.directory.tracks === 'nodes';
  }

  private nodeOf(processor: number): number {
    return Math.floor(processor / (this.config.processors / this.numa.nodes));
  }

  private nodeOfCluster(cluster: number): number {
    const { sockets, diesPerSocket } = this.config.shape;
    const { sharedBy } = this.config.l3!;
    const clusters = sharedBy === 'machine' ? 1 : sharedBy === 'socket' ? sockets : sockets * diesPerSocket;
    return this.nodeOf((cluster * this.config.processors) / clusters);
  }
}

const during = ({ messages }: Move, phase: Phase): VisitMessage[] =>
  messages.filter((message) => message.phase === phase);

/** Each message with the one that answers it, which follows. */
const pairs = (messages: readonly VisitMessage[]): [VisitMessage, VisitMessage][] =>
  messages.flatMap((message, i): [VisitMessage, VisitMessage][] =>
    i % 2 === 0 ? [[message, messages[i + 1]!]] : [],
  );

/** A message to a holder and what the holder sends; or one message that answers no other. */
function toldTogether(messages: readonly VisitMessage[], start: number): readonly VisitMessage[] {
  const [first, answer, after] = messages.slice(start, start + 3);
  const forwards = first!.type === 'FwdGetS' || first!.type === 'FwdGetM';
  if (!forwards) return messages.slice(start, start + (first!.type === 'Inv' ? 2 : 1));
  const flushesToo = answer!.type === 'Data' && after?.type === 'WriteBack' && after.from === first!.to;
  return messages.slice(start, start + (flushesToo ? 3 : 2));
}
