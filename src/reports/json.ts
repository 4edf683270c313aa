/** The result itself, with its fields in their documented order whatever made it. */
import { COUNTER_NAMES, type Counters } from '../counters.js';
import { COMPARISON_SCHEMA, type Comparison, type NetworkResult, type Result } from '../result.js';
import { orderedMachine } from './json-machine.js';
import { orderedTiming } from './json-timing.js';
import type { Report } from './report.js';

const counters = (values: Counters): Counters => {
  const ordered: Partial<Counters> = {};
  for (const name of COUNTER_NAMES) ordered[name] = values[name];
  // Every name has its value now.
  return ordered as Counters;
};

const network = ({ nodes, topology, messages, matrix, bytes, links }: NetworkResult): NetworkResult => ({
  nodes,
  topology,
  messages: messages.map(({ type, count, bytes: sum, hops, byHops }) => ({
    type,
    count,
    bytes: sum,
    hops,
    byHops,
  })),
  matrix,
  bytes,
  links: links.map(({ from, to, bytes: carried }) => ({ from, to, bytes: carried })),
});

const ordered = (result: Result): Result => {
  const { protocol, trace } = result;
  return {
    schema: result.schema,
    partial: result.partial,
    machine: orderedMachine(result.machine),
    protocol: { name: protocol.name, title: protocol.title, states: protocol.states },
    trace: {
      name: trace.name,
      format: trace.format,
      records: trace.records,
      splits: trace.splits,
      instructionsSkipped: trace.instructionsSkipped,
      badRecords: trace.badRecords,
    },
    classified: result.classified,
    total: counters(result.total),
    processors: result.processors.map(counters),
    transitions: result.transitions.map(({ from, to, cause, count }) => ({ from, to, cause, count })),
    network: result.network ? network(result.network) : null,
    timing: result.timing ? orderedTiming(result.timing) : null,
  };
};

const write = (value: Result | Comparison): string => `${JSON.stringify(value, null, 2)}\n`;

export const json: Report = {
  name: 'json',
  title: 'The result verbatim, with a versioned schema',
  extension: 'json',
  render(results) {
    if (results.length === 1) return write(ordered(results[0]!));
    return write({ schema: COMPARISON_SCHEMA, results: results.map(ordered) });
  },
};
