/** The notices that the licences of bundled packages ask for. */
import { readdirSync, readFileSync } from 'node:fs';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** The folder of the package that a bundled file belongs to, e.g. `node_modules/zod/`. */
const packageFolder = (input: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(input)?.[0];

/** One notice a package, sorted by name, from the inputs of the bundle. */
export const thirdPartyLicences = (root: string, inputs: readonly string[]): string => {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const notices = [...folders].sort().map((folder) => {
    const manifest: Manifest = JSON.parse(readFileSync(`${root}${folder}package.json`, 'utf8'));
    const file = readdirSync(root + folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
    const text = file === undefined ? '' : readFileSync(root + folder + file, 'utf8').trim();
    return `${manifest.name} ${manifest.version} (${manifest.license ?? 'see its text'})\n\n${text}`.trim();
  });
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `Cohort contains code of the packages below, under their own licences.${rule}${notices.join(rule)}\n`;
};
