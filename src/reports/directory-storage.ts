/** What a directory's organisation takes of storage, which is what tells some of them apart. */
import type { CacheConfig, MachineConfig } from '../config/machine.js';
import type { NumaConfig } from '../config/numa.js';
import { bitsFor, organisationNamed } from '../directories/index.js';
import { clusterCores } from './clusters.js';
import { grouped, humanBytes, plural } from './format.js';

/** Where the reckoning is from. */
export const STORAGE_SOURCE =
  'After A. Agarwal et al., An Evaluation of Directory Schemes for Cache Coherence, 1988 (full map, pointers), A. Gupta et al., Reducing Memory and Traffic Requirements for Scalable Directory-Based Cache Coherence Schemes, 1990 (coarse vector, sparse), and L. A. Barroso et al., Piranha: A Scalable Architecture Based on Single-Chip Multiprocessing, 2000 (duplicate tags), with a dirty bit an entry and addresses of 48 bits.';

/** Physical address bits of the reckoning, and bytes of memory a node. */
const ADDRESS_BITS = 48;
const MEMORY_BYTES = 2 ** 30;

/** A dirty bit, beside what an entry says of holders. */
const DIRTY = 1;

/** What of an entry's bits is about holders. */
const holderBits = ({ directory, nodes }: NumaConfig, { processors, shape }: MachineConfig): number => {
  // Threads of a core hold lines together.
  const stored = directory.tracks === 'nodes' ? nodes : processors / shape.threadsPerCore;
  const numbered = directory.tracks === 'nodes' ? nodes : processors;
  return organisationNamed(directory.organisation).holderBits(directory, { stored, numbered });
};

/** Lines of a cache, and bits of one's tag. */
const tagsOf = ({ size, ways }: CacheConfig, lineBytes: number) => {
  if (size === 'unlimited') return undefined;
  const lines = size / lineBytes;
  const sets = ways === 'full' ? 1 : lines / ways;
  return { lines, bits: ADDRESS_BITS - bitsFor(sets) - bitsFor(lineBytes) };
};

/** The caches whose tags are copied, and how many there are of each: all that may hold a line alone. */
const copiedCaches = (machine: MachineConfig): readonly { cache: CacheConfig; count: number }[] => {
  const { processors, shape, l1, l1i, l2, l3 } = machine;
  const cores = processors / shape.threadsPerCore;
  const shared = l3 ? [{ cache: l3, count: cores / clusterCores(machine) }] : [];
  if (l3?.inclusion === 'inclusive') return shared;
  const own = l2?.inclusion === 'inclusive' ? [l2] : [l1, l1i, l2].filter((cache) => cache !== null);
  return [...own.map((cache) => ({ cache, count: cores })), ...shared];
};

export interface DirectoryStorage {
  /** Bits at each home; `undefined` for tags of unlimited caches. */
  readonly bits: number | undefined;
  /** How they come about. */
  readonly formula: string;
}

/** Of a home with 1 GiB of memory; its formula is in the names of the configuration. */
export const directoryStorage = (machine: MachineConfig, numa: NumaConfig): DirectoryStorage => {
  const { lineBytes } = machine;
  const { directory, nodes } = numa;
  const perEntry = holderBits(numa, machine) + DIRTY;
  const { entryOf } = organisationNamed(directory.organisation);
  if (entryOf === 'held lines') {
    const copies = copiedCaches(machine).map(({ cache, count }) => ({
      count,
      tags: tagsOf(cache, lineBytes),
    }));
    if (copies.some(({ tags }) => tags === undefined)) {
      return { bits: undefined, formula: 'tags of unlimited caches' };
    }
    // Valid and dirty beside each tag; each home has its part of the sets.
    const all = copies.reduce((sum, { count, tags }) => sum + count * tags!.lines * (tags!.bits + 2), 0);
    const lines = copies.reduce((sum, { count, tags }) => sum + count * tags!.lines, 0);
    return {
      bits: Math.ceil(all / nodes),
      formula: `tag, valid and dirty of ${grouped(lines)} cached lines, over ${plural(nodes, 'home')}`,
    };
  }
  if (entryOf === 'cache') {
    const { entries, ways } = directory;
    const tag = ADDRESS_BITS - bitsFor(entries / ways) - bitsFor(lineBytes) + 1;
    return {
      bits: entries * (tag + perEntry),
      formula: `${plural(entries, 'entry', 'entries')} × (${tag} of tag and valid + ${perEntry}) bits`,
    };
  }
  const lines = MEMORY_BYTES / lineBytes;
  return { bits: lines * perEntry, formula: `${grouped(lines)} lines × ${perEntry} bits` };
};

/** `18.00 MiB a GiB of memory (16,777,216 lines × 9 bits)`. */
export const directoryStorageText = (machine: MachineConfig, numa: NumaConfig): string => {
  const { bits, formula } = directoryStorage(machine, numa);
  if (bits === undefined) return `without bound: ${formula}`;
  const size = humanBytes(Math.ceil(bits / 8));
  const cached = organisationNamed(numa.directory.organisation).entryOf !== 'memory';
  return `${size} ${cached ? 'a node' : 'for each GiB of memory'}: ${formula}`;
};
