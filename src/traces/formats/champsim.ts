import { CohortError } from '../../errors.js';
import { OPERATION } from '../../protocol/codes.js';
import { packMeta, type TraceBatch } from '../batch.js';
import type { ByteStream } from '../byte-stream.js';
import { ByteWindow } from '../byte-window.js';
import type { ReadContext, TraceFormat } from './format.js';

/** ChampSim's `input_instr`: what a record has, and where. */
const RECORD_BYTES = 64;
const IS_BRANCH = 8;
const BRANCH_TAKEN = 9;
const DESTINATIONS = 16;
const SOURCES = 32;
/** One fetch, four reads, two writes. */
const MOST_OF_A_RECORD = 7;

/** The record has no sizes: a data access counts as 8 bytes, an instruction as 4. */
const DATA_BYTES = 8;
const INSTRUCTION_BYTES = 4;

const WINDOW_BYTES = RECORD_BYTES * 4096;
const BATCH = 16384;

const READ = packMeta(0, OPERATION.read, DATA_BYTES);
const WRITE = packMeta(0, OPERATION.write, DATA_BYTES);
const FETCH = packMeta(0, OPERATION.instruction, INSTRUCTION_BYTES);

/** Adds a record's references, an address of 0 being none. */
const addAt = (view: DataView, at: number, meta: number, batch: TraceBatch): void => {
  const low = view.getUint32(at, true);
  const high = view.getUint32(at + 4, true);
  if ((low | high) === 0) return;
  const i = batch.count++;
  batch.addresses[2 * i] = low;
  batch.addresses[2 * i + 1] = high;
  batch.meta[i] = meta;
  batch.gaps[i] = 0;
};

const addRecord = (view: DataView, at: number, batch: TraceBatch): void => {
  addAt(view, at, FETCH, batch);
  for (let source = SOURCES; source < RECORD_BYTES; source += 8) addAt(view, at + source, READ, batch);
  for (let destination = DESTINATIONS; destination < SOURCES; destination += 8) {
    addAt(view, at + destination, WRITE, batch);
  }
};

async function* readChampsim(stream: ByteStream, context: ReadContext): AsyncIterable<TraceBatch> {
  const window = new ByteWindow(stream, WINDOW_BYTES);
  const view = new DataView(window.bytes.buffer);
  context.readerBytes = WINDOW_BYTES;
  let batch = context.nextBatch();
  batch.count = 0;
  const limit = Math.min(batch.meta.length, BATCH) - MOST_OF_A_RECORD;
  try {
    while (await window.need(RECORD_BYTES)) {
      while (window.held >= RECORD_BYTES) {
        addRecord(view, window.start, batch);
        window.start += RECORD_BYTES;
        if (batch.count <= limit) continue;
        yield batch;
        batch = context.nextBatch();
        batch.count = 0;
      }
    }
    if (window.held > 0) {
      context.bad++;
      if (context.strict) {
        throw new CohortError(
          `${context.where}: the file is cut short: of the record at byte ${window.offset}, which has ${RECORD_BYTES} bytes, there are ${window.held}. Copy the file again, or read what is there with strict off`,
        );
      }
    }
    if (batch.count > 0) yield batch;
  } finally {
    await window.close();
  }
}

/** Whether an address has its 16 high bits all 0 or all 1, as those of x86-64 processes have. */
const canonical = (view: DataView, at: number): boolean => {
  const top = view.getUint16(at + 6, true);
  return top === 0 || top === 0xffff;
};

const looksLikeRecord = (view: DataView, at: number): boolean => {
  if (view.getUint8(at + IS_BRANCH) > 1 || view.getUint8(at + BRANCH_TAKEN) > 1) return false;
  if (view.getUint32(at, true) === 0 && view.getUint32(at + 4, true) === 0) return false;
  if (!canonical(view, at)) return false;
  for (let address = DESTINATIONS; address < RECORD_BYTES; address += 8) {
    if (!canonical(view, at + address)) return false;
  }
  return true;
};

const detectChampsim = (head: Uint8Array): number => {
  const records = Math.min(1000, Math.floor(head.length / RECORD_BYTES));
  if (records === 0) return 0;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let good = 0;
  for (let i = 0; i < records; i++) if (looksLikeRecord(view, i * RECORD_BYTES)) good++;
  return good === records ? 0.8 : 0;
};

/**
 * ChampSim's binary traces: 64-byte records (`input_instr` of ChampSim's inc/trace_instruction.h),
 * one an instruction. Each gives the instruction fetch, then up to four reads (its source memory
 * operands), then up to two writes (its destination memory operands). No processors.
 */
export const champsim: TraceFormat = {
  name: 'champsim',
  title: 'ChampSim',
  about: 'ChampSim’s binary instruction traces, 64 bytes a record, one thread',
  extensions: ['champsim', 'champsimtrace'],
  processors: false,
  batchRecords: BATCH,
  detect: detectChampsim,
  read: readChampsim,
};
