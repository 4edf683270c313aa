/** How packages written for Node's `require` are bundled with esbuild, see `build.ts`. */
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const REQUIRED = 'builtin-required';
const IMPORTED = 'builtin-imported';
const ABSENT = 'absent';
/** Marks a question to esbuild's own resolver, so that it does not come back to the plugin. */
const ASKED = Symbol('asked');

const builtin = (path: string): string | undefined => {
  const name = path.replace(/^node:/, '');
  return builtinModules.includes(name) ? name : undefined;
};

/**
 * Node's own modules stay imports. An ES module has no `require`, so a package that requires one gets
 * it through two small modules: one imports it, the other hands on its default export. A package that
 * does without the module in browsers (`false` in package.json's `browser` field) does without it.
 */
export const nodeBuiltins: Plugin = {
  name: 'node-builtins',
  setup(build) {
    build.onResolve({ filter: /.*/ }, async ({ path, kind, namespace, importer, resolveDir, pluginData }) => {
      const name = builtin(path);
      if (name === undefined || pluginData === ASKED) return undefined;
      if (namespace === REQUIRED) return { path: name, namespace: IMPORTED };
      if (kind !== 'require-call') return { path: `node:${name}`, external: true };
      const own = await build.resolve(path, { kind, importer, resolveDir, namespace, pluginData: ASKED });
      return { path: name, namespace: own.errors.length === 0 ? ABSENT : REQUIRED };
    });
    build.onLoad({ filter: /.*/, namespace: REQUIRED }, ({ path }) => ({
      contents: `module.exports = require('${path}').default;`,
    }));
    // Importing node:process would read all its properties, and so open the standard input.
    build.onLoad({ filter: /.*/, namespace: IMPORTED }, ({ path }) => ({
      contents:
        path === 'process' ? 'export default globalThis.process;' : `export { default } from 'node:${path}';`,
    }));
  },
};

/** Leaves out packages that their users do without. */
export const without = (packages: RegExp): Plugin => ({
  name: 'without',
  setup(build) {
    build.onResolve({ filter: packages }, ({ path }) => ({ path, namespace: ABSENT }));
    build.onLoad({ filter: /.*/, namespace: ABSENT }, () => ({ contents: 'module.exports = {};' }));
  },
});
