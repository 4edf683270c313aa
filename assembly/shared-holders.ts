/**
 * Which L3s hold each line: exact, as holders.ts for cores.
 *
 *   a line's record, at sharedOffset (hierarchy.ts): u64 × ⌈clusters / 64⌉, bit k = cluster k's L3
 */
import { clusters, sharedOffset } from './hierarchy';
import { NOBODY } from './holders';
import { clusterShare, lineStride, nodeShare } from './layout';
import { nodeOf } from './messages';
import { lines } from './growing';

// @ts-ignore: decorator
@inline
function bitsAt(line: u32, cluster: u32): usize {
  return lines + <usize>line * lineStride + sharedOffset + ((<usize>(cluster >> 6)) << 3);
}

// @ts-ignore: decorator
@inline
function bitOf(cluster: u32): u64 {
  const bit: u64 = cluster & 63;
  return (<u64>1) << bit;
}

export function isShared(line: u32, cluster: u32): bool {
  return (load<u64>(bitsAt(line, cluster)) & bitOf(cluster)) != 0;
}

export function addShared(line: u32, cluster: u32): void {
  const at = bitsAt(line, cluster);
  store<u64>(at, load<u64>(at) | bitOf(cluster));
}

export function removeShared(line: u32, cluster: u32): void {
  const at = bitsAt(line, cluster);
  store<u64>(at, load<u64>(at) & ~bitOf(cluster));
}

/** The lowest cluster, from `from` on, whose L3 holds the line, or NOBODY. */
export function nextShared(line: u32, from: u32): u32 {
  for (let cluster = from; cluster < clusters; cluster = (cluster | 63) + 1) {
    const place: u64 = cluster & 63;
    const rest = load<u64>(bitsAt(line, cluster)) >> place;
    if (rest) return cluster + <u32>ctz(rest);
  }
  return NOBODY;
}

/** The lowest cluster of a node. */
// @ts-ignore: decorator
@inline
export function firstClusterOf(node: u32): u32 {
  return (node * nodeShare) / clusterShare;
}

/** The node of a cluster. */
// @ts-ignore: decorator
@inline
export function nodeOfCluster(cluster: u32): u32 {
  return nodeOf(cluster * clusterShare);
}
