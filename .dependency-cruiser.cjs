/**
 * Which part may import which:
 *
 *   cli → simulate → engine → the core
 *   simulate → protocols, topologies, traces, workloads, config, machines
 *   reports → the Result type and the counters
 *   protocols → protocol
 *
 * and nothing outside src/cli, src/node and src/workshop knows of Node.
 */

/** A part of src/: its folder, or its file. */
const part = (...names) => `^src/(${names.join('|')})(/|\\.ts$)`;

/** A rule: files of `from` import, of src/, only themselves and what `to` names. */
const only = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: part(from) },
  to: { path: '^src/', pathNot: part(from, ...to) },
});

const contracts = ['errors', 'counters', 'result'];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or want a third. Types alone need nobody.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that cannot be found.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'browser-safe',
      comment: 'Everything but the command line, the Node edge and the workshop runs in a browser.',
      severity: 'error',
      from: { path: '^src/', pathNot: part('cli', 'node', 'workshop') },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-edge-is-for-the-command-line',
      comment: 'What runs in a browser does not reach Node’s parts by a detour either.',
      severity: 'error',
      from: { path: '^src/', pathNot: part('cli', 'node', 'workshop') },
      to: { path: part('cli', 'node', 'workshop') },
    },
    {
      name: 'workshop-is-not-shipped',
      comment: 'Generators are run while developing; nothing that ships imports them.',
      severity: 'error',
      from: { path: '^src/', pathNot: part('workshop') },
      to: { path: part('workshop') },
    },
    {
      name: 'commands-stand-above-actions',
      comment: 'A command names its action and loads it when called; what acts knows no command.',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: '^src/cli/(commands/|main\\.ts$)' },
      to: { path: '^src/cli/commands/' },
    },
    only('protocol-stands-alone', 'The grammar and the compiler know no simulator.', 'protocol', [
      'config/machine',
      ...contracts,
    ]),
    only('protocols-are-data', 'A protocol is a table; it needs the grammar alone.', 'protocols', [
      'protocol',
      ...contracts,
    ]),
    only(
      'config-validates',
      'The validator knows codes, topologies and errors, not the simulator.',
      'config',
      ['protocol', 'replacement', 'topologies', 'directories', 'machines', ...contracts],
    ),
    only(
      'topologies-stand-alone',
      'A network is nodes, links and routes; it knows no machine.',
      'topologies',
      ['errors'],
    ),
    only('litmus-stands-alone', 'Memory models know no simulator.', 'litmus', [
      'config/nearest',
      'programs/registers',
      'errors',
    ]),
    only('machines-are-data', 'A machine is a configuration.', 'machines', ['config', ...contracts]),
    only('traces-read', 'A reader makes batches and knows no machine.', 'traces', [
      'protocol/codes',
      ...contracts,
    ]),
    only('workloads-generate', 'A generator makes batches and knows no machine.', 'workloads', [
      'traces',
      'protocol/codes',
      ...contracts,
    ]),
    only(
      'programs-stand-alone',
      'The instruction set, the assembler and the library know no machine; what executes them is apart.',
      'programs',
      ['errors', 'config/nearest'],
    ),
    only('samples-are-traces', 'A bundled trace is a trace.', 'samples', ['traces', ...contracts]),
    only('replacement-is-data', 'Of a policy the host knows its name and what it keeps.', 'replacement', []),
    only('directories-stand-alone', 'An organisation knows its fields, and no machine.', 'directories', [
      'reports/format',
    ]),
    only('reports-render-results', 'A report sees the Result type and nothing that made it.', 'reports', [
      'config/machine',
      'config/numa',
      'config/hierarchy',
      'config/timing',
      'config/timing-fields',
      'execute/result',
      'cluster/config',
      'cluster/result',
      'cluster/traffic',
      'directories',
      'protocol/codes',
      ...contracts,
    ]),
    only('engine-drives-the-core', 'The engine knows batches, tables and counters.', 'engine', [
      'traces/batch',
      'protocol',
      'replacement',
      'config/machine',
      'config/numa',
      'config/idle-latency',
      'directories',
      'config/hierarchy',
      'config/timing',
      ...contracts,
    ]),
    {
      name: 'engine-behind-simulate',
      comment: 'Simulate, execute and clusters drive the engine; the index shows it.',
      severity: 'error',
      from: { path: '^src/', pathNot: part('engine', 'simulate', 'execute', 'cluster', 'index', 'workshop') },
      to: { path: part('engine') },
    },
    {
      name: 'reference-model-is-independent',
      comment: 'The model that judges the engine shares nothing with it.',
      severity: 'error',
      from: { path: '^test/model/' },
      to: { path: '^(src/engine/|assembly/|src/simulate\\.ts)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
