/** What to call runs that stand side by side: by what differs between them. */
import type { CacheConfig, MachineConfig } from '../config/machine.js';
import type { NumaConfig } from '../config/numa.js';
import { TIMING_FIELDS } from '../config/timing-fields.js';
import type { Result } from '../result.js';
import { humanBytes, plural, printable } from './format.js';
import { isGrouped, prefetchText, shapeText, tlbText } from './machine-facts.js';
import { directoryText, distancesText, placementText, topologyText } from './numa-facts.js';

const sizeText = (size: CacheConfig['size']): string => (size === 'unlimited' ? size : humanBytes(size));

type CacheAspect = (cache: CacheConfig) => string;

const CACHE_ASPECTS: readonly CacheAspect[] = [
  ({ size }) => sizeText(size),
  ({ ways }) => (ways === 'full' ? 'fully associative' : plural(ways, 'way')),
  ({ replacement }) => replacement,
  ({ write }) => (write === 'protocol' ? 'write as the protocol' : write),
  ({ writeAllocate }) =>
    writeAllocate === 'protocol'
      ? 'allocate as the protocol'
      : writeAllocate
        ? 'write-allocate'
        : 'no write-allocate',
];

type Aspect = (result: Result) => string;

const ofMachine =
  (aspect: (machine: MachineConfig) => string): Aspect =>
  ({ machine }) =>
    aspect(machine);

type NumaAspect = (numa: NumaConfig) => string;

const NUMA_ASPECTS: readonly NumaAspect[] = [
  ({ nodes }) => plural(nodes, 'node'),
  ({ directory }) => `directory ${directoryText(directory)}`,
  ({ placement }) => placementText(placement),
  ({ network }) => topologyText(network),
  ({ network }) => `${network.headerBytes} B headers`,
  ({ network }) => (network.distances === null ? '' : distancesText(network.distances)),
];

const optionalCache = (name: string, of: (machine: MachineConfig) => CacheConfig | null): Aspect[] =>
  CACHE_ASPECTS.map((aspect, at) =>
    // A run without the cache says so once.
    ofMachine((machine) => {
      const cache = of(machine);
      return cache ? `${name} ${aspect(cache)}` : at === 0 ? `no ${name}` : '';
    }),
  );

/** The times, each by its name in the configuration; told only of timed runs. */
const TIMING_ASPECTS: readonly Aspect[] = Object.keys(TIMING_FIELDS).map((path): Aspect => {
  const names = path.split('.');
  return (result) => {
    if (result.timing === null) return '';
    const value = names.reduce<unknown>(
      (outer, name) =>
        typeof outer === 'object' && outer !== null
          ? Object.entries(outer).find(([key]) => key === name)?.[1]
          : undefined,
      result.machine,
    );
    return typeof value === 'object' ? '' : `${names.slice(1).join('.')} ${String(value)}`;
  };
});

export const processorsAspect: Aspect = ofMachine(({ processors }) => plural(processors, 'processor'));

export const protocolAspect: Aspect = ({ protocol }) => printable(protocol.name);
const shapeAspect = ofMachine(({ shape }) => (isGrouped(shape) ? shapeText(shape) : 'single cores'));

// A run on a bus says so once.
const NODE_ASPECTS = NUMA_ASPECTS.map((aspect, at) =>
  ofMachine(({ numa }) => (numa ? aspect(numa) : at === 0 ? 'bus' : '')),
);

/** What may go with the processors of a machine: their groups, and what depends on the number of nodes. */
export const SCALED_ASPECTS: readonly Aspect[] = [shapeAspect, ...NODE_ASPECTS];

/** Everything that may tell two runs apart, the protocol first. */
export const ASPECTS: readonly Aspect[] = [
  protocolAspect,
  processorsAspect,
  shapeAspect,
  ofMachine(({ lineBytes }) => `${lineBytes} B lines`),
  ...CACHE_ASPECTS.map((aspect) => ofMachine(({ l1 }) => `L1 ${aspect(l1)}`)),
  ...optionalCache('L1I', ({ l1i }) => l1i),
  ...optionalCache('L2', ({ l2 }) => l2),
  ofMachine(({ l2 }) => (l2 ? `L2 ${l2.inclusion}` : '')),
  ...optionalCache('L3', ({ l3 }) => l3),
  ofMachine(({ l3 }) => (l3 ? `L3 ${l3.inclusion}` : '')),
  ofMachine(({ l3 }) => (l3 ? `L3 by ${l3.sharedBy}` : '')),
  ofMachine(({ tlb }) => (tlb ? `TLB ${tlbText(tlb)}` : 'no TLB')),
  ofMachine(({ prefetch }) => `prefetcher ${prefetchText(prefetch)}`),
  ofMachine(({ bus }) => `${bus.wordBytes} B bus words`),
  ofMachine(({ bus }) => `${bus.addressBytes} B addresses`),
  ...NODE_ASPECTS,
  ofMachine(({ instructions }) => (instructions === 'read' ? 'instructions read' : 'instructions skipped')),
  ofMachine(({ seed }) => `seed ${seed}`),
  ({ classified }) => (classified ? 'classified' : 'not classified'),
  ({ timing }) => (timing ? 'timed' : 'not timed'),
  ({ trace }) => printable(trace.name),
];

/** What differs between the results, as a list for each; empty where nothing does. */
const tell = (results: readonly Result[], aspects: readonly Aspect[]): string[] => {
  const telling = aspects.filter((aspect) => {
    // What a run has not (an L2) does not tell it apart twice.
    const values = new Set(results.map(aspect).filter((value) => value !== ''));
    return values.size > 1;
  });
  return results.map((result) =>
    telling
      .map((aspect) => aspect(result))
      .filter((part) => part !== '')
      .join(', '),
  );
};

/** As `tell` of everything; of times only where nothing else tells runs apart. */
const differencesOf = (results: readonly Result[]): string[] => {
  const short = tell(results, ASPECTS);
  return new Set(short).size === results.length ? short : tell(results, [...ASPECTS, ...TIMING_ASPECTS]);
};

/** What stands for equal labels: the same with a number each. */
export const numbered = (labels: readonly string[]): string[] =>
  labels.map((label, at) => {
    if (labels.indexOf(label) === labels.lastIndexOf(label)) return label;
    return `${label} #${labels.slice(0, at + 1).filter((other) => other === label).length}`;
  });

/** Each name, and after those that several results have what `differences` tells between these. */
export const tellNamesakesApart = <T>(
  results: readonly T[],
  names: readonly string[],
  differences: (namesakes: readonly T[]) => readonly string[],
): string[] =>
  results.map((result, at) => {
    const name = names[at] ?? '';
    const namesakes = results.filter((_, other) => (names[other] ?? '') === name);
    const more = namesakes.length === 1 ? '' : (differences(namesakes)[namesakes.indexOf(result)] ?? '');
    return [name, more].filter((part) => part !== '').join(', ');
  });

/**
 * A label for each result, all different: its name, if names are given, and between namesakes what
 * differs, such as `MSI` and `MESI`, or `L1 32 KiB` and `L1 64 KiB`. Equal runs are numbered; a lone
 * run without a name has its protocol's.
 */
export const labelsOf = (results: readonly Result[], names: readonly string[] = []): string[] =>
  numbered(
    tellNamesakesApart(results, names.map(printable), differencesOf).map((label, at) =>
      label === '' ? printable(results[at]!.protocol.name) : label,
    ),
  );
