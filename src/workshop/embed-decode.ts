/**
 * Writes build/decode.wasm into src/traces/formats/cohort/decode.generated.ts, as embed-core.ts does
 * with the core.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const wasm = readFileSync(new URL('../../build/decode.wasm', import.meta.url));
writeFileSync(
  new URL('../traces/formats/cohort/decode.generated.ts', import.meta.url),
  `/** The compiled assembly/decode (${wasm.length} bytes), in base64. Made by \`npm run build:decode\`. */\nexport const DECODE_BASE64 =\n  '${wasm.toString('base64')}';\n`,
);
