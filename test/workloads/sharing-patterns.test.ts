import { describe, expect, it } from 'vitest';
import { type Access, collect, groupBy, lineOf, wordOf } from './collect.js';

const processorsByLine = (accesses: readonly Access[]) =>
  groupBy(accesses, lineOf, (access) => access.processor);
const sharedBy = (groups: ReadonlyMap<unknown, ReadonlySet<number>>, atLeast: number): number =>
  [...groups.values()].filter((processors) => processors.size >= atLeast).length;
const inRegion = (accesses: readonly Access[], name: string): Access[] =>
  accesses.filter((access) => access.region.startsWith(name));

describe('private workloads', () => {
  it.each(['private-streaming', 'strided', 'private-random', 'pointer-chase'])(
    '%s never lets two processors touch one line, of up to 4 KiB',
    async (name) => {
      const accesses = await collect(name, { processors: 6, references: 20_000 });
      const byPage = groupBy(
        accesses,
        (access) => Math.floor(access.address / 4096),
        (access) => access.processor,
      );
      expect(sharedBy(byPage, 2)).toBe(0);
    },
  );

  it('private-streaming reads b and c, then writes a, in step', async () => {
    const accesses = await collect('private-streaming', { processors: 1, references: 300, elements: 64 });
    for (let i = 0; i < 300; i += 3) {
      const element = ((i / 3) % 64) * 8;
      expect(accesses.slice(i, i + 3)).toMatchObject([
        { region: 'b of processor 0', offset: element, write: false },
        { region: 'c of processor 0', offset: element, write: false },
        { region: 'a of processor 0', offset: element, write: true },
      ]);
    }
  });

  it('private-streaming computes before each write and at no other time', async () => {
    const accesses = await collect('private-streaming', { processors: 3, references: 900, compute: 7 });
    for (const { gap, write } of accesses) expect(gap).toBe(write ? 7 : 0);
  });

  it('strided steps by the stride and starts again where an access would leave the footprint', async () => {
    const accesses = await collect('strided', { processors: 1, references: 9, footprint: 1024, stride: 256 });
    expect(accesses.map((access) => access.offset)).toEqual([0, 256, 512, 768, 0, 256, 512, 768, 0]);
  });

  it('pointer-chase visits every node once a round', async () => {
    const accesses = await collect('pointer-chase', {
      processors: 1,
      references: 200,
      nodes: 100,
      payloadReads: 0,
    });
    const rounds = [accesses.slice(0, 100), accesses.slice(100)].map((round) =>
      round.map((access) => access.offset),
    );
    expect(new Set(rounds[0]).size).toBe(100);
    expect(rounds[1]).toEqual(rounds[0]);
  });

  it('pointer-chase with a shared list has all processors on the same nodes', async () => {
    const accesses = await collect('pointer-chase', {
      processors: 4,
      references: 4000,
      nodes: 64,
      lists: 'shared',
    });
    expect(sharedBy(processorsByLine(accesses), 4)).toBe(64);
  });
});

