import { describe, expect, it } from 'vitest';
import { type Access, collect, groupBy, lineOf } from './collect.js';

/** The accesses that every processor makes before it first reaches the barrier. */
const beforeBarrier = (accesses: readonly Access[]): Access[] => {
  const arrived = new Set<number>();
  return accesses.filter((access) => {
    if (access.region === 'barrier') arrived.add(access.processor);
    return !arrived.has(access.processor);
  });
};

const tally = (accesses: readonly Access[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { region, offset, write } of accesses) {
    const key = `${write ? 'W' : 'R'} ${region} ${offset}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

describe('blocked-matmul', () => {
  const size = 10;
  const product = async (processors: number, block: number): Promise<Access[]> =>
    beforeBarrier(await collect('blocked-matmul', { processors, block, size, references: 20_000 }));

  it.each([
    { processors: 1, block: 10 },
    { processors: 1, block: 4 },
    { processors: 3, block: 4 },
    { processors: 12, block: 100 },
  ])(
    'updates each element of C once for each k, out of B, however it is split: %o',
    async ({ processors, block }) => {
      const counts = tally(await product(processors, block));
      for (let element = 0; element < size * size; element++) {
        expect(counts.get(`W C ${element * 8}`)).toBe(size);
        expect(counts.get(`R C ${element * 8}`)).toBe(size);
        expect(counts.get(`R B ${element * 8}`)).toBe(size);
        expect(counts.get(`R A ${element * 8}`)).toBe(Math.ceil(size / block));
      }
    },
  );

  it('gives each processor a band of rows of A and C', async () => {
    const rows = groupBy(
      (await product(4, 4)).filter(({ region }) => region === 'C'),
      ({ offset }) => Math.floor(offset / (size * 8)),
      ({ processor }) => processor,
    );
    expect([...rows].sort(([a], [b]) => Number(a) - Number(b)).map(([, owners]) => [...owners])).toEqual(
      [0, 0, 1, 1, 1, 2, 2, 3, 3, 3].map((owner) => [owner]),
    );
  });
});

describe('stencil', () => {
  it('updates every inner point once a sweep from its four neighbours, whoever owns it', async () => {
    const size = 9;
    const first = beforeBarrier(await collect('stencil', { processors: 3, size, references: 3000 }));
    const writes = first.filter((access) => access.write);
    expect(first.length).toBe(5 * 7 * 7);
    expect(new Set(writes.map((access) => access.offset)).size).toBe(7 * 7);
    expect(writes.every((access) => access.region === 'grid 1')).toBe(true);
    expect(first.every((access) => access.write || access.region === 'grid 0')).toBe(true);
  });

  it('shares only the rows where bands meet', async () => {
    // Rows of 64 elements are whole lines, so bands of rows meet between lines.
    const accesses = await collect('stencil', { processors: 4, size: 64, references: 200_000 });
    const lines = groupBy(
      accesses.filter(({ region }) => region.startsWith('grid')),
      lineOf,
      ({ processor }) => processor,
    );
    const shared = [...lines.values()].filter((processors) => processors.size > 1).length;
    // Three borders between four bands, two halo rows each, 8 lines a row, two grids.
    expect(shared).toBe(3 * 2 * 8 * 2);
  });
});

describe('reduction', () => {
  it.each(['tree', 'serial', 'lock'])(
    'reads every element once and every partial sum at the end: %s',
    async (combine) => {
      const accesses = await collect('reduction', {
        processors: 4,
        elements: 100,
        combine,
        references: 4000,
      });
      const adding = beforeBarrier(accesses).filter(({ region }) => region === 'array');
      expect(new Set(adding.map((access) => access.offset)).size).toBe(100);
      expect(adding.length).toBe(100);
      const partial = groupBy(
        accesses.filter(({ region, write }) => region === 'partial sums' && !write),
        ({ offset }) => offset,
        ({ processor }) => processor,
      );
      const readByOthers = [...partial.values()].filter((readers) => readers.size > 1).length;
      expect(readByOthers).toBe(combine === 'lock' ? 0 : 3);
    },
  );

  it('shares the lines of the partial sums only while they are packed', async () => {
    const lines = async (partialStride: number): Promise<number> => {
      const accesses = beforeBarrier(
        await collect('reduction', { processors: 8, partialStride, references: 9000 }),
      );
      const byLine = groupBy(
        accesses.filter(({ region }) => region === 'partial sums'),
        lineOf,
        ({ processor }) => processor,
      );
      return Math.max(...[...byLine.values()].map((owners) => owners.size));
    };
    expect(await lines(8)).toBe(8);
    expect(await lines(64)).toBe(1);
  });
});

describe('bfs', () => {
  /** Vertices appended to the next frontier between one turn of the barrier’s flag and the next. */
  const levels = async (options: Readonly<Record<string, unknown>>): Promise<number[]> => {
    const found: number[] = [0];
    for (const { region, offset, write } of await collect('bfs', {
      references: 60_000,
      scale: 7,
      ...options,
    })) {
      if (region === 'barrier' && offset === 128 && write) found.push(0);
      if (region.startsWith('frontier') && write) found[found.length - 1]!++;
    }
    return found;
  };

  it.each(['rmat', 'uniform'])(
    'finds the same levels of a graph with any number of processors: %s',
    async (graph) => {
      // Eight turns of the barrier: two to prepare, then two a level.
      const alone = (await levels({ processors: 1, graph })).slice(0, 8);
      const shared = (await levels({ processors: 5, graph, quantum: 3 })).slice(0, 8);
      expect(shared).toEqual(alone);
      expect(alone.slice(0, 2)).toEqual([0, 1]);
      expect(alone.reduce((sum, vertices) => sum + vertices)).toBeGreaterThan(60);
    },
  );

  it('claims each vertex at most once a search', async () => {
    const accesses = await collect('bfs', { processors: 4, scale: 7, references: 4000 });
    const appended = accesses.filter(({ region, write }) => region.startsWith('frontier') && write).length;
    const counted = accesses.filter(({ region, write }) => region === 'length' && write).length;
    expect(appended).toBeGreaterThan(50);
    expect(appended).toBeLessThanOrEqual(128);
    expect(counted).toBeGreaterThanOrEqual(appended);
  });
});

describe('mix', () => {
  it('draws references by weight and keeps each part’s own order', async () => {
    const parts = 'strided(stride=64 footprint=1MiB):3,true-sharing:1';
    const accesses = await collect('mix', { processors: 2, parts, references: 40_000 });
    const shared = accesses.filter(({ region }) => region === 'words').length;
    expect(shared / 40_000).toBeCloseTo(0.25, 1);
    const walked = accesses
      .filter(({ region }) => region === 'walk of processor 1')
      .map(({ offset }) => offset);
    expect(walked).toEqual(walked.map((_, i) => (i * 64) % 2 ** 20));
  });

  it('of one part is that part', async () => {
    const parts = 'private-streaming(elements=100 compute=5)';
    const mixed = await collect('mix', { parts, references: 5000, processors: 3 });
    expect(mixed).toEqual(
      await collect('private-streaming', { elements: 100, compute: 5, references: 5000, processors: 3 }),
    );
  });

  it('keeps the parts that synchronise correct', async () => {
    const parts = 'producer-consumer(slots=2 itemWords=2):2,lock-contention(dataWords=2):1,private-random:1';
    const accesses = await collect('mix', { processors: 4, parts, references: 40_000 });
    const sections = accesses.filter(({ region }) => region === 'data');
    for (let i = 0; i + 4 <= sections.length; i += 4) {
      expect(new Set(sections.slice(i, i + 4).map((access) => access.processor)).size).toBe(1);
    }
    const written = new Map<number, number>();
    const read = new Map<number, number>();
    for (const { region, address, write } of accesses) {
      if (!region.startsWith('ring')) continue;
      const counts = write ? written : read;
      counts.set(address, (counts.get(address) ?? 0) + 1);
      if (!write) expect(read.get(address)).toBe(written.get(address));
    }
    expect(sections.length).toBeGreaterThan(100);
    expect(read.size).toBe(8);
  });
});
