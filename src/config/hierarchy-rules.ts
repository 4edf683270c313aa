/** The rules that tie the levels of caches to each other and to the nodes. */
import type { Fault } from './fault.js';
import type { CacheConfig, MachineConfig } from './machine.js';
import { showBytes } from './sizes.js';

/** An unlimited cache loses nothing, so that a level beyond it has nothing to do. */
const checkUnlimited = ({ l1, l1i, l2, l3 }: MachineConfig): Fault | undefined => {
  if (l2 && l1.size === 'unlimited') {
    return {
      path: 'l2',
      message:
        'is given, but l1.size is "unlimited"; expected null, because nothing is ever lost from an unlimited L1 for want of room. Set l2 to null, or give L1 a size.',
    };
  }
  for (const [path, cache] of [
    ['l1i', l1i],
    ['l3', l3],
  ] as const) {
    if (cache?.size !== 'unlimited') continue;
    return {
      path: `${path}.size`,
      message: 'is "unlimited"; expected a size, which only l1 and l2 may be without. Give it a size.',
    };
  }
  const endless = l1.size === 'unlimited' ? 'l1' : l2?.size === 'unlimited' ? 'l2' : undefined;
  if (endless === undefined) return undefined;
  const why = `but ${endless}.size is "unlimited"`;
  if (l1i) {
    return {
      path: 'l1i',
      message: `is given, ${why}; expected null, because unlimited caches stand alone or above L2. Set l1i to null, or give ${endless.toUpperCase()} a size.`,
    };
  }
  if (l3) {
    return {
      path: 'l3',
      message: `is given, ${why}; expected null, because nothing is ever lost from it for want of room. Set l3 to null, or give ${endless.toUpperCase()} a size.`,
    };
  }
  if (l2 && l2.inclusion !== 'inclusive') {
    return {
      path: 'l2.inclusion',
      message: `is "${l2.inclusion}", ${why}; expected "inclusive", because it holds every line. Set l2.inclusion to "inclusive", or give L2 a size.`,
    };
  }
  return undefined;
};

/**
 * A level that holds every line of another is not smaller than that one, which else could never fill.
 * It may be smaller than all that it includes together: then it takes lines from them again and again,
 * which is what studies of inclusion look at.
 */
const checkIncludes = (
  outer: 'l2' | 'l3',
  { size, inclusion }: { readonly size: CacheConfig['size']; readonly inclusion: string },
  inner: Readonly<Record<string, CacheConfig | null>>,
): Fault | undefined => {
  if (inclusion !== 'inclusive' || size === 'unlimited') return undefined;
  for (const [path, cache] of Object.entries(inner)) {
    if (cache === null || cache.size === 'unlimited' || size >= cache.size) continue;
    const name = path.toUpperCase();
    return {
      path: `${outer}.size`,
      message: `is ${showBytes(size)}; expected at least ${path}.size (${showBytes(cache.size)}), because an inclusive ${outer.toUpperCase()} holds every line of ${name}. Make ${outer.toUpperCase()} larger or ${name} smaller, or set ${outer}.inclusion.`,
    };
  }
  return undefined;
};

const checkInclusive = ({ l1, l1i, l2, l3 }: MachineConfig): Fault | undefined =>
  (l2 ? checkIncludes('l2', l2, { l1, l1i }) : undefined) ??
  (l3 ? checkIncludes('l3', l3, { l1, l1i, l2 }) : undefined);

/** Caches whose write policy is given. */
const checkPolicy = (path: 'l1i' | 'l3', cache: CacheConfig | null, why: string): Fault | undefined => {
  for (const field of ['write', 'writeAllocate'] as const) {
    if (cache === null || cache[field] === 'protocol') continue;
    return {
      path: `${path}.${field}`,
      message: `is ${JSON.stringify(cache[field])}; expected "protocol", because ${why}. Leave it out.`,
    };
  }
  return undefined;
};

const CLUSTERS = { die: 'shape.diesPerSocket', socket: 'shape.sockets' } as const;

/** An L3 of a machine of nodes belongs to one of them. */
const checkNodes = ({ processors, shape, l3, numa }: MachineConfig): Fault | undefined => {
  if (l3 === null || numa === null) return undefined;
  if (numa.directory.tracks !== 'nodes') {
    return {
      path: 'l3',
      message:
        'is given, but numa.directory.tracks is "processors"; expected "nodes", because what a shared L3 holds belongs to a node. Set numa.directory.tracks to "nodes", or l3 to null.',
    };
  }
  const ofDie = shape.coresPerDie * shape.threadsPerCore;
  const cluster = { die: ofDie, socket: ofDie * shape.diesPerSocket, machine: processors }[l3.sharedBy];
  const ofNode = processors / numa.nodes;
  // Nodes that the processors do not divide into are a fault of their own.
  if (!Number.isInteger(ofNode) || ofNode % cluster === 0) return undefined;
  const clusters = processors / cluster;
  const fewer = clusters === 1 ? '1' : `${clusters} or a divisor of it`;
  return {
    path: 'l3.sharedBy',
    message: `is "${l3.sharedBy}", which makes clusters of ${cluster} processors; expected whole clusters in a node, which has ${ofNode} of ${processors} processors (numa.nodes is ${numa.nodes}). Set numa.nodes to ${fewer}, or change ${l3.sharedBy === 'machine' ? 'l3.sharedBy' : CLUSTERS[l3.sharedBy]}.`,
  };
};

/** Every rule that the levels of caches break. */
export const checkHierarchy = (machine: MachineConfig): readonly (Fault | undefined)[] => [
  checkUnlimited(machine),
  checkInclusive(machine),
  checkPolicy('l1i', machine.l1i, 'nothing writes to an instruction cache'),
  checkPolicy('l3', machine.l3, 'an L3 writes back whatever the protocol'),
  checkNodes(machine),
];
