/** The engine looks at a processor's last line first only where that pays, and nobody can tell. */
import { expect, test } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { Engine } from '../../src/engine/engine.js';
import { OPERATION } from '../../src/protocol/codes.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { protocolNamed } from '../../src/protocols/index.js';
import { createBatch, packMeta, type TraceBatch } from '../../src/traces/batch.js';

const PROCESSORS = 4;
const PHASE = 70_000;
/** Fewer than the engine wants to see before it changes its ways. */
const FEW = 1000;

/**
 * Long phases in turn: word after word, and lines far apart, both shared. The former comes back to a
 * line after about as many references as the engine looks at when it tells the one from the other.
 */
function phases(count: number): TraceBatch {
  const batch = createBatch(count);
  for (let i = 0; i < count; i++) {
    const scattered = Math.floor(i / PHASE) % 2 === 1;
    const line = scattered ? (Math.imul(i, 0x9e3779b1) >>> 8) % 3000 : Math.floor(i / 32) % 63;
    batch.addresses[2 * i] = line * 64 + (i % 8) * 8;
    batch.meta[i] = packMeta(i % PROCESSORS, i % 3 === 0 ? OPERATION.write : OPERATION.read, 8);
  }
  batch.count = count;
  return batch;
}

function run(trace: TraceBatch, atOnce: number) {
  const machine = parseMachine({ processors: PROCESSORS, l1: { size: '32KiB', ways: 8 }, lineBytes: 64 });
  const protocol = compileProtocol(protocolNamed('MESI'));
  const engine = Engine.create({ machine, protocol, classify: false });
  for (let from = 0; from < trace.count; from += atOnce) {
    const to = Math.min(from + atOnce, trace.count);
    const part = createBatch(to - from);
    part.addresses.set(trace.addresses.subarray(2 * from, 2 * to));
    part.meta.set(trace.meta.subarray(from, to));
    part.count = to - from;
    engine.run(part);
  }
  return { counters: engine.counters(), states: engine.states(), transitions: engine.transitions() };
}

test('phases with and without locality give the same in large batches and in small ones', () => {
  const trace = phases(5 * PHASE);
  expect(run(trace, trace.count)).toEqual(run(trace, FEW));
});
