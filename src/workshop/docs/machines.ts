import { POLICY_TITLES } from '../../cli/policies.js';
import { fieldText, MACHINE_PATHS } from '../../config/fields.js';
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

/** The fields of a machine, and the catalogue. */
export const machinesPage = (): string =>
  page(
    'Machines',
    'src/machines/ and src/config/',
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
    '## Fields',
    fields(),
    '## Replacement policies',
    table(
      ['Name', 'What it evicts'],
      Object.entries(POLICY_TITLES).map(([name, title]) => [`\`${name}\``, title]),
    ),
    ...MACHINES.flatMap(({ name, title, about, source, config }) => [
      `## ${name}`,
      `${title}. ${about}`,
      `Source: ${source}`,
      code(JSON.stringify(config, undefined, 2), 'json'),
    ]),
  );
