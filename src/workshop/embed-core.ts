/**
 * Writes build/core.wasm into src/engine/core.generated.ts, so that the core is imported the same
 * way in Node, in a browser and in a worker: no file to find, no address to fetch.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const wasm = readFileSync(new URL('../../build/core.wasm', import.meta.url));
writeFileSync(
  new URL('../engine/core.generated.ts', import.meta.url),
  `/** The compiled core (${wasm.length} bytes), in base64. Made by \`npm run build:core\`. */\nexport const CORE_BASE64 =\n  '${wasm.toString('base64')}';\n`,
);
