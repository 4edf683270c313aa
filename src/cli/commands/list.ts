import { Argument, Command } from 'commander';
import type { Act } from './act.js';

/** What there are several of to choose from. */
export const CATALOGUES = [
  'protocols',
  'machines',
  'topologies',
  'workloads',
  'formats',
  'reports',
  'policies',
  'counters',
  'samples',
] as const;
export type CatalogueName = (typeof CATALOGUES)[number];

/** `cohort list …`: the names that other commands take. */
export const listCommand = (act: Act): Command =>
  new Command('list')
    .summary(
      'list protocols, machines, topologies, workloads, formats, reports, policies, counters or samples',
    )
    .description('Lists the names that other commands take, a line each.')
    .addArgument(new Argument('<what>', 'what to list').choices(CATALOGUES))
    .action((what: CatalogueName) => act(async (io) => (await import('../actions/list.js')).list(what, io)));
