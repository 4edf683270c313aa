import { Command, Option } from 'commander';
import type { Act } from './act.js';

/** `cohort show …`: one protocol, machine, workload or counter in full. */
export const showCommand = (act: Act): Command => {
  const show = new Command('show')
    .summary('show a protocol’s table, a machine, a workload or what a counter counts')
    .description('Shows one thing of the catalogue in full.');
  show
    .command('protocol')
    .description('Shows a protocol: its table, or its state diagram.')
    .argument('<name>', 'a name (see: cohort list protocols) or a JSON file')
    .addOption(
      new Option('--format <format>', 'the table as text or Markdown, the diagram for Mermaid or Graphviz')
        .choices(['text', 'md', 'mermaid', 'dot'])
        .default('text'),
    )
    .action((name: string, { format }: { format: 'text' | 'md' | 'mermaid' | 'dot' }) =>
      act(async (io) => (await import('../actions/show.js')).showProtocol(name, format, io)),
    );
  show
    .command('machine')
    .description('Shows a machine, complete: the fields that --set can change.')
    .argument('<name>', 'a name (see: cohort list machines) or a JSON file')
    .addOption(
      new Option('--format <format>', 'text, or JSON to start a file of your own from')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action((name: string, { format }: { format: 'text' | 'json' }) =>
      act(async (io) => (await import('../actions/show.js')).showMachine(name, format, io)),
    );
  show
    .command('workload')
    .description('Shows a workload: what it does, and its parameters.')
    .argument('<name>', 'a name (see: cohort list workloads)')
    .action((name: string) => act(async (io) => (await import('../actions/show.js')).showWorkload(name, io)));
  show
    .command('counter')
    .description('Shows what a counter counts, its unit and its source; without a name, all of them.')
    .argument('[name]', 'a counter’s name (see: cohort list counters)')
    .action((name: string | undefined) =>
      act(async (io) => (await import('../actions/show.js')).showCounter(name, io)),
    );
  return show;
};
