/** The core alone as it executes a program: what the host does meanwhile with events is not timed. */
import { SharedMemory } from '../../src/cluster/shared-memory.js';
import type { MachineConfig } from '../../src/config/machine.js';
import { Engine } from '../../src/engine/engine.js';
import type { Execution } from '../../src/engine/execution.js';
import { SLACK_BITS } from '../../src/execute/options.js';
import { Processes } from '../../src/execute/processes.js';
import { instructionCount, type Program } from '../../src/programs/program.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { protocolNamed } from '../../src/protocols/index.js';
import { processorTime } from '../clock.js';
import type { Timed } from '../contest.js';

/** As in src/execute/run.ts. */
const TURN_CYCLES = 1_000_000;

/** The program on its machine, ready to start. */
function ready(program: Program, machine: MachineConfig): Execution {
  const processes = new Processes(program, 1, machine);
  const platform = new SharedMemory(processes, machine.processors, machine.lineBytes, null);
  const execution = Engine.create({
    machine,
    protocol: compileProtocol(protocolNamed(machine.protocol)),
    classify: false,
    program: {
      threads: program.threads,
      instructions: instructionCount(program),
      ...platform.room,
      spaceBase: program.memoryBase,
      spaceBytes: program.memoryBytes,
      tracking: false,
      queueEntries: 0,
    },
  }).execution();
  execution.start(program.code, false, SLACK_BITS, machine.seed, 'sc');
  execution.setListening(false);
  platform.load(execution, machine.seed);
  for (let thread = 0; thread < program.threads; thread++) execution.assign(thread, thread, 0n);
  return execution;
}

export const coreExecution = (program: Program, machine: MachineConfig): Timed => ({
  name: 'core alone',
  reset: () => undefined,
  pass: () => {
    const execution = ready(program, machine);
    for (let spent = 0; ; ) {
      const began = processorTime();
      const halt = execution.execute(TURN_CYCLES);
      spent += processorTime() - began;
      execution.dropEvents();
      if (halt === 'done') return spent;
      if (halt !== 'limit' && halt !== 'events') throw new Error(`${program.name} stopped: ${halt}`);
    }
  },
});
