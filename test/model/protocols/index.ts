import type { ModelProtocol } from '../protocol.js';
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

export const MODEL_PROTOCOLS: readonly ModelProtocol[] = [
  none,
  mi,
  vi,
  writeOnce,
  msi,
  synapse,
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
