import { MACHINES } from '../../machines/index.js';
import { code, page, table } from './markdown.js';

/** The catalogue of machines. */
export const machinesPage = (): string =>
  page(
    'Machines',
    'src/machines/',
    'Presets for `--machine NAME` and `"preset": "NAME"`. A machine of one’s own starts from one of them: `--machine ./mine.json`, or `--set l1.size=64KiB` for a single field. [schema/machine.json](schema/machine.json) lets an editor complete and check the file.',
    table(
      ['Name', 'What it is', 'Processors', 'Protocol'],
      MACHINES.map(({ name, title, config }) => [
        `[\`${name}\`](#${name})`,
        title,
        `${config.processors}`,
        config.protocol,
      ]),
    ),
    ...MACHINES.flatMap(({ name, title, about, source, config }) => [
      `## ${name}`,
      `${title}. ${about}`,
      `Source: ${source}`,
      code(JSON.stringify(config, undefined, 2), 'json'),
    ]),
  );
