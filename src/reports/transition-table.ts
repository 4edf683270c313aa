import type { Result } from '../result.js';
import { type Block, left } from './document.js';
import { grouped } from './format.js';

/** The state-transition matrix: from state down, to state across; in each cell the causes and how often. */
export const transitionBlocks = ({ protocol, transitions }: Result): Block[] => {
  if (transitions.length === 0) return [];
  const used = protocol.states.filter((state) =>
    transitions.some(({ from, to }) => from === state || to === state),
  );
  const cell = (from: string, to: string): string => {
    const found = transitions.filter((one) => one.from === from && one.to === to);
    const causeWidth = Math.max(0, ...found.map(({ cause }) => cause.length));
    const countWidth = Math.max(0, ...found.map(({ count }) => grouped(count).length));
    return found
      .map(({ cause, count }) => `${cause.padEnd(causeWidth)} ${grouped(count).padStart(countWidth)}`)
      .join('\n');
  };
  return [
    { kind: 'heading', text: 'State transitions' },
    {
      kind: 'paragraph',
      text: 'From the state on the left to the state above: what caused it, and how many times over all processors.',
    },
    {
      kind: 'table',
      columns: [left('from \\ to'), ...used.map(left)],
      rows: used
        .filter((from) => transitions.some((one) => one.from === from))
        .map((from) => [from, ...used.map((to) => cell(from, to))]),
    },
  ];
};
