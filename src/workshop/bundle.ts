/** How the library and the command line are bundled with esbuild: see `build.ts` for what comes out. */
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const builtin = (path: string): string | undefined => {
  const name = path.replace(/^node:/, '');
  return builtinModules.includes(name) ? name : undefined;
};

/**
 * Node's own modules stay imports. Packages written for `require` get them through two small modules,
 * because an ES module has no `require`: one imports the module, the other hands on its default export.
 */
export const nodeBuiltins: Plugin = {
  name: 'node-builtins',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, kind, namespace }) => {
      const name = builtin(path);
      if (name === undefined) return undefined;
      if (kind !== 'require-call' || namespace === 'builtin-required') {
        return namespace === 'builtin-required'
          ? { path: name, namespace: 'builtin-imported' }
          : { path: `node:${name}`, external: true };
      }
      return { path: name, namespace: 'builtin-required' };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin-required' }, ({ path }) => ({
      contents: `module.exports = require('${path}').default;`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'builtin-imported' }, ({ path }) => ({
      contents: `export { default } from 'node:${path}';`,
    }));
  },
};
