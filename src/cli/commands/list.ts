import { Argument, Command } from 'commander';
import { CATALOGUES, type CatalogueName } from '../choices.js';
import type { Act } from './act.js';

/** `cohort list …`: the names that other commands take. */
export const listCommand = (act: Act): Command =>
  new Command('list')
    .summary(
      'list protocols, machines, topologies, workloads, formats, reports, policies, counters, samples or litmus tests',
    )
    .description('Lists the names that other commands take, a line each.')
    .addArgument(new Argument('<what>', 'what to list').choices(CATALOGUES))
    .action((what: CatalogueName) => act(async (io) => (await import('../actions/list.js')).list(what, io)));
