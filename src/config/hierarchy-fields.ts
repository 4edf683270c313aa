import type { FieldText } from './field-text.js';

export const MAX_THREADS = 8;
export const MAX_TLB_ENTRIES = 65536;
export const MAX_DEGREE = 8;
export const MAX_DISTANCE = 64;
export const MAX_PREFETCH_ENTRIES = 64;

export const INCLUSIONS = ['inclusive', 'exclusive', 'non-inclusive'] as const;
export const SHARERS = ['die', 'socket', 'machine'] as const;
export const PREFETCHERS = ['none', 'next-line', 'stride', 'stream'] as const;

const inclusion: FieldText = {
  title: 'Inclusion',
  description:
    'What the level has to do with those above it. inclusive: it holds every line of theirs, and takes away there what it loses; it is no smaller than any of them. exclusive: it holds what they gave up, and gives a line up to them. non-inclusive: it is filled with them, but neither takes from the other.',
  expected: 'one of inclusive, exclusive, non-inclusive',
  mend: 'Write for instance "inclusive".',
  names: INCLUSIONS,
};

/** The fields that an L2 has beside those of every cache. */
export const LEVEL_FIELDS = { inclusion } as const satisfies Record<string, FieldText>;

/** The fields that an L3 has beside those of every cache. */
export const SHARED_FIELDS = {
  inclusion: {
    ...inclusion,
    description: `${inclusion.description} What a reader takes from an exclusive L3 it takes as it is: newer than memory, if no other cache holds it; else memory is written.`,
  },
  sharedBy: {
    title: 'Shared by',
    description:
      'Whose cores share one L3: those of a die, those of a socket, or all of the machine. On a machine of nodes they must be of one node.',
    expected: 'one of die, socket, machine',
    mend: 'Write for instance "socket".',
    names: SHARERS,
  },
} as const satisfies Record<string, FieldText>;

/** How processors are grouped. */
export const SHAPE_FIELDS = {
  shape: {
    title: 'Shape',
    description:
      'How processors are grouped: sockets of dies of cores of hardware threads; consecutive processors share a core, then a die, then a socket. Alone, it sets processors to the product. Beside processors, coresPerDie follows unless it is given. Processors alone keep as much of the preset’s grouping as divides them.',
    expected: 'an object with sockets, diesPerSocket, coresPerDie and threadsPerCore',
    mend: 'Write for instance { "sockets": 2, "coresPerDie": 4 }.',
  },
  'shape.sockets': {
    title: 'Sockets',
    description: 'Sockets, or other groups of processors: 1 to 1024.',
    expected: 'a whole number from 1 to 1024',
    mend: 'Write for instance 1.',
  },
  'shape.diesPerSocket': {
    title: 'Dies of a socket',
    description: 'Dies of each socket: 1 to 1024.',
    expected: 'a whole number from 1 to 1024',
    mend: 'Write for instance 1.',
  },
  'shape.coresPerDie': {
    title: 'Cores of a die',
    description: 'Cores of each die: 1 to 1024.',
    expected: 'a whole number from 1 to 1024',
    mend: 'Write for instance 4.',
  },
  'shape.threadsPerCore': {
    title: 'Threads of a core',
    description:
      'Hardware threads of each core, each a processor, which share its caches, its TLB and its prefetcher: 1 to 8.',
    expected: 'a whole number from 1 to 8',
    mend: 'Write for instance 2.',
  },
} as const satisfies Record<string, FieldText>;

export const L1I_FIELD: FieldText = {
  title: 'First-level instruction cache',
  description:
    'The cache of each core for instruction fetches, where they are simulated (instructions "read"). null: they go through l1. A partial one over a preset without one takes 8 ways and LRU for what it leaves out; its size must be given. Nothing writes to it: write and writeAllocate stay "protocol".',
  expected: 'an object with the cache’s fields, or null for none',
  mend: 'Write for instance { "size": "32KiB", "ways": 8 }.',
};

