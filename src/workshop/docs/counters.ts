import { COUNTER_NAMES, COUNTERS, type CounterDefinition } from '../../counters.js';
import { page, table } from './markdown.js';

const definitionOf = (name: keyof typeof COUNTERS): CounterDefinition => COUNTERS[name];

/** The glossary of counters. */
export const countersPage = (): string =>
  page(
    'Counters',
    'src/counters.ts',
    'Every counter is kept for each processor and in total. Those marked * are counted only with miss classification on (`--classify`), and are 0 otherwise. Where processors share a core, what a reference does is counted at the thread that refers, and what others do to the core’s copies at its first thread; “this cache” and “held” mean the core’s.',
    table(
      ['Counter', 'Unit', 'What one count means', 'Source'],
      COUNTER_NAMES.map((name) => {
        const { unit, definition, source, classified } = definitionOf(name);
        return [`\`${name}\`${classified ? ' *' : ''}`, unit, definition, source];
      }),
    ),
  );
