/**
 * The holders of a line by node: those of a node are neighbours in the set of holders (holders.ts),
 * because consecutive processors share a node.
 */
import { NOBODY, nextHolder } from './holders';
import { nodeShare } from './layout';
import { nodeOf } from './messages';

/** The lowest holder in a node, or NOBODY. */
export function firstHolderIn<H>(line: u32, node: u32): u32 {
  const q = nextHolder<H>(line, node * nodeShare);
  return q != NOBODY && nodeOf(q) == node ? q : NOBODY;
}

export function isHeldIn<H>(line: u32, node: u32): bool {
  return firstHolderIn<H>(line, node) != NOBODY;
}

/** Whether a holder has no other beside it in its node. */
export function isAloneInNode<H>(line: u32, processor: u32): bool {
  const node = nodeOf(processor);
  if (firstHolderIn<H>(line, node) != processor) return false;
  const next = nextHolder<H>(line, processor + 1);
  return next == NOBODY || nodeOf(next) != node;
}

/** The lowest node, from `from` on, that holds the line, or NOBODY. */
export function nextNode<H>(line: u32, from: u32): u32 {
  const q = nextHolder<H>(line, from * nodeShare);
  return q == NOBODY ? NOBODY : nodeOf(q);
}

/** How many nodes hold the line. */
export function nodeCount<H>(line: u32): u32 {
  let count: u32 = 0;
  for (let m = nextNode<H>(line, 0); m != NOBODY; m = nextNode<H>(line, m + 1)) count++;
  return count;
}
