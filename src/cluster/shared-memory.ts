/** One machine with one memory: messages, locks and barriers of the system cost nothing but their instructions. */
import type { Execution } from '../engine/execution.js';
import type { Platform } from '../execute/platform.js';
import type { Processes } from '../execute/processes.js';
import { FREE_DSM_COSTS, FREE_LOGGP } from './costs.js';
import { Nodes, spread } from './nodes.js';
import { Services } from './services.js';
import { Threads, type Wake } from './threads.js';
import { Traffic } from './traffic.js';
import { Wire } from './wire.js';

const PAGE_SHIFT = 12;

export class SharedMemory implements Platform {
  private execution: Execution | undefined;
  private services: readonly Services[] = [];

  constructor(
    private readonly processes: Processes,
    private readonly processors: number,
    private readonly lineBytes: number,
    private readonly wake: Wake | null,
  ) {}

  get room(): Platform['room'] {
    const { imageBytes } = this.processes;
    return { imageBytes, copyBytes: imageBytes, rightsShift: PAGE_SHIFT, rightsTables: 0 };
  }

  get spaces(): readonly number[] {
    return Array.from({ length: this.processes.count }, (_, process) => this.processes.baseOf(process));
  }

  load(execution: Execution, seed: number): void {
    this.execution = execution;
    this.processes.load(execution, seed, this.processors);
    this.services = Array.from({ length: this.processes.count }, (_, process) =>
      this.servicesOf(execution, process),
    );
  }

  private servicesOf(execution: Execution, process: number): Services {
    const { program } = this.processes;
    const base = this.processes.baseOf(process);
    const threads = new Threads(execution, program, process * program.threads, this.wake);
    const layout = spread(program.threads, 1);
    const nodes = new Nodes(threads, layout, new Wire(FREE_LOGGP, 1), FREE_DSM_COSTS, new Traffic(1));
    const memory = (_thread: number, address: number, bytes: number): Uint8Array => {
      execution.purge(base + address, bytes, true, this.lineBytes);
      return execution.image().subarray(base + address, base + address + bytes);
    };
    return new Services(threads, nodes, memory, null);
  }

  serve(): 'fault' | undefined {
    const { execution, processes } = this;
    if (!execution) return undefined;
    const thread = execution.running(execution.haltedAt);
    return this.services[processes.processOf(thread)]?.serve(processes.memberOf(thread));
  }

  memories(): Uint8Array[] {
    const { execution, processes } = this;
    if (!execution) return [];
    // What the caches hold is newer than memory.
    execution.purge(0, processes.imageBytes, true, this.lineBytes);
    return processes.memories(execution.image());
  }
}
