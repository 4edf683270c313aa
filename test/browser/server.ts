import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { transform } from 'esbuild';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.ts': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

export interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * A static server on 127.0.0.1. `routes` gives a folder for each prefix; `.ts` files are served with
 * their types stripped, and any other file as it is. `/` is an empty page.
 */
export const serve = async (routes: Readonly<Record<string, string>>): Promise<Site> => {
  const body = async (path: string): Promise<string | Buffer> => {
    if (path === '/')
      return '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Cohort</title>';
    const route = Object.entries(routes).find(([prefix]) => path.startsWith(prefix));
    if (route === undefined) throw new Error(`nothing is served at ${path}`);
    const [prefix, folder] = route;
    const file = await readFile(folder + path.slice(prefix.length));
    return extname(path) === '.ts' ? (await transform(file, { loader: 'ts' })).code : file;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    body(pathname).then(
      (content) =>
        response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'text/html' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
};
