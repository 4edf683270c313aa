import { page, table } from './markdown.js';

/** Where to find what. */
export const indexPage = (): string =>
  page(
    'Cohort: reference',
    'the sources',
    table(
      ['Page', 'What is in it'],
      [
        ['[cli.md](cli.md)', 'Every command and its options.'],
        [
          '[machines.md](machines.md)',
          'The fields of a machine, the replacement policies, and the catalogue.',
        ],
        [
          '[clusters.md](clusters.md)',
          'Nodes with memories of their own: messages, shared memory in software, and the catalogue.',
        ],
        ['[topologies.md](topologies.md)', 'What may join the nodes of a machine.'],
        ['[protocols.md](protocols.md)', 'The protocols, their tables and diagrams, and how to write one.'],
        ['[traces.md](traces.md)', 'The formats of traces, and the bundled ones.'],
        ['[container.md](container.md)', 'Cohort’s own trace format, byte by byte.'],
        ['[workloads.md](workloads.md)', 'The generators of references, and their parameters.'],
        [
          '[instruction-set.md](instruction-set.md)',
          'What simulated processors execute, and how to write programs.',
        ],
        ['[programs.md](programs.md)', 'The library of programs, locks and barriers.'],
        ['[litmus.md](litmus.md)', 'Memory models, the format of litmus tests, and the catalogue of them.'],
        ['[counters.md](counters.md)', 'What each counter counts.'],
        ['[reports.md](reports.md)', 'The forms of a report, and what is computed from the counters.'],
        [
          '[schema/](schema/)',
          'JSON Schemas of machines, clusters, protocols, results and comparisons, of traces and of programs.',
        ],
      ],
    ),
  );
