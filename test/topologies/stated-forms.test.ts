/** The closed forms that the catalogue states, against what is built. */
import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { type ClosedForms, type Network, TOPOLOGIES, type Topology } from '../../src/topologies/index.js';

/** A formula, or a condition, as JavaScript. */
const javascriptOf = (text: string): string =>
  text
    .replace(/(\w+) even/g, '$1 % 2 === 0')
    .replaceAll(' and ', ' && ')
    .replaceAll(' = ', ' === ')
    .replaceAll('≥', '>=')
    .replaceAll('−', '-')
    .replaceAll('×', '*')
    .replaceAll('^', '**')
    .replaceAll('⌊', 'Math.floor(')
    .replaceAll('⌋', ')')
    .replaceAll('log2', 'Math.log2');

const evaluated = (text: string, { nodes, parameters }: Network): unknown =>
  new Function('n', ...Object.keys(parameters), `return ${javascriptOf(text)};`)(
    nodes,
    ...Object.values(parameters),
  );

const built = (topology: Topology, nodes: number, parameters: Record<string, number>): Network[] => {
  try {
    return [topology.build(nodes, parameters)];
  } catch (error) {
    expect(error).toBeInstanceOf(CohortError);
    return [];
  }
};

/** The topology with up to 64 nodes, in each shape that one of its parameters gives it. */
const networksOf = (topology: Topology): Network[] => {
  const shapes = Object.keys(topology.parameters).flatMap((name) =>
    Array.from({ length: 16 }, (_, value) => ({ [name]: value + 1 })),
  );
  return Array.from({ length: 64 }, (_, i) => i + 1).flatMap((nodes) =>
    [{}, ...shapes].flatMap((shape) => built(topology, nodes, shape)),
  );
};

const FIGURES = [
  'diameter',
  'averageHops',
  'bisectionLinks',
] as const satisfies readonly (keyof ClosedForms)[];

describe('a topology’s stated forms are what is built, wherever they are said to hold', () => {
  it.each(TOPOLOGIES)('$name', (topology) => {
    const { forms } = topology;
    const held = networksOf(topology).filter((network) => evaluated(forms.where, network) === true);
    expect(held.length).toBeGreaterThanOrEqual(5);
    for (const network of held) {
      const which = `${network.nodes} nodes, ${JSON.stringify(network.parameters)}`;
      expect(evaluated(forms.links, network), `links: ${which}`).toBe(network.links.length);
      for (const figure of FIGURES) {
        expect(evaluated(forms[figure], network), `${figure}: ${which}`).toBeCloseTo(network[figure], 9);
      }
    }
  });
});
