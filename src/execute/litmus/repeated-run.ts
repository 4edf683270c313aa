/** A small program, run again and again on one timed machine, which is emptied before each run. */
import type { MachineConfig } from '../../config/machine.js';
import { Engine } from '../../engine/engine.js';
import type { Execution } from '../../engine/execution.js';
import { CohortError } from '../../errors.js';
import { instructionCount, type Program } from '../../programs/program.js';
import { fitProtocol } from '../../protocol/fit.js';
import { protocolNamed } from '../../protocols/index.js';
import { networkOf } from '../../topologies/index.js';
import { endingMessage, threadResults } from '../ending.js';
import { STORE_ENTRIES, type StoreModel } from '../options.js';
import { Processes } from '../processes.js';

/** Instructions of a run after which it is said not to end. */
const LIMIT = 200_000;
/** Pages of rights, which one memory for all does not need. */
const PAGE_SHIFT = 12;

/**
 * Does what `runProgram` does of a timed run with a thread for each processor, all of which begin at once, without counting up what
 * happened, so that a run takes little more than its instructions.
 */
export class RepeatedRun {
  private readonly engine: Engine;
  private readonly execution: Execution;
  private readonly fresh: Uint8Array;
  private readonly processes: Processes;

  constructor(
    private readonly program: Program,
    private readonly machine: MachineConfig,
    private readonly model: StoreModel,
  ) {
    const { numa } = machine;
    const protocol = fitProtocol(protocolNamed(machine.protocol), machine);
    this.processes = new Processes(program, 1, machine);
    const { imageBytes } = this.processes;
    this.engine = Engine.create({
      machine,
      protocol,
      classify: false,
      timed: true,
      ...(numa && { network: networkOf(numa) }),
      program: {
        threads: program.threads,
        instructions: instructionCount(program),
        imageBytes,
        copyBytes: imageBytes,
        rightsShift: PAGE_SHIFT,
        rightsTables: 0,
        spaceBase: program.memoryBase,
        spaceBytes: program.memoryBytes,
        tracking: false,
        queueEntries: model === 'sc' ? 0 : STORE_ENTRIES,
      },
    });
    this.execution = this.engine.execution();
    this.fresh = this.engine.save();
  }

  /**
   * Memory after a run with that seed; `undefined`: it did not end. It is the machine's own, and another
   * run's later.
   * @throws CohortError: a fault or a deadlock.
   */
  run(seed: number): Uint8Array | undefined {
    const { engine, execution, machine, model, processes, program } = this;
    engine.restore(this.fresh);
    execution.start(program.code, false, 0, seed, model);
    processes.load(execution, seed, machine.processors);
    for (let thread = 0; thread < program.threads; thread++) execution.assign(thread, thread, 0n);
    const halt = execution.execute(LIMIT);
    // There are none but that threads ended; they take room.
    execution.dropEvents();
    if (halt === 'done') {
      execution.purge(0, processes.imageBytes, true, machine.lineBytes);
      return execution.image();
    }
    if (halt === 'fault' || halt === 'deadlock') {
      const threads = threadResults(execution, processes);
      const message = endingMessage(halt, threads, execution.instructions);
      throw new CohortError(`${program.name} under ${model}, seed ${seed}: ${message}`);
    }
    if (halt === 'limit') return undefined;
    throw new CohortError(
      `${program.name} under ${model}, seed ${seed}: the machine stopped (${halt}); expected it to go on.`,
    );
  }
}
