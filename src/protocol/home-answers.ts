/**
 * What of a protocol changes where directories take its bus's place: on a bus, several caches may offer
 * a line and one wins the arbitration; a home can ask only the one that it knows to answer.
 *
 * V. Nagarajan, D. J. Sorin, M. D. Hill and D. A. Wood, A Primer on Memory Consistency and Cache
 * Coherence, 2nd ed., 2020, ch. 8; D. Lenoski et al., The Directory-Based Cache Coherence Protocol for the
 * DASH Multiprocessor, 1990: memory supplies what is shared, a cache what it owns.
 */
import { cellIndex, cellOf, has } from './cell.js';
import { ACTION } from './codes.js';
import { explore } from './explore.js';
import type { CompiledProtocol, CompiledState } from './types.js';

const FETCHES = ['BusRd', 'BusRdX'] as const;

/** The states that supply a line, though several caches can be in them at once and none is newer than memory. */
export function commonSuppliers(protocol: CompiledProtocol): readonly CompiledState[] {
  const suppliers = protocol.states.filter(
    ({ code, attributes }) =>
      !attributes.includes('dirty') && FETCHES.some((event) => has(cellOf(protocol, event, code), 'Supply')),
  );
  if (suppliers.length === 0) return suppliers;
  const { common } = explore(protocol);
  return suppliers.filter(({ code }) => common.has(code));
}

/**
 * The protocol if memory answers where those states would have. It is as sound as before: what is newer
 * than memory has a dirty holder, which has to hand it over by itself, since all sharers may be gone.
 */
export function answeredByHome(protocol: CompiledProtocol): CompiledProtocol {
  const table = protocol.table.slice();
  for (const { code } of commonSuppliers(protocol)) {
    for (const event of FETCHES) table[cellIndex(event, code)]! &= ~ACTION.Supply;
  }
  return { ...protocol, table };
}
