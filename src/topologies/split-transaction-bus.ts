import { busSketch } from './bus-sketch.js';
import { EVERY_NODE, type Link } from './network.js';
import { defineTopology } from './topology.js';

const REQUESTS = 0;
const RESPONSES = 1;
const WIRES: Link = { from: EVERY_NODE, to: EVERY_NODE, kind: 'shared' };

export const splitTransactionBus = defineTopology({
  name: 'split-transaction-bus',
  title: 'split-transaction bus',
  about:
    'Two shared sets of wires: link 0 carries requests, which ask (GetS, GetM, Upgrade, WriteThrough, FwdGetS, ' +
    'FwdGetM, Inv, Recall and Put), link 1 responses, which answer or bring lines. Others use both between a request ' +
    'and its response; nothing limits how many transactions are under way. One hop between any two nodes.',
  source:
    'D. E. Culler and J. P. Singh, Parallel Computer Architecture, 1999, section 6.4 (split-transaction bus; SGI ' +
    'Challenge)',
  mostNodes: 1024,
  parameters: {},
  forms: {
    where: 'n ≥ 2',
    links: '2',
    diameter: '1',
    averageHops: '1',
    bisectionLinks: '2',
  },
  plan: (nodes) => ({
    links: nodes > 1 ? [WIRES, WIRES] : [],
    partsKinds: true,
    diameter: nodes > 1 ? 1 : 0,
    averageHops: nodes > 1 ? 1 : 0,
    bisectionLinks: nodes > 1 ? 2 : 0,
    sketch: busSketch(nodes, ['requests', 'responses']),
    route: (_from, _to, message) => [message === 'response' ? RESPONSES : REQUESTS],
    hops: () => 1,
  }),
});
