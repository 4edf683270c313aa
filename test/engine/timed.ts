/** Runs that keep time. */
import type { MachineConfig } from '../../src/config/machine.js';
import { Engine } from '../../src/engine/engine.js';
import type { TimingResult } from '../../src/result.js';
import { buildNetwork } from '../../src/topologies/index.js';
import type { TraceBatch } from '../../src/traces/batch.js';
import type { Subject } from './agreement.js';

export const timedEngine = ({ machine, table }: Subject, classify = false): Engine => {
  const options = { machine, protocol: table, classify, timed: true };
  if (machine.numa === null) return Engine.create(options);
  const { nodes, network } = machine.numa;
  return Engine.create({ ...options, network: buildNetwork(network.topology, nodes, network.parameters) });
};

/** The engine after all of a trace. */
export function finished(subject: Subject, batches: readonly TraceBatch[], classify = false): Engine {
  const engine = timedEngine(subject, classify);
  for (const batch of batches) engine.run(batch);
  engine.finish();
  return engine;
}

/** Its times. */
export function timesOf(engine: Engine): TimingResult {
  const timing = engine.timing();
  if (timing === null) throw new Error('the engine kept no time');
  return timing;
}

export const withTiming = (machine: MachineConfig, timing: MachineConfig['timing']): MachineConfig => ({
  ...machine,
  timing,
});
