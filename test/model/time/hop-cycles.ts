/** What a hop takes where a machine says how far its nodes are from each other. */
import type { MachineConfig } from '../../../src/config/machine.js';
import type { Network } from '../../../src/topologies/index.js';

/** An idle read of a closed row in the own node, but for the ways to the home and back. */
const besideTheWays = ({ timing, numa, l2, l3, lineBytes }: MachineConfig): number => {
  let cycles = timing.l1Cycles;
  if (l2) cycles += timing.l2Cycles;
  if (numa!.directory.tracks === 'nodes') {
    cycles += timing.bus.arbitrationCycles + timing.bus.requestCycles + timing.snoopCycles;
  }
  if (l3) cycles += timing.l3Cycles;
  cycles += timing.directory.lookupCycles;
  cycles += timing.memory.emptyCycles;
  return cycles + Math.ceil(lineBytes / timing.memory.bytesPerCycle);
};

/** Cycles of each hop from a node to another. */
export const modelHopCycles = (config: MachineConfig, network: Network, from: number, to: number): number => {
  const { distances, headerBytes } = config.numa!.network;
  const { localCycles, hopCycles, bytesPerCycle } = config.timing.network;
  if (distances === null) return hopCycles;
  const rest = besideTheWays(config);
  const own = rest + 2 * localCycles;
  const request = Math.ceil(headerBytes / bytesPerCycle);
  const answer = Math.ceil((headerBytes + config.lineBytes) / bytesPerCycle);
  const hops = network.route(from, to).length + network.route(to, from).length;
  // Times 2 × d(from, from) × d(to, to), so that all is whole.
  const [near, far] = [distances[from]![from]!, distances[to]![to]!];
  const there = BigInt(own * distances[from]![to]! * far);
  const back = BigInt(own * distances[to]![from]! * near);
  const ways = there + back - BigInt(2 * (rest + request + answer) * near * far);
  if (ways <= 0n) return 0;
  const unit = BigInt(2 * hops * near * far);
  return Number((2n * ways + unit) / (2n * unit));
};
