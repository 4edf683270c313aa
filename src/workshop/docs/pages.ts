import { cliPage } from './cli.js';
import { clustersPage } from './clusters.js';
import { countersPage } from './counters.js';
import { indexPage } from './index.js';
import { instructionSetPage } from './instruction-set.js';
import { litmusPage } from './litmus.js';
import { machinesPage } from './machines.js';
import { programsPage } from './programs.js';
import { protocolPages } from './protocols.js';
import { reportsPage } from './reports.js';
import { schemaPages } from './schemas.js';
import { topologiesPage } from './topologies.js';
import { containerPage, tracesPage } from './traces.js';
import { workloadsPage } from './workloads.js';

/** Every generated page: its path under src/docs/ and its text. */
export const pages = async (): Promise<ReadonlyMap<string, string>> =>
  new Map([
    ['README.md', indexPage()],
    ['cli.md', await cliPage()],
    ['clusters.md', await clustersPage()],
    ['counters.md', countersPage()],
    ['litmus.md', litmusPage()],
    ['machines.md', machinesPage()],
    ['instruction-set.md', instructionSetPage()],
    ['programs.md', programsPage()],
    ['reports.md', reportsPage()],
    ['topologies.md', topologiesPage()],
    ['traces.md', tracesPage()],
    ['container.md', containerPage()],
    ['workloads.md', workloadsPage()],
    ...protocolPages(),
    ...schemaPages(),
  ]);
