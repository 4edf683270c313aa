/** The schemas of what things cost in timed mode, as it may be written and complete. */
import * as z from 'zod';
import { bytesOf, SIZE_PATTERN } from './sizes.js';
import type { TimingConfig, TimingInput } from './timing.js';
import { DRAINS, ROWS, TIMING_BOUNDS, TIMING_FIELDS } from './timing-fields.js';

const told = (path: keyof typeof TIMING_FIELDS) => {
  const { title, description } = TIMING_FIELDS[path];
  return { title, description };
};

const whole = (path: keyof typeof TIMING_BOUNDS) => {
  const { min, max } = TIMING_BOUNDS[path];
  return z
    .int()
    .min(min)
    .max(max)
    .meta(told(`timing.${path}`));
};

const { min: leastRow, max: mostRow } = TIMING_BOUNDS['memory.rowBytes'];

const isRow = (bytes: number | undefined): boolean =>
  bytes !== undefined && bytes >= leastRow && bytes <= mostRow && Number.isInteger(Math.log2(bytes));

const row = z.int().min(leastRow).max(mostRow);

const bus = z
  .strictObject({
    split: z.boolean().meta(told('timing.bus.split')),
    arbitrationCycles: whole('bus.arbitrationCycles'),
    requestCycles: whole('bus.requestCycles'),
    bytesPerCycle: whole('bus.bytesPerCycle'),
  })
  .meta(told('timing.bus'));

const network = z
  .strictObject({
    localCycles: whole('network.localCycles'),
    hopCycles: whole('network.hopCycles'),
    bytesPerCycle: whole('network.bytesPerCycle'),
  })
  .meta(told('timing.network'));

const directory = z
  .strictObject({
    lookupCycles: whole('directory.lookupCycles'),
    occupancyCycles: whole('directory.occupancyCycles'),
  })
  .meta(told('timing.directory'));

const memory = z
  .strictObject({
    channels: whole('memory.channels'),
    banks: whole('memory.banks'),
    rowBytes: row.refine(isRow).meta(told('timing.memory.rowBytes')),
    rows: z.enum(ROWS).meta(told('timing.memory.rows')),
    hitCycles: whole('memory.hitCycles'),
    emptyCycles: whole('memory.emptyCycles'),
    conflictCycles: whole('memory.conflictCycles'),
    bytesPerCycle: whole('memory.bytesPerCycle'),
    writeQueueEntries: whole('memory.writeQueueEntries'),
  })
  .meta(told('timing.memory'));

const storeBuffer = z
  .strictObject({
    entries: whole('storeBuffer.entries'),
    forwarding: z.boolean().meta(told('timing.storeBuffer.forwarding')),
    drain: z.enum(DRAINS).meta(told('timing.storeBuffer.drain')),
  })
  .meta(told('timing.storeBuffer'));

const mshrs = z
  .strictObject({
    entries: whole('mshrs.entries'),
    merging: z.boolean().meta(told('timing.mshrs.merging')),
  })
  .meta(told('timing.mshrs'));

const tlb = z
  .strictObject({ l2Cycles: whole('tlb.l2Cycles'), walkCycles: whole('tlb.walkCycles') })
  .meta(told('timing.tlb'));

/** Complete. */
export const timingConfigSchema = z
  .strictObject({
    clockMHz: whole('clockMHz'),
    instructionCycles: whole('instructionCycles'),
    l1Cycles: whole('l1Cycles'),
    l2Cycles: whole('l2Cycles'),
    l3Cycles: whole('l3Cycles'),
    snoopCycles: whole('snoopCycles'),
    migrationCycles: whole('migrationCycles'),
    bus,
    network,
    directory,
    memory,
    storeBuffer,
    mshrs,
    tlb,
    windowReferences: whole('windowReferences'),
  })
  .meta(told('timing')) satisfies z.ZodType<TimingConfig>;

/** Every field may be left out. */
const anyPart = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
  text: ReturnType<typeof told>,
) => {
  const fields = Object.entries(schema.shape).map(([name, field]) => [
    name,
    z.exactOptional(field as z.ZodType),
  ]);
  // `fromEntries` forgets the names and types, which are those of the shape.
  return z
    .strictObject(Object.fromEntries(fields) as { [Name in keyof Shape]: z.ZodExactOptional<Shape[Name]> })
    .meta(text);
};

const writtenMemory = z
  .strictObject({
    ...anyPart(memory, told('timing.memory')).shape,
    rowBytes: z
      .union([row, z.string().regex(SIZE_PATTERN)])
      .refine((size) => isRow(bytesOf(size)))
      .meta(told('timing.memory.rowBytes'))
      .exactOptional(),
  })
  .meta(told('timing.memory'));

/** What a user may write. */
export const timingInputSchema = z
  .strictObject({
    ...anyPart(timingConfigSchema, told('timing')).shape,
    bus: anyPart(bus, told('timing.bus')).exactOptional(),
    network: anyPart(network, told('timing.network')).exactOptional(),
    directory: anyPart(directory, told('timing.directory')).exactOptional(),
    memory: writtenMemory.exactOptional(),
    storeBuffer: anyPart(storeBuffer, told('timing.storeBuffer')).exactOptional(),
    mshrs: anyPart(mshrs, told('timing.mshrs')).exactOptional(),
    tlb: anyPart(tlb, told('timing.tlb')).exactOptional(),
  })
  .meta(told('timing')) satisfies z.ZodType<TimingInput>;