describe('random workloads', () => {
  it.each(['private-random', 'uniform-random', 'zipf-random', 'true-sharing', 'strided'])(
    '%s writes as often as writePercent says',
    async (name) => {
      for (const writePercent of [0, 35, 100]) {
        const accesses = await collect(name, { references: 20_000, writePercent });
        const percent = accesses.filter((access) => access.write).length / 200;
        expect(Math.abs(percent - writePercent)).toBeLessThanOrEqual(writePercent === 35 ? 1.5 : 0);
      }
    },
  );

  it('uniform-random reaches every word about equally often', async () => {
    const accesses = await collect('uniform-random', { references: 64_000, footprint: 512 });
    const counts = new Array<number>(64).fill(0);
    for (const access of accesses) counts[access.offset / 8]!++;
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });

  it('zipf-random gives the most popular object its share', async () => {
    const accesses = await collect('zipf-random', {
      references: 50_000,
      objects: 1000,
      exponentPercent: 100,
    });
    const counts = new Map<number, number>();
    for (const { offset } of accesses) {
      const object = Math.floor(offset / 64);
      counts.set(object, (counts.get(object) ?? 0) + 1);
    }
    const [first, second] = [...counts.values()].sort((a, b) => b - a);
    const harmonic = Array.from({ length: 1000 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b);
    expect(first! / 50_000).toBeCloseTo(1 / harmonic, 2);
    expect(second! / 50_000).toBeCloseTo(1 / (2 * harmonic), 2);
  });
});

describe('read-shared', () => {
  it('shares every line and writes none', async () => {
    const accesses = await collect('read-shared', { processors: 4, references: 20_000, footprint: 4096 });
    expect(sharedBy(processorsByLine(accesses), 4)).toBe(64);
    expect(accesses.some((access) => access.write)).toBe(false);
  });

  it('lets only processor 0 write, as often as asked', async () => {
    const accesses = await collect('read-shared', { references: 40_000, writesPerMillion: 100_000 });
    const writers = accesses.filter((access) => access.write);
    expect(new Set(writers.map((access) => access.processor))).toEqual(new Set([0]));
    expect(writers.length).toBeGreaterThan(850);
    expect(writers.length).toBeLessThan(1150);
  });
});

describe('producer-consumer', () => {
  it.each([
    { processors: 2, consumers: 1, slots: 1 },
    { processors: 6, consumers: 2, slots: 2 },
    { processors: 7, consumers: 2, slots: 4 },
  ])(
    'has each word written once before each consumer reads it once: %o',
    async ({ processors, consumers, slots }) => {
      const options = { processors, consumers, references: 30_000, slots, itemWords: 3, quantum: 5 };
      const written = new Map<number, number>();
      const read = new Map<string, number>();
      for (const access of inRegion(await collect('producer-consumer', options), 'ring')) {
        const { address, processor, write } = access;
        if (write) {
          expect(processor % (1 + consumers)).toBe(0);
          written.set(address, (written.get(address) ?? 0) + 1);
          const group = Math.min(1 + consumers, processors - processor);
          for (let reader = processor + 1; reader < processor + group; reader++) {
            expect(read.get(`${reader}@${address}`) ?? 0).toBe(written.get(address)! - 1);
          }
        } else {
          const times = (read.get(`${processor}@${address}`) ?? 0) + 1;
          read.set(`${processor}@${address}`, times);
          expect(times).toBe(written.get(address));
        }
      }
      expect(written.size).toBeGreaterThan(0);
      expect(read.size).toBeGreaterThan(0);
    },
  );
});

describe('migratory', () => {
  it.each([
    { processors: 4, objects: 16 },
    { processors: 5, objects: 3 },
    { processors: 3, objects: 7 },
  ])('passes each object to the next processor after all its words were updated: %o', async (shape) => {
    const options = { ...shape, references: 20_000, objectWords: 2, localReads: 3, quantum: 7 };
    const visits = new Map<number, Access[]>();
    for (const access of inRegion(await collect('migratory', options), 'objects')) {
      const object = Math.floor(access.offset / 16);
      visits.set(object, [...(visits.get(object) ?? []), access]);
    }
    expect(visits.size).toBe(shape.objects);
    for (const [object, accesses] of visits) {
      const first = object < shape.processors ? object : 0;
      accesses.forEach((access, i) => {
        const visitor = (first + Math.floor(i / 4)) % shape.processors;
        expect(access).toMatchObject({ processor: visitor, write: i % 2 === 1 });
      });
    }
  });
});

describe('false-sharing', () => {
  it('shares lines and no words', async () => {
    const accesses = await collect('false-sharing', { processors: 8, references: 10_000 });
    const counters = inRegion(accesses, 'counters');
    expect(sharedBy(processorsByLine(counters), 8)).toBe(1);
    expect(
      sharedBy(
        groupBy(accesses, wordOf, (access) => access.processor),
        2,
      ),
    ).toBe(0);
  });

  it('shares no line once the counters are padded', async () => {
    const accesses = await collect('false-sharing', { processors: 8, references: 10_000, counterStride: 64 });
    expect(sharedBy(processorsByLine(accesses), 2)).toBe(0);
  });
});

describe('true-sharing', () => {
  it('has every processor read and write every word', async () => {
    const accesses = await collect('true-sharing', { processors: 4, references: 4000, words: 3 });
    const users = groupBy(accesses, wordOf, (access) => `${access.processor}${access.write}`);
    expect([...users.values()].map((set) => set.size)).toEqual([8, 8, 8]);
  });
});

describe('lock-contention', () => {
  it.each(['test-and-set', 'test-and-test-and-set', 'ticket'])(
    'keeps all but one processor out of the data under a %s lock',
    async (algorithm) => {
      const options = {
        processors: 5,
        references: 30_000,
        algorithm,
        dataWords: 3,
        localReads: 4,
        quantum: 3,
      };
      const sections = inRegion(await collect('lock-contention', options), 'data');
      for (let i = 0; i + 6 <= sections.length; i += 6) {
        const holders = new Set(sections.slice(i, i + 6).map((access) => access.processor));
        expect(holders.size).toBe(1);
      }
      expect(new Set(sections.map((access) => access.processor)).size).toBe(5);
    },
  );

  it('spins with reads under test-and-test-and-set, and with writes under test-and-set', async () => {
    const spins = async (algorithm: string): Promise<number> => {
      const accesses = await collect('lock-contention', { algorithm, references: 20_000, localReads: 0 });
      const locks = inRegion(accesses, 'locks');
      return locks.filter((access) => access.write).length / locks.length;
    };
    expect(await spins('test-and-set')).toBe(1);
    expect(await spins('test-and-test-and-set')).toBeLessThan(0.5);
  });

  it('leaves the rest of its turn to the others while it waits', async () => {
    const options = { processors: 4, references: 20_000, quantum: 16, locks: 1, localReads: 8 };
    const accesses = await collect('lock-contention', options);
    const looks = accesses.map(({ region, write, processor }) =>
      region === 'locks' && !write ? processor : -1,
    );
    expect(looks.filter((processor) => processor >= 0).length).toBeGreaterThan(1000);
    expect(looks.filter((processor, i) => processor >= 0 && processor === looks[i + 1])).toEqual([]);
  });

  it('serves tickets in the order in which they were taken', async () => {
    const options = { algorithm: 'ticket', processors: 6, references: 20_000, dataWords: 1 };
    const accesses = await collect('lock-contention', options);
    const taken = accesses.filter(({ region, offset, write }) => region === 'locks' && offset === 0 && write);
    const entered = accesses.filter(({ region, write }) => region === 'data' && write);
    const order = (list: readonly Access[]): number[] =>
      list.slice(0, entered.length).map((access) => access.processor);
    expect(entered.length).toBeGreaterThan(100);
    expect(order(entered)).toEqual(order(taken));
  });
});

describe('barrier-phases', () => {
  it('lets nobody write its part for a new phase before everybody has left the last', async () => {
    const options = { processors: 4, references: 30_000, partWords: 16, imbalancePercent: 50, quantum: 3 };
    const phase = new Array<number>(4).fill(0);
    const last = new Array<number>(4).fill(0);
    for (const { processor, write, region, offset } of await collect('barrier-phases', options)) {
      if (!write || !region.startsWith('part')) continue;
      const parity = Math.floor(offset / (16 * 8));
      if (parity !== last[processor]) phase[processor]!++;
      last[processor] = parity;
      expect(Math.max(...phase) - Math.min(...phase)).toBeLessThanOrEqual(1);
    }
    expect(Math.min(...phase)).toBeGreaterThan(10);
  });
});
