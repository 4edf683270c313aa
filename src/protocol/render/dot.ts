import type { CompiledProtocol } from '../types.js';
import { arrows } from './arrows.js';

/** The state diagram in Graphviz's DOT. Dirty states have a double border. */
export function protocolDot(protocol: CompiledProtocol): string {
  const name = (code: number): string => quoted(protocol.states[code]?.name ?? String(code));
  const lines = [
    `digraph ${quoted(protocol.source.name)} {`,
    '  rankdir=LR;',
    '  node [shape=circle];',
    ...protocol.states.map(
      ({ code, attributes }) => `  ${name(code)}${attributes.includes('dirty') ? ' [peripheries=2]' : ''};`,
    ),
    ...arrows(protocol).map(
      ({ from, to, labels }) =>
        `  ${name(from)} -> ${name(to)} [label="${labels.map(escaped).join('\\n')}"];`,
    ),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

const escaped = (text: string): string => text.replace(/["\\]/g, '\\$&');

const quoted = (text: string): string => `"${escaped(text)}"`;
