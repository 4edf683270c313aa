import { bytesOf } from './sizes.js';
import type { TimingConfig, TimingInput } from './timing.js';

/** The times that an input stands for, over the preset's. */
export const mergeTiming = (base: TimingConfig, input: TimingInput = {}): TimingConfig => {
  const { bus, network, directory, memory = {}, storeBuffer, mshrs, tlb, ...rest } = input;
  const { rowBytes, ...memoryRest } = memory;
  return {
    ...base,
    ...rest,
    bus: { ...base.bus, ...bus },
    network: { ...base.network, ...network },
    directory: { ...base.directory, ...directory },
    // The size's shape is checked already.
    memory: {
      ...base.memory,
      ...memoryRest,
      ...(rowBytes !== undefined && { rowBytes: bytesOf(rowBytes)! }),
    },
    storeBuffer: { ...base.storeBuffer, ...storeBuffer },
    mshrs: { ...base.mshrs, ...mshrs },
    tlb: { ...base.tlb, ...tlb },
  };
};
