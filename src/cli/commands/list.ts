import { Argument, Command } from 'commander';
import { CATALOGUES, type CatalogueName } from '../choices.js';
import type { Act } from './act.js';

/** `cohort list …`: the names that other commands take. */
export const listCommand = (act: Act): Command =>
  new Command('list')
    .summary('list protocols, machines, workloads, programs, and whatever else has names')
    .description('Lists the names that other commands take, a line each.')
    .addArgument(new Argument('<what>', 'what to list').choices(CATALOGUES))
    .action((what: CatalogueName) => act(async (io) => (await import('../actions/list.js')).list(what, io)));
