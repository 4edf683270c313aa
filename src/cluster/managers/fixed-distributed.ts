import { byManager, type Manager } from './manager.js';

export const fixedDistributed: Manager = {
  name: 'fixed-distributed',
  title: 'fixed distributed manager',
  about:
    'As the improved centralised manager, but page p is managed by node p modulo the number of nodes, so that no node ' +
    'sees all requests.',
  source: 'K. Li and P. Hudak, Memory Coherence in Shared Virtual Memory Systems, 1989 (section 3.2)',
  copiesAt: 'owner',
  create: (nodes) => byManager((page) => page % nodes),
};
