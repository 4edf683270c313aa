/**
 * The schemas of a machine: `machineInputSchema` is what a user may write, `machineConfigSchema`
 * what a run starts from. They are the only check of either, and the published JSON Schemas are
 * generated from them.
 */
import * as z from 'zod';
import { POLICY_NAMES } from '../replacement/index.js';
import {
  CACHE_FIELDS,
  type FieldText,
  MACHINE_FIELDS,
  MAX_CACHE_BYTES,
  MAX_MEMORY_BYTES,
  MAX_PROCESSORS,
  MAX_WAYS,
  MIN_LINE_BYTES,
  MIN_MEMORY_BYTES,
} from './fields.js';
import type { LevelConfig, LevelInput, SharedConfig, SharedInput } from './hierarchy.js';
import { INCLUSIONS, LEVEL_FIELDS, SHARED_FIELDS, SHARERS } from './hierarchy-fields.js';
import {
  prefetchConfigSchema,
  prefetchInputSchema,
  shapeConfigSchema,
  shapeInputSchema,
  tlbConfigSchema,
  tlbInputSchema,
} from './hierarchy-schema.js';
import type { CacheConfig, CacheInput, MachineConfig, MachineInput } from './machine.js';
import { numaConfigSchema, numaInputSchema } from './numa-schema.js';
import { checkMachine } from './rules.js';
import { bytesOf, SIZE_PATTERN } from './sizes.js';
import { timingConfigSchema, timingInputSchema } from './timing-schema.js';

const about = ({ title, description }: FieldText) => ({ title, description });

/** A whole number of bytes within bounds. */
const bytes = (least: number, most: number) => z.int().min(least).max(most);

/** The same, or a size with a unit. */
const writtenBytes = (least: number, most: number) =>
  z.union([bytes(least, most), z.string().regex(SIZE_PATTERN)]).refine((size) => {
    const value = bytesOf(size);
    return value !== undefined && value >= least && value <= most;
  });

const replacement = z.enum(POLICY_NAMES);
const ways = z.union([z.int().min(1).max(MAX_WAYS), z.literal('full')]);
const write = z.enum(['protocol', 'write-back', 'write-through']);
const writeAllocate = z.union([z.boolean(), z.literal('protocol')]);
const processors = z.int().min(1).max(MAX_PROCESSORS);
const protocol = z.string().min(1).max(100);
const wordBytes = z.literal([4, 8, 16, 32]);
const addressBytes = z.int().min(0).max(64);
const instructions = z.enum(['skip', 'read']);
const seed = z.int().min(0).max(0xffffffff);
const lineBytes = z.literal([4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096]);

const level = { inclusion: z.enum(INCLUSIONS).meta(about(LEVEL_FIELDS.inclusion)) };
const shared = { ...level, sharedBy: z.enum(SHARERS).meta(about(SHARED_FIELDS.sharedBy)) };

const cacheInputSchema = z.strictObject({
  size: z
    .union([z.literal('unlimited'), writtenBytes(MIN_LINE_BYTES, MAX_CACHE_BYTES)])
    .meta(about(CACHE_FIELDS.size))
    .exactOptional(),
  ways: ways.meta(about(CACHE_FIELDS.ways)).exactOptional(),
  replacement: replacement.meta(about(CACHE_FIELDS.replacement)).exactOptional(),
  write: write.meta(about(CACHE_FIELDS.write)).exactOptional(),
  writeAllocate: writeAllocate.meta(about(CACHE_FIELDS.writeAllocate)).exactOptional(),
}) satisfies z.ZodType<CacheInput>;

const levelInputSchema = cacheInputSchema.safeExtend({
  inclusion: level.inclusion.exactOptional(),
}) satisfies z.ZodType<LevelInput>;

const sharedInputSchema = levelInputSchema.safeExtend({
  sharedBy: shared.sharedBy.exactOptional(),
}) satisfies z.ZodType<SharedInput>;

