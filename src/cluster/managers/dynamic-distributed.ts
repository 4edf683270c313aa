import type { Manager } from './manager.js';

export const dynamicDistributed: Manager = {
  name: 'dynamic-distributed',
  title: 'dynamic distributed manager',
  about:
    'No managers: each node has a hint for each page who may own it, and sends its requests there; who does not own the ' +
    'page hands the request on by its own hint, and then points to who asked. Hints always lead to the owner in the end.',
  source: 'K. Li and P. Hudak, Memory Coherence in Shared Virtual Memory Systems, 1989 (section 3.3)',
  copiesAt: 'owner',
  create(nodes, pages, first) {
    const hints = Array.from({ length: nodes }, () => new Uint16Array(pages).fill(first));
    const point = (node: number, page: number, to: number): void => {
      const own = hints[node];
      if (own) own[page] = to;
    };
    return {
      route(node, page, owner, writing) {
        const visited: number[] = [];
        let at = hints[node]?.[page] ?? owner;
        while (at !== owner) {
          visited.push(at);
          const next = hints[at]?.[page] ?? owner;
          point(at, page, node);
          at = next;
        }
        if (writing) point(owner, page, node);
        return [...visited, owner];
      },
      invalidated: (node, page, owner) => point(node, page, owner),
      received: (node, page, owner, writing) => point(node, page, writing ? node : owner),
    };
  },
};
