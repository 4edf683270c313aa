/** A protocol on a machine. */
import type { MachineConfig } from '../config/machine.js';
import { compileProtocol } from './compile.js';
import { requireDirectoryProtocol } from './directory-fit.js';
import { requireL3Protocol } from './level-fit.js';
import type { CompiledProtocol, ProtocolSource } from './types.js';
import { applyWritePolicy } from './write-policy.js';

/**
 * The protocol compiled for the machine, with the write policy of its coherent cache.
 * @throws CohortError (exit code 2) if the table has faults, or cannot run there.
 */
export const fitProtocol = (source: ProtocolSource, machine: MachineConfig): CompiledProtocol => {
  const protocol = applyWritePolicy(compileProtocol(source), machine.l2 ?? machine.l1);
  requireDirectoryProtocol(protocol, machine);
  requireL3Protocol(protocol, machine);
  return protocol;
};
