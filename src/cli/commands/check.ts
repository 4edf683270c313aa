import { Command } from 'commander';
import type { Act } from './act.js';

/** `cohort check protocol`: is a table of one's own sound? */
export const checkCommand = (act: Act): Command => {
  const check = new Command('check')
    .summary('check a protocol of your own')
    .description('Checks what you wrote before you run it.');
  check
    .command('protocol')
    .description(
      'Checks a protocol’s table: each cell by itself, then every sequence of reads, writes and evictions ' +
        'of a few caches that share a line. Tells the first defect and the shortest way to it.',
    )
    .argument('<file>', 'a JSON file, or a name (see: cohort list protocols)')
    .action((file: string) =>
      act(async (io) => (await import('../actions/check.js')).checkProtocol(file, io)),
    );
  return check;
};
