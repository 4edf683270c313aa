import type { MachineConfig } from '../config/machine.js';
import { CohortError } from '../errors.js';
import type { CompiledProtocol } from './types.js';

const refuse = (name: string, why: string): never => {
  throw new CohortError(
    `protocol "${name}" ${why}, and a machine of nodes (numa) needs a coherent protocol that invalidates, because its directories tell other copies to give a line up or to hand it over; take one such as MSI, MESI or MOESI, or set numa to null for a bus`,
    2,
  );
};

/**
 * Whether the protocol can run over the machine's directories; any can on a bus. Throws a
 * `CohortError` (exit code 2) that names the protocol if not: it updates other copies, or leaves
 * them incoherent.
 */
export function requireDirectoryProtocol(protocol: CompiledProtocol, { numa }: MachineConfig): void {
  if (numa === null) return;
  const { name, coherent = true } = protocol.source;
  if (!coherent) refuse(name, 'does not keep caches coherent');
  if (protocol.events.includes('BusUpd'))
    refuse(name, 'updates other copies (its table has a BusUpd column)');
}