/** What a user may write, in JSON or as an object. */
export const machineInputSchema = z
  .strictObject({
    $schema: z
      .string()
      .meta({ title: 'JSON Schema', description: 'Where editors find the schema of this file. Not read.' })
      .exactOptional(),
    preset: z.string().min(1).meta(about(MACHINE_FIELDS.preset)).exactOptional(),
    processors: processors.meta(about(MACHINE_FIELDS.processors)).exactOptional(),
    shape: shapeInputSchema.exactOptional(),
    protocol: protocol.meta(about(MACHINE_FIELDS.protocol)).exactOptional(),
    lineBytes: z
      .union([lineBytes, z.string().regex(SIZE_PATTERN)])
      .refine((size) => lineBytes.safeParse(bytesOf(size)).success)
      .meta(about(MACHINE_FIELDS.lineBytes))
      .exactOptional(),
    l1: cacheInputSchema.meta(about(MACHINE_FIELDS.l1)).exactOptional(),
    l1i: cacheInputSchema.nullable().meta(about(MACHINE_FIELDS.l1i)).exactOptional(),
    l2: levelInputSchema.nullable().meta(about(MACHINE_FIELDS.l2)).exactOptional(),
    l3: sharedInputSchema.nullable().meta(about(MACHINE_FIELDS.l3)).exactOptional(),
    tlb: tlbInputSchema.exactOptional(),
    prefetch: prefetchInputSchema.exactOptional(),
    bus: z
      .strictObject({
        wordBytes: wordBytes.meta(about(MACHINE_FIELDS['bus.wordBytes'])).exactOptional(),
        addressBytes: addressBytes.meta(about(MACHINE_FIELDS['bus.addressBytes'])).exactOptional(),
      })
      .meta(about(MACHINE_FIELDS.bus))
      .exactOptional(),
    numa: numaInputSchema.exactOptional(),
    timing: timingInputSchema.exactOptional(),
    instructions: instructions.meta(about(MACHINE_FIELDS.instructions)).exactOptional(),
    seed: seed.meta(about(MACHINE_FIELDS.seed)).exactOptional(),
    memoryLimitBytes: writtenBytes(MIN_MEMORY_BYTES, MAX_MEMORY_BYTES)
      .meta(about(MACHINE_FIELDS.memoryLimitBytes))
      .exactOptional(),
  })
  .meta({
    title: 'Cohort machine',
    description: 'A multiprocessor to simulate: any part of it, over a preset.',
  }) satisfies z.ZodType<MachineInput>;

const cacheConfigSchema = z.strictObject({
  size: z
    .union([z.literal('unlimited'), bytes(MIN_LINE_BYTES, MAX_CACHE_BYTES)])
    .meta(about(CACHE_FIELDS.size)),
  ways: ways.meta(about(CACHE_FIELDS.ways)),
  replacement: replacement.meta(about(CACHE_FIELDS.replacement)),
  write: write.meta(about(CACHE_FIELDS.write)),
  writeAllocate: writeAllocate.meta(about(CACHE_FIELDS.writeAllocate)),
}) satisfies z.ZodType<CacheConfig>;

const levelConfigSchema = cacheConfigSchema.safeExtend(level) satisfies z.ZodType<LevelConfig>;
const sharedConfigSchema = cacheConfigSchema.safeExtend(shared) satisfies z.ZodType<SharedConfig>;

/** A complete machine, with the rules that tie its fields together. */
export const machineConfigSchema = z
  .strictObject({
    processors: processors.meta(about(MACHINE_FIELDS.processors)),
    shape: shapeConfigSchema,
    protocol: protocol.meta(about(MACHINE_FIELDS.protocol)),
    lineBytes: lineBytes.meta(about(MACHINE_FIELDS.lineBytes)),
    l1: cacheConfigSchema.meta(about(MACHINE_FIELDS.l1)),
    l1i: cacheConfigSchema.nullable().meta(about(MACHINE_FIELDS.l1i)),
    l2: levelConfigSchema.nullable().meta(about(MACHINE_FIELDS.l2)),
    l3: sharedConfigSchema.nullable().meta(about(MACHINE_FIELDS.l3)),
    tlb: tlbConfigSchema,
    prefetch: prefetchConfigSchema,
    bus: z
      .strictObject({
        wordBytes: wordBytes.meta(about(MACHINE_FIELDS['bus.wordBytes'])),
        addressBytes: addressBytes.meta(about(MACHINE_FIELDS['bus.addressBytes'])),
      })
      .meta(about(MACHINE_FIELDS.bus)),
    numa: numaConfigSchema,
    timing: timingConfigSchema,
    instructions: instructions.meta(about(MACHINE_FIELDS.instructions)),
    seed: seed.meta(about(MACHINE_FIELDS.seed)),
    memoryLimitBytes: bytes(MIN_MEMORY_BYTES, MAX_MEMORY_BYTES).meta(about(MACHINE_FIELDS.memoryLimitBytes)),
  })
  .superRefine((machine, context) => {
    for (const { path, message } of checkMachine(machine)) {
      context.addIssue({ code: 'custom', path: path.split('.'), message });
    }
  })
  .meta({
    title: 'Machine',
    description: 'The machine that was simulated, complete.',
  }) satisfies z.ZodType<MachineConfig>;
