import { cycle, Random } from './random.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

const POINTER = 8;
/** The random stream that links the nodes of the first list; far from those of the processors. */
const LINK_STREAM = 0x10000;

export const pointerChase = defineWorkload({
  name: 'pointer-chase',
  title: 'pointer chase',
  about:
    'Processors follow linked lists whose nodes lie in random order and form one circle: each address comes out of ' +
    'the node before, so that no prefetcher guesses right and, in truth, no two misses overlap. A trace does not tell ' +
    'of that: where a machine has MSHRs, set timing.mshrs.entries=0 to time it. Every node is met once a round: ' +
    'LRU holds either the whole list or nothing of it, where random replacement keeps a part.',
  source: 'L. McVoy and C. Staelin, lmbench: Portable Tools for Performance Analysis, 1996',
  memory:
    'for each list: list of processor p (or one list), `nodes` × `nodeBytes`: the pointer, then the payload',
  parameters: {
    nodes: { kind: 'integer', about: 'nodes of a list', default: 2048, min: 1, max: 2 ** 20, unit: 'nodes' },
    nodeBytes: {
      kind: 'integer',
      about: 'bytes of a node: 8 of the pointer, the rest payload',
      default: 64,
      min: 16,
      max: 1024,
      unit: 'bytes',
      multipleOf: 8,
    },
    payloadReads: {
      kind: 'integer',
      about: 'words of the payload that are read at each node',
      default: 1,
      min: 0,
      max: 64,
      unit: 'references',
    },
    lists: {
      kind: 'choice',
      about: 'whether each processor has a list of its own, or all follow the same one from different nodes',
      default: 'private',
      choices: ['private', 'shared'],
    },
  },
  create({ processors, seed, values, layout, refuse }) {
    const { nodes, nodeBytes, payloadReads, lists } = values;
    const words = nodeBytes / POINTER - 1;
    if (payloadReads > words) throw refuse('payloadReads', `at most the ${words} words of a node's payload`);
    // All private lists have one order: they lie in regions of their own, so it makes no difference.
    const next = cycle(nodes, new Random(seed, LINK_STREAM));
    const regions =
      lists === 'shared'
        ? [layout.region('list', nodes * nodeBytes)]
        : layout.perProcessor('list', processors, nodes * nodeBytes);

    return function* (processor: Processor): Thread {
      const region = regions[processor.index % regions.length]!;
      let node = Math.floor((processor.index * nodes) / processors);
      for (;;) {
        const offset = node * nodeBytes;
        for (let word = 1; word <= payloadReads; word++) {
          processor.read(region, offset + word * POINTER, POINTER);
        }
        processor.read(region, offset, POINTER);
        node = next[node]!;
        if (processor.full) yield ISSUE;
      }
    };
  },
});
