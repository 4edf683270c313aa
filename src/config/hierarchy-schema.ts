/** The schemas of a machine's shape, TLBs and prefetchers, as they may be written and complete. */
import * as z from 'zod';
import type { FieldText } from './field-text.js';
import type { PrefetchConfig, ShapeConfig, TlbConfig, TlbInput, TlbLevelConfig } from './hierarchy.js';
import {
  CORE_FIELDS,
  MAX_DEGREE,
  MAX_DISTANCE,
  MAX_PREFETCH_ENTRIES,
  MAX_THREADS,
  MAX_TLB_ENTRIES,
  PREFETCHERS,
  SHAPE_FIELDS,
} from './hierarchy-fields.js';
import { MAX_PROCESSORS, MAX_WAYS } from './limits.js';
import { pageBytes, writtenPageBytes } from './page-size.js';

const about = ({ title, description }: FieldText) => ({ title, description });
const upTo = (most: number, text: FieldText) => z.int().min(1).max(most).meta(about(text));

const shape = {
  sockets: upTo(MAX_PROCESSORS, SHAPE_FIELDS['shape.sockets']),
  diesPerSocket: upTo(MAX_PROCESSORS, SHAPE_FIELDS['shape.diesPerSocket']),
  coresPerDie: upTo(MAX_PROCESSORS, SHAPE_FIELDS['shape.coresPerDie']),
  threadsPerCore: upTo(MAX_THREADS, SHAPE_FIELDS['shape.threadsPerCore']),
};

export const shapeInputSchema = z
  .strictObject({
    sockets: shape.sockets.exactOptional(),
    diesPerSocket: shape.diesPerSocket.exactOptional(),
    coresPerDie: shape.coresPerDie.exactOptional(),
    threadsPerCore: shape.threadsPerCore.exactOptional(),
  })
  .meta(about(SHAPE_FIELDS.shape)) satisfies z.ZodType<Partial<ShapeConfig>>;

export const shapeConfigSchema = z
  .strictObject(shape)
  .meta(about(SHAPE_FIELDS.shape)) satisfies z.ZodType<ShapeConfig>;

const ways = z.union([z.int().min(1).max(MAX_WAYS), z.literal('full')]);

const levelFields = (level: 'l1' | 'l2') => ({
  entries: upTo(MAX_TLB_ENTRIES, CORE_FIELDS[`tlb.${level}.entries`]),
  ways: ways.meta(about(CORE_FIELDS[`tlb.${level}.ways`])),
});

const levelInput = (level: 'l1' | 'l2') => {
  const { entries, ways: given } = levelFields(level);
  return z.strictObject({ entries: entries.exactOptional(), ways: given.exactOptional() });
};

const levelConfig = (level: 'l1' | 'l2') =>
  z.strictObject(levelFields(level)) satisfies z.ZodType<TlbLevelConfig>;

export const tlbInputSchema = z
  .strictObject({
    pageBytes: writtenPageBytes.meta(about(CORE_FIELDS['tlb.pageBytes'])).exactOptional(),
    l1: levelInput('l1').meta(about(CORE_FIELDS['tlb.l1'])).exactOptional(),
    l2: levelInput('l2').nullable().meta(about(CORE_FIELDS['tlb.l2'])).exactOptional(),
  })
  .nullable()
  .meta(about(CORE_FIELDS.tlb)) satisfies z.ZodType<TlbInput | null>;

export const tlbConfigSchema = z
  .strictObject({
    pageBytes: pageBytes.meta(about(CORE_FIELDS['tlb.pageBytes'])),
    l1: levelConfig('l1').meta(about(CORE_FIELDS['tlb.l1'])),
    l2: levelConfig('l2').nullable().meta(about(CORE_FIELDS['tlb.l2'])),
  })
  .nullable()
  .meta(about(CORE_FIELDS.tlb)) satisfies z.ZodType<TlbConfig | null>;

const prefetch = {
  kind: z.enum(PREFETCHERS).meta(about(CORE_FIELDS['prefetch.kind'])),
  degree: upTo(MAX_DEGREE, CORE_FIELDS['prefetch.degree']),
  distance: upTo(MAX_DISTANCE, CORE_FIELDS['prefetch.distance']),
  entries: upTo(MAX_PREFETCH_ENTRIES, CORE_FIELDS['prefetch.entries']),
};

export const prefetchInputSchema = z
  .strictObject({
    kind: prefetch.kind.exactOptional(),
    degree: prefetch.degree.exactOptional(),
    distance: prefetch.distance.exactOptional(),
    entries: prefetch.entries.exactOptional(),
  })
  .meta(about(CORE_FIELDS.prefetch)) satisfies z.ZodType<Partial<PrefetchConfig>>;

export const prefetchConfigSchema = z
  .strictObject(prefetch)
  .meta(about(CORE_FIELDS.prefetch)) satisfies z.ZodType<PrefetchConfig>;
