/** Nodes with memories of their own, on which one program runs. */
import type { MachineConfig } from '../config/machine.js';
import type { Execution } from '../engine/execution.js';
import { CohortError } from '../errors.js';
import type { Platform } from '../execute/platform.js';
import { Processes } from '../execute/processes.js';
import { BY_CODE } from '../programs/isa.js';
import { nameOfAddress, nameOfInstruction, type Program } from '../programs/program.js';
import { type Network, topologyNamed } from '../topologies/index.js';
import { Blocks, RIGHTS } from './blocks.js';
import type { ClusterConfig, ClusterTopology } from './config.js';
import { type Consistency, TELLS_NOTHING } from './consistency.js';
import { type Division, divide } from './division.js';
import { Faults } from './faults.js';
import { requireFit } from './fitness.js';
import { Ivy, LINE_KIND, PAGE_KIND } from './ivy.js';
import { LazyRelease } from './lazy-release.js';
import { managerNamed } from './managers/index.js';
import { type Layout, Nodes, spread } from './nodes.js';
import { checkCluster } from './options.js';
import type { ClusterResult } from './result.js';
import { Services } from './services.js';
import { Space } from './space.js';
import { SyncLines } from './sync-lines.js';
import { Threads } from './threads.js';
import { Traffic } from './traffic.js';
import { Wire } from './wire.js';

/** Lines have their books kept by nodes in turn, as locks of the system have. */
const LINE_MANAGER = managerNamed('fixed-distributed');

/** @throws CohortError (exit code 2): a topology, or a shape of it, that joins no such number of nodes. */
const networkOf = ({ name, parameters }: ClusterTopology, nodes: number): Network => {
  const topology = topologyNamed(name, 'cluster: topology.name');
  try {
    return topology.build(nodes, parameters);
  } catch (error) {
    if (!(error instanceof CohortError)) throw error;
    throw new CohortError(`cluster.topology: ${error.message}`, error.exitCode);
  }
};

/** The parts of a cluster that there are from the start of a run on. */
interface Parts {
  readonly execution: Execution;
  readonly nodes: Nodes;
  readonly space: Space;
  readonly services: Services;
  readonly consistency: Consistency | null;
  readonly faults: Faults | null;
}

export class Cluster implements Platform {
  readonly traffic: Traffic;
  private readonly layout: Layout;
  private readonly division: Division;
  private readonly wire: Wire;
  private parts: Parts | undefined;

  /** @throws CohortError (exit code 2): what it cannot be, or cannot run. */
  constructor(
    private readonly config: ClusterConfig,
    private readonly program: Program,
    private readonly machine: MachineConfig,
  ) {
    const { dsm, nodes, pageBytes } = config;
    checkCluster(config, program.threads, machine.lineBytes, program.memoryBytes);
    requireFit(program, dsm, nodes);
    this.division = divide(program, dsm, pageBytes);
    this.layout = spread(program.threads, nodes);
    this.traffic = new Traffic(nodes);
    this.wire = this.makeWire();
  }

  private makeWire(): Wire {
    const { messages, nodes, topology } = this.config;
    if (!topology) return new Wire(messages, nodes);
    const network = networkOf(topology, nodes);
    return new Wire(messages, nodes, (from, to) => network.hops(from, to));
  }

  /** Bytes of a node's memory: whole pages. */
  private get spaceBytes(): number {
    return this.division.pages.length * this.config.pageBytes;
  }

  get room(): Platform['room'] {
    return {
      imageBytes: this.spaceBytes * this.layout.nodes,
      copyBytes: this.spaceBytes,
      rightsShift: Math.log2(this.division.unitBytes),
      rightsTables: this.config.dsm === 'none' ? 0 : this.layout.nodes,
      islands: this.layout.nodes,
    };
  }

  get spaces(): readonly number[] {
    return Array.from({ length: this.layout.nodes }, (_, node) => node * this.spaceBytes);
  }

  load(execution: Execution, seed: number): void {
    const { layout, program, spaceBytes } = this;
    new Processes(program, 1, this.machine).load(execution, seed, program.threads, (thread) => {
      const node = layout.nodeOf(thread);
      return { base: node * spaceBytes, node: this.config.dsm === 'none' ? -1 : node };
    });
    const image = execution.image();
    for (let node = 1; node < layout.nodes; node++) image.copyWithin(node * spaceBytes, 0, spaceBytes);
    for (let thread = 0; thread < program.threads; thread++) {
      execution.setCopies(thread, layout.nodeOf(thread) * spaceBytes);
    }
    this.parts = this.makeParts(execution);
    this.parts.consistency?.begin();
  }

