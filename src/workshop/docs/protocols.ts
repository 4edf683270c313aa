import { compileProtocol } from '../../protocol/compile.js';
import { protocolMarkdown, protocolMermaid } from '../../protocol/render.js';
import type { ProtocolSource } from '../../protocol/types.js';
import { PROTOCOLS } from '../../protocols/index.js';
import { code, generatedFrom, page, table } from './markdown.js';

const fileName = (name: string): string => `${name.toLowerCase()}.md`;

/** One protocol: its table and its state diagram. */
const protocolPage = (source: ProtocolSource): string => {
  const protocol = compileProtocol(source);
  const [title = '', ...rest] = protocolMarkdown(protocol).trim().split('\n\n');
  return `${[
    title,
    generatedFrom('src/protocols/'),
    ...rest,
    '## State diagram',
    code(protocolMermaid(protocol), 'mermaid'),
  ].join('\n\n')}\n`;
};

/** The catalogue of protocols. */
const catalogue = (): string =>
  page(
    'Protocols',
    'src/protocols/',
    'Names for `--protocol NAME`. `cohort show protocol NAME` prints the table, and `--format mermaid` or `--format dot` the state diagram.',
    table(
      ['Name', 'Known as', 'States', 'Source'],
      PROTOCOLS.map(({ name, title, states, source }) => [
        `[${name}](protocols/${fileName(name)})`,
        title,
        Object.keys(states).join(', '),
        source,
      ]),
    ),
    '## A protocol of one’s own',
    'Save this as `mine.json`, change it, and run it with `--protocol ./mine.json`. `cohort check protocol mine.json` says whether the table is complete and consistent. The [JSON Schema](schema/protocol.json) lets an editor complete it.',
    code(ownProtocol(), 'json'),
    'One line a state, one column an event; columns are separated by `|`. A cell is `actions → next` (`->` will do):',
    table(
      ['Part', 'Meaning'],
      [
        ['`.`', 'Nothing happens, and the state stays.'],
        ['`!`', 'The event cannot happen in this state.'],
        ['`shared ? S : E`', 'The next state depends on whether others hold the line after the transaction.'],
        [
          '`owned ? S : shared ? F : E`',
          'The same, where it matters that one of them holds it in a dirty state.',
        ],
        [
          '`BusRd`, `BusRdX`, `BusUpgr`, `BusUpd`, `BusWr`',
          'In PrRd and PrWr: the transaction that is issued. BusRd and BusRdX bring the line in, unless the next state is the invalid one.',
        ],
        [
          '`BusRd, shared ? BusUpd`',
          'A write miss that fetches the line and then updates the others, if there are any.',
        ],
        ['`MemoryWord`', 'In PrWr: the written word goes to memory as well. BusWr implies it.'],
        ['`WriteBack`', 'In Evict: the line goes to memory.'],
        ['`Supply`', 'In a snooped event: this cache gives the line to the requester.'],
        ['`Flush`', 'In a snooped event: memory takes the line.'],
        ['`Update`', 'In a snooped event: this cache takes the written word.'],
      ],
    ),
    'State attributes: `readable` and `writable` (the access needs no transaction), `dirty` (memory may be older), `exclusive` (no other cache holds the line), `supplies` (the copy answers other caches). The first state is the invalid one and has none. A column that is left out means that no cell issues that transaction.',
  );

const ownProtocol = (): string => {
  const { grid, ...rest } = PROTOCOLS.find(({ name }) => name === 'MSI')!;
  const lines = typeof grid === 'string' ? grid.split('\n') : [...grid];
  const file = {
    ...rest,
    name: 'mine',
    title: 'MSI to start from',
    source: '',
    about: '',
    grid: lines.map((line) => line.trim()).filter((line) => line !== ''),
  };
  return JSON.stringify(file, undefined, 2).replace(
    /\[\s+("[a-z]+"(?:,\s+"[a-z]+")*)\s+\]/g,
    (_, list: string) => `[${list.replace(/\s+/g, ' ')}]`,
  );
};

/** The pages of src/docs/ on protocols, by path. */
export const protocolPages = (): [string, string][] => [
  ['protocols.md', catalogue()],
  ...PROTOCOLS.map((source): [string, string] => [
    `protocols/${fileName(source.name)}`,
    protocolPage(source),
  ]),
];
