/** Machines of nodes: homes, directories and pages. */
import type { CounterDefinition } from './definition.js';
import { AMIT, GUPTA, LENOSKI } from './sources.js';

export const NODES = {
  localRequests: {
    title: 'local requests',
    unit: 'requests',
    source: LENOSKI,
    definition:
      'Transactions of this processor (write-backs aside) that went to their line’s home, in this processor’s own node. 0 on a bus. On a machine of nodes, localRequests + remoteRequests + nodeRequests = busTransactions − busWB.',
  },
  remoteRequests: {
    title: 'remote requests',
    unit: 'requests',
    source: LENOSKI,
    definition:
      'Transactions of this processor (write-backs aside) that went to their line’s home, in another node. 0 on a bus.',
  },
  nodeRequests: {
    title: 'requests within a node',
    unit: 'requests',
    source: LENOSKI,
    definition:
      'Transactions of this processor (write-backs aside) that the caches of its node served among themselves, so that no home heard of them. 0 on a bus, and under directories that track processors.',
  },
  recalls: {
    title: 'recalls',
    unit: 'copies',
    source: GUPTA,
    definition:
      'Copies that a directory took from this cache for want of an entry or a pointer; evictions count them too. 0 on a bus, and under directories that have room for every holder.',
  },
  uselessInvalidations: {
    title: 'useless invalidations',
    unit: 'messages',
    source:
      'A. Agarwal, R. Simoni, J. Hennessy, M. Horowitz, An Evaluation of Directory Schemes for Cache Coherence, 1988',
    definition:
      'Invalidations that transactions of this processor had sent to processors without a copy, because the directory no longer knew the holders one by one. 0 on a bus, and under directories that do.',
  },
  pageMigrations: {
    title: 'page migrations',
    unit: 'pages',
    source:
      'H. Löf, S. Holmgren, Affinity-on-Next-Touch: Increasing the Performance of an Industrial PDE Solver on a cc-NUMA System, 2005',
    definition:
      'Pages that a transaction of this processor moved from another node to its own. 0 on a bus, and under every placement but next-touch.',
  },
  tlbShootdowns: {
    title: 'TLB shootdowns',
    unit: 'entries',
    source: AMIT,
    definition:
      'Entries that TLBs, of every core and of both levels, lost because a transaction of this processor moved their page. 0 without a TLB, and where no page moves.',
  },
} as const satisfies Record<string, CounterDefinition>;
