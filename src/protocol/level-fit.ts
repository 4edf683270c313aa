import type { MachineConfig } from '../config/machine.js';
import { CohortError } from '../errors.js';
import type { CompiledProtocol } from './types.js';

/**
 * Whether the protocol can run above the machine's L3; any can where there is none. Throws a
 * `CohortError` (exit code 2) that names the protocol if not: it updates other copies, or leaves
 * them incoherent.
 */
export function requireL3Protocol(protocol: CompiledProtocol, { l3 }: MachineConfig): void {
  if (l3 === null) return;
  const { name, coherent = true } = protocol.source;
  const why = !coherent
    ? 'does not keep caches coherent'
    : protocol.events.includes('BusUpd')
      ? 'updates other copies (its table has a BusUpd column)'
      : undefined;
  if (why === undefined) return;
  throw new CohortError(
    `protocol "${name}" ${why}, and a machine with a shared third level (l3) needs a coherent protocol that invalidates, because the third level holds lines and no words on their way; take one such as MSI, MESI or MOESI, or set l3 to null`,
    2,
  );
}
