import { byManager, type Manager } from './manager.js';

export const improvedCentralised: Manager = {
  name: 'improved-centralised',
  title: 'improved centralised manager',
  about:
    'Node 0 knows the owner of every page; who has copies is known to the owner, who hands that on with the page. No ' +
    'confirmation is needed, and who writes invalidates the copies itself.',
  source: 'K. Li and P. Hudak, Memory Coherence in Shared Virtual Memory Systems, 1989 (section 3.1)',
  copiesAt: 'owner',
  create: () => byManager(() => 0),
};
