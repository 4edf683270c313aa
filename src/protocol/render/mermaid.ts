import type { CompiledProtocol } from '../types.js';
import { arrows } from './arrows.js';

/** The state diagram as Mermaid's `stateDiagram-v2`. */
export function protocolMermaid(protocol: CompiledProtocol): string {
  // States get an id of their own, since a name such as `end` has a meaning in the language.
  const id = (code: number): string => `s${code}`;
  const lines = [
    'stateDiagram-v2',
    '  direction LR',
    ...protocol.states.map(({ name, code }) => `  state "${name}" as ${id(code)}`),
    `  [*] --> ${id(0)}`,
    ...arrows(protocol).map(({ from, to, labels }) => `  ${id(from)} --> ${id(to)}: ${labels.join('<br/>')}`),
  ];
  return `${lines.join('\n')}\n`;
}
