import { byManager, type Manager } from './manager.js';

export const centralised: Manager = {
  name: 'centralised',
  title: 'centralised manager',
  about:
    'Node 0 knows the owner of every page and who has copies. It invalidates copies before a write, has the owner send ' +
    'the page, and waits until the page is said to have come before it sees to the next request for it.',
  source: 'K. Li and P. Hudak, Memory Coherence in Shared Virtual Memory Systems, 1989 (section 3.1)',
  copiesAt: 'manager',
  create: () => byManager(() => 0),
};
