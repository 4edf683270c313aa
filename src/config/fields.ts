import { POLICY_NAMES } from '../replacement/index.js';
import type { FieldText } from './field-text.js';
import {
  CORE_FIELDS,
  L1I_FIELD,
  L3_FIELD,
  LEVEL_FIELDS,
  SHAPE_FIELDS,
  SHARED_FIELDS,
} from './hierarchy-fields.js';
import { NUMA_FIELDS, PARAMETER_FIELDS } from './numa-fields.js';
import { TIMING_FIELDS } from './timing-fields.js';

export type { FieldText } from './field-text.js';

export * from './limits.js';

/** The fields of a cache. */
export const CACHE_FIELDS = {
  size: {
    title: 'Size',
    description:
      'Capacity in bytes, as a number or with a unit (B, K or KiB, M or MiB, G or GiB, all powers of 1024): ways × lineBytes × a power-of-two number of sets. "unlimited" holds every line for ever, so that no miss is for want of room.',
    expected: 'a number of bytes from 4 to 1073741824 (1 GiB), a size with a unit, or "unlimited"',
    mend: 'Write for instance "32KiB".',
  },
  ways: {
    title: 'Ways',
    description:
      'Lines of a set: 1 is direct-mapped, "full" is fully associative. Any number up to 4096, a power of two or not, as long as the number of sets is a power of two. Ignored when the size is unlimited.',
    expected: 'a whole number from 1 to 4096, or "full" (fully associative)',
    mend: 'Write for instance 8.',
  },
  replacement: {
    title: 'Replacement policy',
    description:
      'Which line of a full set gives place. Random draws from the seed; `cohort list policies` tells them apart.',
    expected: `one of ${POLICY_NAMES.join(', ')}`,
    mend: 'Write for instance "LRU".',
    names: POLICY_NAMES,
  },
  write: {
    title: 'Write policy',
    description:
      'protocol: as the protocol’s table says (in an L1 above an L2: write-back). write-through: every write also goes to the level below. write-back: it does not; refused where the protocol has no dirty state.',
    expected: 'one of "protocol", "write-back", "write-through"',
    mend: 'Leave it at "protocol" if in doubt.',
    names: ['protocol', 'write-back', 'write-through'],
  },
  writeAllocate: {
    title: 'Write-allocate',
    description:
      'Whether a write miss brings the line in. "protocol": as the protocol’s table says (in an L1 above an L2: true).',
    expected: 'true, false or "protocol"',
    mend: 'Leave it at "protocol" if in doubt.',
  },
} as const satisfies Record<string, FieldText>;

