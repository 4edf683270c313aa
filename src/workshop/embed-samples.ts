/**
 * Writes each bundled trace, src/samples/<name>.cohort, into src/samples/<name>.generated.ts, so that
 * it is imported the same way in Node and in a browser, and only when it is asked for. Both are kept
 * in the repository; `--check` only compares.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../samples/', import.meta.url);

/** The text of the module that holds a container's bytes. */
export const sampleModule = (bytes: Uint8Array): string =>
  `/** A Cohort container (${bytes.length} bytes), in base64. Made by src/workshop/embed-samples.ts. */\nexport const SAMPLE_BASE64 =\n  '${Buffer.from(bytes).toString('base64')}';\n`;

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cohort'))) {
    const target = new URL(file.replace(/cohort$/, 'generated.ts'), folder);
    const module = sampleModule(readFileSync(new URL(file, folder)));
    if (!process.argv.includes('--check')) writeFileSync(target, module);
    else if (readFileSync(target, 'utf8') !== module) {
      console.error(`${target.pathname} is not what ${file} says: run \`tsx src/workshop/embed-samples.ts\``);
      process.exitCode = 1;
    }
  }
}
