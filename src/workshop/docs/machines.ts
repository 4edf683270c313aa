import { drawMachine } from '../../cli/machine-drawing.js';
import { POLICY_TITLES } from '../../cli/policies.js';
import { fieldText, MACHINE_PATHS } from '../../config/fields.js';
import type { MachineConfig, MachineInput } from '../../config/machine.js';
import { MACHINES } from '../../machines/index.js';
import { code, page, table } from './markdown.js';

/** Every field of a machine, by its path. */
const fields = (): string =>
  table(
    ['Field', 'What it is', 'Values'],
    MACHINE_PATHS.map((path) => {
      const { description = '', expected = '' } = fieldText(path) ?? {};
      return [`\`${path}\``, description, expected];
    }),
  );

/** What joins the processors, in a few words. */
const joint = ({ numa }: MachineConfig): string =>
  numa === null ? 'a bus' : `${numa.nodes} nodes: ${numa.network.topology}`;

/** A machine of nodes as one would write it. */
const OF_NODES = {
  preset: 'smp4',
  processors: 16,
  numa: {
    nodes: 4,
    directory: { organisation: 'limited-broadcast', pointers: 2 },
    placement: { policy: 'first-touch', pageBytes: '4KiB' },
    network: { topology: 'mesh', parameters: { columns: 2, rows: 2 } },
  },
} as const satisfies MachineInput;

/** Characters in a line. */
const DRAWING_WIDTH = 100;

/** The fields of a machine, and the catalogue. */
export const machinesPage = (): string =>
  page(
    'Machines',
    'src/machines/ and src/config/',
    'Presets for `--machine NAME` and `"preset": "NAME"`. A machine of one’s own starts from one of them: `--machine ./mine.json`, or `--set l1.size=64KiB` for a single field. [schema/machine.json](schema/machine.json) lets an editor complete and check the file.',
    table(
      ['Name', 'What it is', 'Processors', 'Joined by', 'Protocol'],
      MACHINES.map(({ name, title, config }) => [
        `[\`${name}\`](#${name})`,
        title,
        `${config.processors}`,
        joint(config),
        config.protocol,
      ]),
    ),
    '## Fields',
    fields(),
    '## Machines of nodes',
    'With `numa` null, all processors snoop on one bus. With `numa`, memory is spread over nodes, consecutive processors share a node, and each node’s directory knows who holds the lines whose home it is. Any coherent protocol that invalidates runs over it unchanged. One is made of a bus machine by `--set numa.nodes=4`, or in a file:',
    code(JSON.stringify(OF_NODES, undefined, 2), 'json'),
    '[topologies.md](topologies.md) has the networks that join nodes, and tells how the distances of a real machine become the beginning of such a file.',
    '## Replacement policies',
    table(
      ['Name', 'What it evicts'],
      Object.entries(POLICY_TITLES).map(([name, title]) => [`\`${name}\``, title]),
    ),
    ...MACHINES.flatMap(({ name, title, about, source, config }) => [
      `## ${name}`,
      `${title}. ${about}`,
      `Source: ${source}`,
      code(drawMachine(config, DRAWING_WIDTH), 'text'),
      code(JSON.stringify(config, undefined, 2), 'json'),
    ]),
  );
