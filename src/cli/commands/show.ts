import { Command, Option } from 'commander';
import type { ShowClusterFormat } from '../actions/show-cluster.js';
import type { DistancesFormat } from '../actions/show-distances.js';
import type { ShowMachineOptions } from '../actions/show-machine.js';
import type { ShowProgramOptions } from '../actions/show-program.js';
import type { ShowTopologyOptions } from '../actions/show-topology.js';
import { collect, wholeNumber } from '../numbers.js';
import type { Act } from './act.js';
import { MOST_PROCESSORS, SET } from './options.js';

/** Nodes of a topology that is shown without a number of them: any can have so many. */
const DRAWN_NODES = 8;

/** `cohort show …`: one thing of the catalogue in full. */
export const showCommand = (act: Act): Command => {
  const show = new Command('show')
    .summary('show a protocol, machine, workload, program or another thing in full')
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
    .description('Shows a machine: a drawing, and the fields that --set can change.')
    .argument('<name>', 'a name (see: cohort list machines) or a JSON file')
    .addOption(
      new Option('--format <format>', 'text, a drawing as SVG, or JSON to start a file of your own from')
        .choices(['text', 'svg', 'json'])
        .default('text'),
    )
    .option('--processors <n>', 'number of processors', wholeNumber(1, MOST_PROCESSORS))
    .option('--set <path=value>', SET, collect)
    .option('-o, --out <file>', 'write it to a file instead of the terminal (-: standard output)')
    .action((name: string, options: ShowMachineOptions) =>
      act(async (io) => (await import('../actions/show-machine.js')).showMachine(name, options, io)),
    );
  show
    .command('cluster')
    .description('Shows a cluster: what messages and pages take, and the fields that --set can change.')
    .argument('<name>', 'a name (see: cohort list clusters) or a JSON file')
    .addOption(
      new Option('--format <format>', 'text, or JSON to start a file of your own from')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action((name: string, { format }: { format: ShowClusterFormat }) =>
      act(async (io) => (await import('../actions/show-cluster.js')).showCluster(name, format, io)),
    );
  show
    .command('topology')
    .description('Shows what joins the nodes of a machine: a drawing, hops, bisection and parameters.')
    .argument('<name>', 'a name (see: cohort list topologies)')
    .addOption(
      new Option('--nodes <n>', 'number of nodes').argParser(wholeNumber(1, 1024)).default(DRAWN_NODES),
    )
    .option('--param <name=value>', 'set a parameter; may be given several times', collect)
    .addOption(
      new Option('--format <format>', 'text, a drawing as SVG, or links and hops as JSON')
        .choices(['text', 'svg', 'json'])
        .default('text'),
    )
    .action((name: string, options: ShowTopologyOptions) =>
      act(async (io) => (await import('../actions/show-topology.js')).showTopology(name, options, io)),
    );
  show
    .command('distances')
    .description(
      'Shows the nodes and distances that "numactl --hardware" printed, or makes a machine with as many nodes of them.',
    )
    .argument('<file>', 'what numactl --hardware printed, or its matrix alone (-: standard input)')
    .addOption(
      new Option('--format <format>', 'text, JSON, or a machine’s file to go on from')
        .choices(['text', 'json', 'machine'])
        .default('text'),
    )
    .addHelpText(
      'after',
      `
Examples:
  numactl --hardware | cohort show distances -
  numactl --hardware | cohort show distances - --format machine >mine.json`,
    )
    .action((file: string, { format }: { format: DistancesFormat }) =>
      act(async (io) => (await import('../actions/show-distances.js')).showDistances(file, format, io)),
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
  show
    .command('program')
    .description('Shows a program of the library: what it does, its parameters, and its assembly text.')
    .argument('<name>', 'a name (see: cohort list programs) or a file in assembly language')
    .option('--set <name=value>', 'set a parameter; may be given several times', collect)
    .option('--threads <n>', 'threads that it is laid out for', wholeNumber(1, 1024))
    .option('--assembly', 'print the assembly text alone, as a file of your own to go on from')
    .option('--disassemble', 'print what the assembler made of it')
    .action((name: string, options: ShowProgramOptions) =>
      act(async (io) => (await import('../actions/show-program.js')).showProgram(name, options, io)),
    );
  show
    .command('instructions')
    .description('Shows the instructions that programs are made of; with a name, one of them.')
    .argument('[name]', 'an instruction, such as fadd.w')
    .action((name: string | undefined) =>
      act(async (io) => (await import('../actions/show-program.js')).showInstructions(name, io)),
    );
  show
    .command('lock')
    .description('Shows a lock or a barrier: how it works, and its assembly text.')
    .argument('<name>', 'a name (see: cohort list locks, cohort list barriers)')
    .action((name: string) =>
      act(async (io) => (await import('../actions/show-program.js')).showLock(name, io)),
    );
  show
    .command('litmus')
    .description('Shows a litmus test: its threads, and under which memory models it can end as it asks.')
    .argument('<name>', 'a name (see: cohort list litmus)')
    .action((name: string) => act(async (io) => (await import('../actions/litmus.js')).showLitmus(name, io)));
  return show;
};
