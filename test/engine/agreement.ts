/** Runs one trace on the engine and on the model, and says where they differ. */
import { expect } from 'vitest';
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import { COUNTER_NAMES, type Counters } from '../../src/counters.js';
import { Engine } from '../../src/engine/engine.js';
import { CohortError } from '../../src/errors.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import type { CompiledProtocol } from '../../src/protocol/types.js';
import { applyWritePolicy } from '../../src/protocol/write-policy.js';
import { protocolNamed } from '../../src/protocols/index.js';
import type { NetworkResult } from '../../src/result.js';
import { buildNetwork } from '../../src/topologies/index.js';
import { ModelMachine } from '../model/machine.js';
import type { ModelProtocol } from '../model/protocol.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import type { ModelRecord } from '../model/references.js';
import { protocolOfTable } from '../model/table.js';
import { allowsWritePolicy, withWritePolicy } from '../model/write-policy.js';
import { batchOf } from './arbitraries/trace.js';

/** A machine with the protocol that it runs, in the engine's form and in the model's. */
export interface Subject {
  readonly machine: MachineConfig;
  readonly table: CompiledProtocol;
  readonly model: ModelProtocol;
}

const withCoherentCache = (machine: MachineConfig, change: Partial<CacheConfig>): MachineConfig =>
  machine.l2 === null
    ? { ...machine, l1: { ...machine.l1, ...change } }
    : { ...machine, l2: { ...machine.l2, ...change } };

/** The machine under a protocol of the catalogue; a write policy that contradicts it gives way. */
export function withProtocol(machine: MachineConfig, name: string): Subject {
  const paper = MODEL_PROTOCOLS.find((each) => each.name === name)!;
  const named = { ...machine, protocol: name };
  const allowed = allowsWritePolicy(paper, named.l2 ?? named.l1);
  const suited = allowed ? named : withCoherentCache(named, { write: 'protocol', writeAllocate: 'protocol' });
  const cache = suited.l2 ?? suited.l1;
  return {
    machine: suited,
    table: applyWritePolicy(compileProtocol(protocolNamed(name)), cache),
    model: withWritePolicy(paper, cache),
  };
}

/** The machine under a table that is used as it is. */
export function withTable(machine: MachineConfig, table: CompiledProtocol): Subject {
  const suited = withCoherentCache(machine, { write: 'protocol', writeAllocate: 'protocol' });
  return { machine: { ...suited, protocol: table.source.name }, table, model: protocolOfTable(table) };
}

/** The machine under a table with its write policy worked in, if the table can take it. */
export function withUserTable(machine: MachineConfig, table: CompiledProtocol): Subject {
  try {
    const derived = applyWritePolicy(table, machine.l2 ?? machine.l1);
    return { machine, table: derived, model: protocolOfTable(derived) };
  } catch (error) {
    if (error instanceof CohortError) return withTable(machine, table);
    throw error;
  }
}

export const engineFor = ({ machine, table }: Subject, classify: boolean, general = false): Engine => {
  const options = { machine, protocol: table, classify, general };
  if (machine.numa === null) return Engine.create(options);
  const { nodes, network } = machine.numa;
  return Engine.create({ ...options, network: buildNetwork(network.topology, nodes, network.parameters) });
};

/** All that a run leaves behind, as lines of text: quick to compare, and a difference reads well. */
export interface Snapshot {
  /** `P0 hits 3`; zeros are left out. */
  readonly counters: readonly string[];
  readonly transitions: readonly string[];
  /** `P0 L1D 42 M true`: processor, cache, line, state, dirty. */
  readonly states: readonly string[];
  readonly splits: number;
  readonly instructionsSkipped: number;
  readonly network: NetworkResult | null;
}

export const counted = (processors: readonly Counters[]): string[] =>
  processors.flatMap((counters, p) =>
    COUNTER_NAMES.filter((name) => counters[name] !== 0).map((name) => `P${p} ${name} ${counters[name]}`),
  );

export function snapshotOf(engine: Engine): Snapshot {
  return {
    counters: counted(engine.counters()),
    transitions: engine
      .transitions()
      .map(({ from, to, cause, count }) => `${from}→${to} ${cause} ${count}`)
      .sort(),
    states: engine
      .states()
      .map(({ processor, cache, line, state, dirty }) => `P${processor} ${cache} ${line} ${state} ${dirty}`),
    splits: engine.splits,
    instructionsSkipped: engine.instructionsSkipped,
    network: engine.network(),
  };
}

export function modelSnapshot(machine: ModelMachine): Snapshot {
  const lines = machine.states();
  return {
    counters: counted(machine.counters()),
    transitions: [...machine.transitions()].map(([change, count]) => `${change} ${count}`).sort(),
    states: lines.map(({ processor, level, instructions, line, state, dirty }) => {
      const cache = level === 1 ? (instructions ? 'L1I' : 'L1D') : `L${level}`;
      // An L3 has no state but whether memory is older.
      const shown = level === 3 ? (dirty ? 'dirty' : 'clean') : state;
      return `P${processor} ${cache} ${line} ${shown} ${dirty}`;
    }),
    splits: machine.splits,
    instructionsSkipped: machine.instructionsSkipped,
    network: machine.nodes?.traffic.result() ?? null,
  };
}

export function runEngine(subject: Subject, records: readonly ModelRecord[], classify: boolean): Engine {
  const engine = engineFor(subject, classify);
  engine.run(batchOf(records));
  return engine;
}

/** Asserts that every counter, every transition and every final state is the same. */
export function expectAgreement(subject: Subject, records: readonly ModelRecord[], classify: boolean): void {
  const model = new ModelMachine(subject.machine, subject.model, classify);
  for (const record of records) model.record(record);
  expect(snapshotOf(runEngine(subject, records, classify))).toEqual(modelSnapshot(model));
}