/** The fields of a machine, and of its bus, by their path. */
export const MACHINE_FIELDS = {
  preset: {
    title: 'Preset',
    description: 'Name of a machine in the catalogue that gives every field left out.',
    expected: 'the name of a machine in the catalogue',
    mend: 'Leave it out for "smp4".',
  },
  processors: {
    title: 'Processors',
    description:
      'Processors, which are hardware threads: 1 to 1024. Each has private caches of its own unless it shares its core (shape).',
    expected: 'a whole number from 1 to 1024',
    mend: 'Write for instance 4.',
  },
  ...SHAPE_FIELDS,
  protocol: {
    title: 'Coherence protocol',
    description:
      'Name of a snooping protocol in the catalogue (none, VI, MSI, MESI, MOESI, Dragon, …), or of one that the user gives.',
    expected: 'the name of a protocol',
    mend: 'Write for instance "MESI".',
  },
  lineBytes: {
    title: 'Line size',
    description: 'Bytes of a cache line, the same in every cache: a power of two from 4 to 4096.',
    expected: 'a power of two from 4 to 4096 bytes',
    mend: 'Write for instance 64.',
  },
  l1: {
    title: 'First-level cache',
    description: 'The private data cache of each core.',
    expected: 'an object with the cache’s fields',
    mend: 'Write for instance { "size": "32KiB", "ways": 8 }.',
  },
  l1i: L1I_FIELD,
  l2: {
    title: 'Second-level cache',
    description:
      'The private second-level cache of each core; where present, it is the coherent level. null: none. A partial L2 over a preset without one is inclusive and takes 8 ways, LRU and the protocol’s write policy for what it leaves out; its size must be given.',
    expected: 'an object with the cache’s fields, or null for none',
    mend: 'Write for instance { "size": "256KiB", "ways": 8 }.',
  },
  l3: L3_FIELD,
  ...CORE_FIELDS,
  bus: {
    title: 'Bus',
    description: 'The bus that joins the caches and memory.',
    expected: 'an object with wordBytes and addressBytes',
    mend: 'Write for instance { "wordBytes": 8, "addressBytes": 8 }.',
  },
  'bus.wordBytes': {
    title: 'Bus word',
    description:
      'Bytes of a word that an update or a write-through moves: 4, 8, 16 or 32, at most lineBytes.',
    expected: '4, 8, 16 or 32 bytes',
    mend: 'Write for instance 8.',
  },
  'bus.addressBytes': {
    title: 'Address and command',
    description: 'Bytes that the address and command of each transaction take on the bus: 0 to 64.',
    expected: 'a whole number from 0 to 64',
    mend: 'Write for instance 8.',
  },
  ...NUMA_FIELDS,
  ...TIMING_FIELDS,
  instructions: {
    title: 'Instruction fetches',
    description: 'What becomes of the trace’s instruction fetches: left out, or simulated as reads.',
    expected: '"skip" or "read"',
    mend: 'Leave it at "skip" for a data cache.',
  },
  seed: {
    title: 'Seed',
    description: 'Seed of random replacement: 0 to 4294967295. The same seed gives the same run.',
    expected: 'a whole number from 0 to 4294967295',
    mend: 'Write for instance 1.',
  },
  memoryLimitBytes: {
    title: 'Memory limit',
    description:
      'Most bytes that the simulator’s core may take for caches, lines in use and miss classification, as a number or with a unit: 1 MiB to 4 GiB − 64 KiB.',
    expected: 'a number of bytes from 1048576 (1 MiB) to 4294901760 (4 GiB − 64 KiB), or a size with a unit',
    mend: 'Write for instance "2GiB".',
  },
} as const satisfies Record<string, FieldText>;

/** The fields of each cache. */
const CACHES: Readonly<Record<string, Readonly<Record<string, FieldText>>>> = {
  l1: CACHE_FIELDS,
  l1i: CACHE_FIELDS,
  l2: { ...CACHE_FIELDS, ...LEVEL_FIELDS },
  l3: { ...CACHE_FIELDS, ...SHARED_FIELDS },
};

const FIELDS: Readonly<Record<string, FieldText>> = { ...MACHINE_FIELDS, ...PARAMETER_FIELDS };

/** Every path, in the order of the document; that of a field of a list's items is without their number. */
const FIELD_PATHS: readonly string[] = Object.keys(MACHINE_FIELDS).flatMap((name) => {
  const cache = CACHES[name];
  if (cache) return [name, ...Object.keys(cache).map((field) => `${name}.${field}`)];
  return name === 'numa.network.parameters' ? [name, ...Object.keys(PARAMETER_FIELDS)] : [name];
});

/** Every path that a setting may name, in the order of the document: those within lists are set as a whole. */
export const MACHINE_PATHS: readonly string[] = FIELD_PATHS.filter(
  (path) => !path.startsWith('numa.placement.ranges.'),
);

/** `numa.placement.ranges.from` for `numa.placement.ranges.0.from`. */
const withoutNumbers = (path: string): string => path.replace(/\.\d+(?=\.|$)/g, '');

/** The names of the fields of the object at a path, `''` for the machine itself. */
export const fieldNames = (path: string): readonly string[] => {
  const object = withoutNumbers(path);
  return FIELD_PATHS.filter((known) => known.split('.').slice(0, -1).join('.') === object).map(
    (known) => known.split('.').at(-1)!,
  );
};

/** What is told of the field at a path such as `l1.size`; `undefined` for the machine itself. */
export const fieldText = (numbered: string): FieldText | undefined => {
  const path = withoutNumbers(numbered);
  const [cache, field] = path.split('.');
  const ofCache = field === undefined ? undefined : CACHES[cache!];
  return ofCache ? ofCache[field!] : FIELDS[path];
};
