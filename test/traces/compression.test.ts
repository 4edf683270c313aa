import { gzipSync } from 'node:zlib';
import { Zstd } from '@hpcc-js/wasm-zstd';
import { describe, expect, it } from 'vitest';
import { nodeCodecs } from '../../src/node/node-codecs.js';
import { openTraceBytes } from '../../src/traces/open.js';
import {
  fileOf,
  inPieces,
  longTrace,
  messageOf,
  parse,
  READ,
  readAll,
  record,
  utf8,
  WRITE,
} from './records.js';

const text = ' L 10,4\n S 1ffeffe7e0,8\n';
const records = [record(0, READ, 0x10), record(0, WRITE, 0x1ffeffe7e0, 8)];
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

/** `text`, compressed by the usual tools. */
const XZ = bytesOf(
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAXIEwgMTAsNAogUyAxZmZlZmZlN2UwLDgKAHSvx7BTn9BKAAEwGI4brOwftvN9AQAAAAAEWVo=',
);
const ZSTD = bytesOf('KLUv/QRYwQAAIEwgMTAsNAogUyAxZmZlZmZlN2UwLDgKNwG4Vg==');
const GZIP = new Uint8Array(gzipSync(text));

const KINDS: [string, Uint8Array, Partial<Parameters<typeof openTraceBytes>[1]>][] = [
  ['gzip', GZIP, {}],
  ['gzip by Node', GZIP, { codecs: nodeCodecs }],
  ['xz', XZ, {}],
  ['zstd', ZSTD, {}],
];

describe.each(KINDS)('%s', (kind, bytes, options) => {
  const name = kind.split(' ')[0]!;

  it.each(['x', 'x.txt', 'x.gz', 'x.xz', 'x.zst'])(
    'is told by the content of a file named %s',
    async (file) => {
      expect(await parse(bytes, { ...options, name: file })).toEqual(records);
    },
  );

  it('is read from a stream of single bytes', async () => {
    const source = await openTraceBytes(inPieces(bytes, 1), options);
    expect(await readAll(source)).toEqual(records);
  });

  it('cut short anywhere behind its first bytes is an error with the byte offset', async () => {
    for (let length = 6; length < bytes.length; length++) {
      const message = await messageOf(parse(bytes.slice(0, length), { ...options, format: 'lackey' }));
      expect(message).toBe(
        `test: the ${name} data is cut short: it ends at byte ${length}, before its own end. Copy the file again, or compress the trace again`,
      );
    }
  });

  it('with a byte changed is an error, or reads the same, but is never a crash', async () => {
    for (let at = 6; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 0x55;
      const outcome = await parse(changed, { ...options, format: 'lackey', strict: false }).catch(
        (error: Error) => error.name,
      );
      expect(typeof outcome === 'string' ? outcome : 'read').toMatch(/^(CohortError|read)$/);
    }
  });
});

describe('compressed files', () => {
  it('of several parts put together are read to the end', async () => {
    const zstd = await Zstd.load();
    const [first, second] = [utf8(' L 10,4\n'), utf8(' S 1ffeffe7e0,8\n')];
    const gzips = new Uint8Array([...gzipSync(first), ...gzipSync(second)]);
    const frames = new Uint8Array([...zstd.compress(first), ...zstd.compress(second)]);
    expect(await parse(gzips)).toEqual(records);
    expect(await parse(gzips, { codecs: nodeCodecs })).toEqual(records);
    expect(await parse(frames)).toEqual(records);
  });

  it('that decompress to a hundred times their size are read a part at a time', async () => {
    const lines = '0 R 10 8\n'.repeat(2_000_000);
    const source = await openTraceBytes(new Uint8Array(gzipSync(lines)), { codecs: nodeCodecs });
    let count = 0;
    for await (const batch of source.batches()) count += batch.count;
    expect(count).toBe(2_000_000);
    expect(source.bufferBytes).toBeLessThan(1 << 20);
  });

  it('have a container inside as well', async () => {
    const long = longTrace(5000);
    const container = await fileOf(long, { format: 'cohort', around: 'gzip' });
    expect(await parse(container)).toEqual(long);
    expect(await parse(container, { codecs: nodeCodecs })).toEqual(long);
  });
});
