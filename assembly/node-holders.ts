/**
 * The holders of a line by node: those of a node are neighbours in the set of holders (holders.ts),
 * because consecutive processors share a node. In the general loop (K = f64) a node also holds what
 * an L3 of its does (shared.ts).
 */
import { hasShared } from './hierarchy';
import { NOBODY, nextHolder } from './holders';
import { nodeShare } from './layout';
import { nodeOf } from './messages';
import { isGeneral } from './requester';
import { firstClusterOf, nextShared, nodeOfCluster } from './shared-holders';

/** The lowest holder in a node, or NOBODY. */
export function firstHolderIn<H>(line: u32, node: u32): u32 {
  const q = nextHolder<H>(line, node * nodeShare);
  return q != NOBODY && nodeOf(q) == node ? q : NOBODY;
}

export function isHeldIn<H, K>(line: u32, node: u32): bool {
  if (firstHolderIn<H>(line, node) != NOBODY) return true;
  return isGeneral<K>() && hasShared && firstSharedIn(line, node) != NOBODY;
}

/** The lowest cluster of a node whose L3 holds the line, or NOBODY. */
export function firstSharedIn(line: u32, node: u32): u32 {
  const k = nextShared(line, firstClusterOf(node));
  return k != NOBODY && nodeOfCluster(k) == node ? k : NOBODY;
}

/** Whether a holder has no other beside it in its node. */
export function isAloneInNode<H>(line: u32, processor: u32): bool {
  const node = nodeOf(processor);
  if (firstHolderIn<H>(line, node) != processor) return false;
  const next = nextHolder<H>(line, processor + 1);
  return next == NOBODY || nodeOf(next) != node;
}

/** The lowest node, from `from` on, that holds the line, or NOBODY. */
export function nextNode<H, K>(line: u32, from: u32): u32 {
  const q = nextHolder<H>(line, from * nodeShare);
  const node = q == NOBODY ? NOBODY : nodeOf(q);
  if (!isGeneral<K>() || !hasShared) return node;
  const k = nextShared(line, firstClusterOf(from));
  return k == NOBODY ? node : min(node, nodeOfCluster(k));
}

/** How many nodes hold the line. */
export function nodeCount<H, K>(line: u32): u32 {
  let count: u32 = 0;
  for (let m = nextNode<H, K>(line, 0); m != NOBODY; m = nextNode<H, K>(line, m + 1)) count++;
  return count;
}