  private makeParts(execution: Execution): Parts {
    const { config, division, layout, machine, program, spaceBytes, traffic, wire } = this;
    const threads = new Threads(execution, program, 0, null);
    const nodes = new Nodes(threads, layout, wire, config.costs, traffic);
    const space = new Space(
      execution,
      layout.nodes,
      spaceBytes,
      machine.lineBytes,
      division.unitBytes,
      program.memoryBytes,
    );
    const consistency = this.makeConsistency(nodes, space);
    const faults = consistency && new Faults(threads, nodes, consistency, division.pages.length);
    const memory = (thread: number, address: number, bytes: number, writing: boolean): Uint8Array =>
      this.bytesOf(thread, address, bytes, writing);
    const services = new Services(threads, nodes, memory, consistency);
    return { execution, nodes, space, services, consistency, faults };
  }

  private makeConsistency(nodes: Nodes, space: Space): Consistency | null {
    const { division } = this;
    const { dsm, manager } = this.config;
    if (dsm === 'none') return null;
    const pages = new Blocks(space, division.pages);
    if (dsm === 'ivy') return new Ivy(managerNamed(manager), nodes, pages, PAGE_KIND, TELLS_NOTHING);
    const release = new LazyRelease(nodes, pages);
    if (division.lines.length === 0) return release;
    const lines = new Ivy(LINE_MANAGER, nodes, new Blocks(space, division.lines), LINE_KIND, release);
    return new SyncLines(release, lines, pages.count);
  }

  private blockOf(unit: number): number {
    return this.division.blocks[unit] ?? 0;
  }

  /** Bytes that a message takes or brings: their blocks are fetched as if the thread itself met them. */
  private bytesOf(thread: number, address: number, bytes: number, writing: boolean): Uint8Array {
    const { faults, nodes, space } = this.parts!;
    const node = this.layout.nodeOf(thread);
    const needed = writing ? RIGHTS.WRITE : RIGHTS.READ;
    const first = Math.floor(address / space.unitBytes);
    const last = Math.floor((address + bytes - 1) / space.unitBytes);
    for (let unit = first; faults && unit <= last; unit++) {
      if ((space.rights(node)[unit] ?? RIGHTS.NONE) >= needed) continue;
      faults.take(thread, this.blockOf(unit), writing, nodes.clock(thread) + nodes.costs.faultCycles);
    }
    return space.view(node, { address, bytes });
  }

  serve(halt: 'message' | 'page'): 'fault' | undefined {
    const { execution, faults, services } = this.parts!;
    const thread = execution.haltedAt;
    if (halt === 'message') return services.serve(thread);
    const unit = execution.missingUnit;
    const block = this.blockOf(unit);
    const access = this.accessOf(thread);
    if (access === 'atomic') this.requireAtomic(thread, unit, block);
    faults?.meet(thread, block, access !== 'load');
    return undefined;
  }

  /** What the instruction that the thread is at may do with memory. */
  private accessOf(thread: number): 'load' | 'store' | 'atomic' {
    const instruction = BY_CODE.get(this.parts!.nodes.threads.word(thread).code);
    if (instruction?.class === 'store') return 'store';
    return instruction?.class === 'atomic' && !instruction.mnemonic.startsWith('ll.') ? 'atomic' : 'load';
  }

  /** @throws CohortError: the thread synchronises where that is of no effect on other nodes. */
  private requireAtomic(thread: number, unit: number, block: number): void {
    const { consistency, nodes, space } = this.parts!;
    if (!consistency || consistency.isAtomic(block)) return;
    const instruction = nodes.threads.place(thread);
    throw new CohortError(
      `Thread ${thread}, ${nameOfInstruction(this.program, instruction)}: an atomic access within the ${space.unitBytes} bytes at ` +
        `${nameOfAddress(this.program, unit * space.unitBytes)}, which several nodes may write at a time under lazy release ` +
        'consistency: mark what threads synchronise by with .sync, or take dsm=ivy, under which any program runs.',
    );
  }

  /**
   * As the program would see it behind a barrier of all; without shared memory, that of the first node.
   * What it takes to bring that together is not counted.
   */
  memories(): Uint8Array[] {
    const { consistency, nodes, space } = this.parts!;
    nodes.settle();
    this.told = this.tell();
    consistency?.gather();
    return [space.all(0)];
  }

  /** What was counted until the program's end. */
  result(): ClusterResult {
    return this.told ?? this.tell();
  }

  private told: ClusterResult | undefined;

  private tell(): ClusterResult {
    const { config, division, traffic } = this;
    return {
      config,
      pages: division.pages.length,
      lines: division.lines.length,
      total: traffic.total(),
      byNode: traffic.byNode(),
      messages: traffic.messages(),
    };
  }
}
