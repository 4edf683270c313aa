/** Traces that mean to do harm: few lines, sets that overflow, accesses across lines, odd addresses. */
import fc from 'fast-check';
import type { MachineConfig } from '../../../src/config/machine.js';
import { OPERATION } from '../../../src/protocol/codes.js';
import { createBatch, MAX_ACCESS_BYTES, packMeta, type TraceBatch } from '../../../src/traces/batch.js';
import type { ModelRecord } from '../../model/references.js';

const TOP = 2n ** 64n;

/** Around the limits of 32 bits, of exact doubles, and of the address space. */
export const INTERESTING_ADDRESSES: readonly bigint[] = [
  0n,
  2n ** 12n,
  2n ** 32n - 256n,
  2n ** 53n - 64n,
  2n ** 53n + 2n ** 30n,
  2n ** 63n,
  TOP - 8192n,
];

/** Where lines lie. */
const base: fc.Arbitrary<bigint> = fc.oneof(
  fc.constantFrom(...INTERESTING_ADDRESSES),
  fc.bigInt({ min: 0n, max: TOP - 1n }),
);

const bytes: fc.Arbitrary<number> = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(0, 1, 2, 4, 8) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 64 }) },
  { weight: 2, arbitrary: fc.integer({ min: 65, max: MAX_ACCESS_BYTES }) },
);

/** Lines that an access may span, but for the kind `wide`: more would drown the rest of the trace. */
const MOST_LINES = 4;

/** Some references of one kind: `who` and `where` index what the trace as a whole chose. */
interface Episode {
  readonly kind: 'one' | 'burst' | 'ping-pong' | 'everybody' | 'wide';
  readonly operation: ModelRecord['operation'];
  readonly who: number;
  readonly base: number;
  readonly slot: number;
  /** Neighbouring lines, or lines of one set. */
  readonly sameSet: boolean;
  readonly offset: number;
  readonly bytes: number;
  readonly length: number;
}

const operation: fc.Arbitrary<ModelRecord['operation']> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<ModelRecord['operation']>('read') },
  { weight: 5, arbitrary: fc.constant<ModelRecord['operation']>('write') },
  { weight: 1, arbitrary: fc.constant<ModelRecord['operation']>('instruction') },
);

const episode: fc.Arbitrary<Episode> = fc.record({
  kind: fc.oneof(
    { weight: 140, arbitrary: fc.constant<Episode['kind']>('one') },
    { weight: 30, arbitrary: fc.constantFrom<Episode['kind'][]>('burst', 'ping-pong') },
    { weight: 8, arbitrary: fc.constant<Episode['kind']>('everybody') },
    { weight: 1, arbitrary: fc.constant<Episode['kind']>('wide') },
  ),
  operation,
  who: fc.nat(7),
  base: fc.nat(3),
  slot: fc.oneof(fc.nat(3), fc.nat(40)),
  sameSet: fc.boolean(),
  offset: fc.nat(4095),
  bytes,
  length: fc.integer({ min: 1, max: 12 }),
});

/** A trace before it is fitted to a machine; shrinks towards fewer and plainer references. */
export interface TraceShape {
  readonly bases: readonly bigint[];
  readonly participants: readonly number[];
  readonly episodes: readonly Episode[];
}

export const traceShape = (maxEpisodes: number): fc.Arbitrary<TraceShape> =>
  fc.record({
    bases: fc.array(base, { minLength: 1, maxLength: 4 }),
    participants: fc.array(fc.nat(255), { minLength: 1, maxLength: 8 }),
    episodes: fc.array(episode, { maxLength: maxEpisodes, size: 'max' }),
  });

const setsOf = ({ l1, l2, lineBytes }: MachineConfig): number => {
  const { size, ways } = l2 ?? l1;
  return size === 'unlimited' || ways === 'full' ? 1 : size / ways / lineBytes;
};

/** The records of a trace on a machine. */
export function recordsFor(trace: TraceShape, machine: MachineConfig): ModelRecord[] {
  const { bases, participants, episodes } = trace;
  const stride = machine.lineBytes * setsOf(machine);
  const chosen = (who: number): number => participants[who % participants.length]! % machine.processors;
  return episodes.flatMap((each): ModelRecord[] => {
    const distance =
      each.slot * (each.sameSet ? stride : machine.lineBytes) + (each.offset % machine.lineBytes);
    const bytes = each.kind === 'wide' ? each.bytes : Math.min(each.bytes, MOST_LINES * machine.lineBytes);
    // Beyond the last address comes the first.
    const address = (bases[each.base % bases.length]! + BigInt(distance)) % TOP;
    const by = (processor: number, operation = each.operation): ModelRecord => {
      return { processor, operation, address, bytes };
    };
    const times = Array.from({ length: each.length }, (_, time) => time);
    const everybody = Array.from({ length: machine.processors }, (_, processor) => processor);
    const references: Record<Episode['kind'], () => ModelRecord[]> = {
      one: () => [by(chosen(each.who))],
      wide: () => [by(chosen(each.who))],
      burst: () => times.map((time) => by(chosen(each.who), time % 3 === 0 ? each.operation : 'read')),
      'ping-pong': () => times.map((time) => by(chosen(each.who + (time % 2)))),
      everybody: () => everybody.map((processor) => by(processor)),
    };
    return references[each.kind]();
  });
}

export function batchOf(records: readonly ModelRecord[]): TraceBatch {
  const batch = createBatch(records.length);
  records.forEach(({ processor, operation, address, bytes }, i) => {
    batch.addresses[2 * i] = Number(address & 0xffff_ffffn);
    batch.addresses[2 * i + 1] = Number(address >> 32n);
    batch.meta[i] = packMeta(processor, OPERATION[operation], bytes);
  });
  batch.count = records.length;
  return batch;
}
