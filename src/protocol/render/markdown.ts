import type { CompiledProtocol } from '../types.js';
import { legend, tableTexts } from './cell-text.js';

/** The table as GitHub-flavoured Markdown, with what the protocol is and where it comes from. */
export function protocolMarkdown(protocol: CompiledProtocol): string {
  const { name, title, source, about } = protocol.source;
  const [header = [], ...rows] = tableTexts(protocol);
  const states = protocol.states.map(({ name: state, code, attributes }) => [
    `\`${state}\``,
    code === 0 ? 'the line is absent' : attributes.join(', '),
  ]);
  const parts = [
    `# ${escaped(name)}${title === '' ? '' : `: ${escaped(title)}`}`,
    escaped(about),
    source === '' ? '' : `Source: ${escaped(source)}.`,
    table(['state', 'attributes'], states),
    table(
      header,
      rows.map((row) => row.map((cell) => `\`${cell}\``)),
    ),
    escaped(legend(protocol)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** Prose may hold anything; none of it is markup. */
const escaped = (prose: string): string => prose.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
