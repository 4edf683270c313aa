/** What is told of each field of a cluster: to editors, in `cohort show cluster`, and in errors. */
import type { FieldText } from '../config/field-text.js';
import { TOPOLOGY_BY_NAME } from '../config/numa-fields.js';
import { DSM_KINDS } from './config.js';
import { MANAGERS } from './managers/index.js';

export const MOST_NODES = 256;
export const MOST_PAGE_BYTES = 65_536;
/** Largest number of cycles, or of bytes of a header. */
export const MOST_COST = 1_000_000_000;

const MANAGER_NAMES = MANAGERS.map(({ name }) => name);

const whole = (description: string, title: string, example: number): FieldText => ({
  title,
  description,
  expected: `a whole number from 0 to ${MOST_COST}`,
  mend: `Write for instance ${example}.`,
});

const number = (description: string, title: string, example: number): FieldText => ({
  title,
  description,
  expected: `a number from 0 to ${MOST_COST}`,
  mend: `Write for instance ${example}.`,
});

/** The fields of a cluster, by their path, in the order of a file. */
export const CLUSTER_FIELDS = {
  preset: {
    title: 'Preset',
    description: 'Name of a cluster in the catalogue that gives every field left out.',
    expected: 'the name of a cluster in the catalogue',
    mend: 'Leave it out for "workstations".',
  },
  nodes: {
    title: 'Nodes',
    description:
      'Nodes, each with a memory of its own: 1 to 256, and no more than the program has threads. Without it, a node for each thread.',
    expected: `a whole number from 1 to ${MOST_NODES}`,
    mend: 'Write for instance 4.',
  },
  dsm: {
    title: 'Shared memory',
    description:
      'How nodes share memory. none: not at all, only by messages. ivy: by pages with one writer or several readers. lrc: by pages with several writers under lazy release consistency, and by lines of what the program marks by .sync.',
    expected: `one of ${DSM_KINDS.join(', ')}`,
    mend: 'Write for instance "lrc".',
    names: DSM_KINDS,
  },
  manager: {
    title: 'Manager',
    description: `Who keeps the books on pages under ivy: ${MANAGER_NAMES.join(', ')}. Unused by the others.`,
    expected: `one of ${MANAGER_NAMES.join(', ')}`,
    mend: 'Write for instance "dynamic-distributed".',
    names: MANAGER_NAMES,
  },
  pageBytes: {
    title: 'Page size',
    description: `Bytes of a page, as a number or with a unit: a power of two, at least the machine’s lineBytes and at most ${MOST_PAGE_BYTES}.`,
    expected: `a power of two from 4 to ${MOST_PAGE_BYTES} bytes, or a size with a unit`,
    mend: 'Write for instance "4KiB".',
  },
  messages: {
    title: 'Messages',
    description: 'What a message costs, after LogGP.',
    expected: 'an object with latencyCycles, overheadCycles, gapCycles, …',
    mend: 'Write for instance { "latencyCycles": 500 }.',
  },
  'messages.latencyCycles': whole(
    'L: cycles from a byte’s leaving its sender to its arriving at its receiver.',
    'Latency',
    500,
  ),
  'messages.overheadCycles': whole(
    'o: cycles in which a processor sends or receives a message and does nothing else.',
    'Overhead',
    200,
  ),
  'messages.gapCycles': whole(
    'g: cycles from the last byte of a message to the first of the next, of the same sender or receiver.',
    'Gap',
    300,
  ),
  'messages.gapPerByteCycles': number(
    'G: cycles from one byte of a message to the next; fractions are rounded up once a message.',
    'Gap per byte',
    1,
  ),
  'messages.softwareCycles': whole(
    'Cycles of software for each message at its sender and at its receiver, in addition to the overhead.',
    'Software',
    800,
  ),
  'messages.headerBytes': whole('Bytes of a message beside what it carries.', 'Header', 32),
  'messages.hopCycles': whole(
    'Cycles that each link of the network adds to L, where a topology is given.',
    'Hop',
    0,
  ),
  costs: {
    title: 'Costs of shared memory',
    description: 'What shared memory in software costs a node.',
    expected: 'an object with faultCycles, handlerCycles, protectCycles, …',
    mend: 'Write for instance { "faultCycles": 1000 }.',
  },
  'costs.faultCycles': whole(
    'Cycles of a page fault, from the access to the handler and back.',
    'Page fault',
    1000,
  ),
  'costs.handlerCycles': whole(
    'Cycles of a request that interrupts a node, beside those of the message itself.',
    'Handler',
    500,
  ),
  'costs.protectCycles': whole('Cycles of a change of a page’s protection.', 'Protection', 300),
  'costs.twinCyclesPerByte': number(
    'Cycles to copy a page for later comparison, for each of its bytes.',
    'Twin',
    0.25,
  ),
  'costs.diffCyclesPerByte': number(
    'Cycles to compare a page with its twin, for each of the page’s bytes.',
    'Diff',
    0.5,
  ),
  'costs.applyCyclesPerByte': number(
    'Cycles to apply a diff, for each byte that it changes.',
    'Applying a diff',
    0.5,
  ),
  topology: {
    title: 'Topology',
    description:
      'What joins the nodes, if each hop is to cost messages.hopCycles: name, and parameters if it has some. null: all nodes are as far from each other.',
    expected: 'an object with name and parameters, or null',
    mend: 'Write for instance { "name": "mesh" }.',
  },
  'topology.name': {
    title: 'Name',
    ...TOPOLOGY_BY_NAME,
  },
  'topology.parameters': {
    title: 'Parameters',
    description: 'What shapes the topology, such as columns and rows of a mesh.',
    expected: 'an object of whole numbers',
    mend: 'Leave it out if in doubt.',
  },
} as const satisfies Record<string, FieldText>;

export type ClusterPath = keyof typeof CLUSTER_FIELDS;

/** Every path, in the order of the document. */
export const CLUSTER_PATHS: readonly string[] = Object.keys(CLUSTER_FIELDS);

const FIELDS: Readonly<Record<string, FieldText>> = CLUSTER_FIELDS;

/** What is told of the field at a path; `undefined` for the cluster itself. */
export const clusterFieldText = (path: string): FieldText | undefined =>
  FIELDS[path] ?? (path.startsWith('topology.parameters.') ? FIELDS['topology.parameters'] : undefined);

/** The names of the fields of the object at a path, `''` for the cluster itself. */
export const clusterFieldNames = (path: string): readonly string[] =>
  CLUSTER_PATHS.filter((known) => known.split('.').slice(0, -1).join('.') === path).map(
    (known) => known.split('.').at(-1) ?? known,
  );
