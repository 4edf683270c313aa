import { CohortError } from '../errors.js';
import type { ProtocolSource } from '../protocol/types.js';
import { berkeley } from './berkeley.js';
import { dragon } from './dragon.js';
import { firefly } from './firefly.js';
import { mesi } from './mesi.js';
import { mesiMemory } from './mesi-memory.js';
import { mesif } from './mesif.js';
import { mi } from './mi.js';
import { moesi } from './moesi.js';
import { moesif } from './moesif.js';
import { mosi } from './mosi.js';
import { msi } from './msi.js';
import { none } from './none.js';
import { synapse } from './synapse.js';
import { vi } from './vi.js';
import { writeOnce } from './write-once.js';

/** The catalogue: incoherent, write-through, write-back invalidation, then update protocols. */
export const PROTOCOLS: readonly ProtocolSource[] = [
  none,
  vi,
  mi,
  writeOnce,
  synapse,
  msi,
  berkeley,
  mesi,
  mesiMemory,
  mosi,
  moesi,
  mesif,
  moesif,
  firefly,
  dragon,
];

/** Other names that the literature uses, in lower case. */
const ALIASES: Readonly<Record<string, string>> = {
  incoherent: 'none',
  'write-through': 'VI',
  'write-through-invalidate': 'VI',
  goodman: 'write-once',
  writeonce: 'write-once',
  'synapse-n+1': 'Synapse',
  'berkeley-ownership': 'Berkeley',
  illinois: 'MESI',
};

/**
 * The protocol of that name or alias, in any case. Throws a `CohortError` (exit code 2) that lists
 * the names if there is none.
 */
export function protocolNamed(name: string): ProtocolSource {
  const wanted = name.trim().toLowerCase();
  const known = (Object.hasOwn(ALIASES, wanted) ? ALIASES[wanted] : undefined)?.toLowerCase() ?? wanted;
  const protocol = PROTOCOLS.find((each) => each.name.toLowerCase() === known);
  if (protocol !== undefined) return protocol;
  const names = PROTOCOLS.map((each) => each.name).join(', ');
  throw new CohortError(`no protocol is called "${name}"; take one of ${names} (or Illinois for MESI)`, 2);
}