export const L3_FIELD: FieldText = {
  title: 'Third-level cache',
  description:
    'A cache that the cores of a die, of a socket or of the machine share. null: none. A partial one over a preset without one takes 16 ways, LRU, inclusive and shared by the socket for what it leaves out; its size must be given. It writes back whatever the protocol: write and writeAllocate stay "protocol". On a machine of nodes it needs numa.directory.tracks "nodes". The protocol must be a coherent one that invalidates.',
  expected: 'an object with the cache’s fields, or null for none',
  mend: 'Write for instance { "size": "8MiB", "ways": 16, "sharedBy": "socket" }.',
};

/** TLBs and prefetchers, by their path. */
export const CORE_FIELDS = {
  tlb: {
    title: 'TLB',
    description:
      'The translation look-aside buffers of each core, for data and instructions alike; LRU. null: none. A partial one over a preset without one takes 4 KiB pages, 64 entries of 4 ways and no second level for what it leaves out.',
    expected: 'an object with pageBytes, l1 and l2, or null for none',
    mend: 'Write for instance { "l1": { "entries": 64, "ways": 4 } }.',
  },
  'tlb.pageBytes': {
    title: 'Page size',
    description:
      'Bytes that an entry translates: a power of two from lineBytes to 1 GiB, as a number or with a unit.',
    expected: 'a power of two from 4 to 1073741824 bytes, as a number or with a unit',
    mend: 'Write for instance "4KiB".',
  },
  'tlb.l1': {
    title: 'First level of the TLB',
    description: 'What is looked up with every reference.',
    expected: 'an object with entries and ways',
    mend: 'Write for instance { "entries": 64, "ways": 4 }.',
  },
  'tlb.l1.entries': {
    title: 'Entries',
    description: 'Ways times a power-of-two number of sets: 1 to 65536.',
    expected: 'a whole number from 1 to 65536',
    mend: 'Write for instance 64.',
  },
  'tlb.l1.ways': {
    title: 'Ways',
    description: 'Entries of a set: 1 to 4096, or "full" (fully associative).',
    expected: 'a whole number from 1 to 4096, or "full" (fully associative)',
    mend: 'Write for instance 4.',
  },
  'tlb.l2': {
    title: 'Second level of the TLB',
    description:
      'What is looked up when the first level misses. null: none. A partial one where there was none takes 1024 entries of 8 ways for what it leaves out.',
    expected: 'an object with entries and ways, or null for none',
    mend: 'Write for instance { "entries": 1024, "ways": 8 }.',
  },
  'tlb.l2.entries': {
    title: 'Entries',
    description: 'Ways times a power-of-two number of sets: 1 to 65536.',
    expected: 'a whole number from 1 to 65536',
    mend: 'Write for instance 1024.',
  },
  'tlb.l2.ways': {
    title: 'Ways',
    description: 'Entries of a set: 1 to 4096, or "full" (fully associative).',
    expected: 'a whole number from 1 to 4096, or "full" (fully associative)',
    mend: 'Write for instance 8.',
  },
  prefetch: {
    title: 'Prefetcher',
    description: 'What each core fetches before it is asked for, by what its data references did before.',
    expected: 'an object with kind, degree, distance and entries',
    mend: 'Write for instance { "kind": "stream", "degree": 2 }.',
  },
  'prefetch.kind': {
    title: 'Kind',
    description:
      'none. next-line: the lines after one that missed. stride: the next lines of a constant step within 4 KiB. stream: the lines ahead of two misses side by side, up or down.',
    expected: 'one of none, next-line, stride, stream',
    mend: 'Write for instance "stream".',
    names: PREFETCHERS,
  },
  'prefetch.degree': {
    title: 'Degree',
    description: 'Lines that one reference may fetch: 1 to 8. Unused by none.',
    expected: 'a whole number from 1 to 8',
    mend: 'Write for instance 2.',
  },
  'prefetch.distance': {
    title: 'Distance',
    description: 'How many lines (strides) ahead the first of them lies: 1 to 64. Unused by none.',
    expected: 'a whole number from 1 to 64',
    mend: 'Write for instance 1.',
  },
  'prefetch.entries': {
    title: 'Table',
    description: 'Strides or streams that are followed at a time: 1 to 64. Unused by none and next-line.',
    expected: 'a whole number from 1 to 64',
    mend: 'Write for instance 16.',
  },
} as const satisfies Record<string, FieldText>;
