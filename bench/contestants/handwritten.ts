/** The core with MESI written by hand as a contestant, timed as the engine is. */
import { readFileSync } from 'node:fs';
import { instantiateSync } from '@assemblyscript/loader';
import { type CoreExports, growTo, unsigned } from '../../src/engine/core.js';
import { BATCH_RECORDS } from '../../src/engine/engine.js';
import { RECORD_WORDS } from '../../src/engine/record.js';
import { policyCode } from '../../src/replacement/index.js';
import { processorTime } from '../clock.js';
import { type Contestant, checkedOfRecord } from '../contestant.js';
import { HANDWRITTEN_WASM } from '../handwritten/build.js';
import type { Setup } from '../setup.js';

/** What bench/handwritten/assembly/index.ts exports. */
type Exports = Pick<
  CoreExports,
  | 'addresses'
  | 'counters'
  | 'lay'
  | 'meta'
  | 'resetPages'
  | 'resetRun'
  | 'run'
  | 'setCache'
  | 'setMachine'
  | 'setUpper'
>;

/** Bytes of a processor's counters, as in assembly/layout.ts. */
const COUNTER_STRIDE = 8512;
/** As the engine sets them. */
const BUCKET_BITS = 16;
const FIRST_PAGES = 256;

interface Running {
  readonly exports: Exports;
  readonly memory: WebAssembly.Memory;
}

function start(module: WebAssembly.Module, { machine, protocol }: Setup): Running {
  const { size, ways } = machine.l1;
  if (protocol.source.name !== 'MESI' || ways !== 8 || size === 'unlimited' || machine.processors > 64) {
    throw new Error('MESI is written by hand for 8-way caches of up to 64 processors only');
  }
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  // The shape of the exports is that of bench/handwritten/assembly/index.ts.
  const exports = instantiateSync(module, { env: { memory } }).exports as unknown as Exports;
  const wordShift = Math.log2(machine.bus.wordBytes);
  exports.setMachine(machine.processors, Math.log2(machine.lineBytes), wordShift, true, false, false, 1);
  exports.setCache(size / ways / machine.lineBytes, ways, policyCode('LRU'), false);
  exports.setUpper(0, 1, policyCode('LRU'), false, false, true);
  growTo(memory, Number(exports.lay(BUCKET_BITS)));
  exports.resetPages(FIRST_PAGES, BigInt(machine.memoryLimitBytes));
  exports.resetRun();
  return { exports, memory };
}

export function handwrittenContestant(setup: Setup): Contestant {
  const module = new WebAssembly.Module(readFileSync(HANDWRITTEN_WASM));
  let running = start(module, setup);
  const { stream, machine } = setup;
  return {
    name: 'MESI by hand',
    reset: () => {
      running = start(module, setup);
    },
    pass: () => {
      let spent = 0;
      for (let from = 0; from < stream.count; from += BATCH_RECORDS) {
        const to = Math.min(from + BATCH_RECORDS, stream.count);
        const { exports, memory } = running;
        const addresses = new Uint32Array(memory.buffer, unsigned(exports.addresses), BATCH_RECORDS * 2);
        addresses.set(stream.addresses.subarray(2 * from, 2 * to));
        const meta = new Uint32Array(memory.buffer, unsigned(exports.meta), BATCH_RECORDS);
        meta.set(stream.meta.subarray(from, to));
        const begun = processorTime();
        exports.run(to - from);
        spent += processorTime() - begun;
      }
      return spent;
    },
    counters: () =>
      Array.from({ length: machine.processors }, (_, p) => {
        const at = unsigned(running.exports.counters) + p * COUNTER_STRIDE;
        return checkedOfRecord(setup, new BigUint64Array(running.memory.buffer, at, RECORD_WORDS));
      }),
    close: () => undefined,
  };
}
