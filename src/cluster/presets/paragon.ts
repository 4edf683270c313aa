import { USUAL_DSM_COSTS } from '../costs.js';
import { type ClusterPreset, COMMON } from './preset.js';

export const paragon: ClusterPreset = {
  name: 'paragon',
  title: 'Intel Paragon under Active Messages, 1997',
  about:
    'Processors of 50 MHz on a mesh: L = 6.5 µs, o = 1.8 µs, g = 7.6 µs, and 141 MB/s for long messages. All nodes are as far from each other.',
  source:
    'R. P. Martin, A. M. Vahdat, D. E. Culler and T. E. Anderson, Effects of Communication Latency, Overhead, and Bandwidth in a Cluster Architecture, 1997 (for comparison with the baseline): L, o, g and 1/G. Assumed: 16 bytes of header; the costs of shared memory are those of workstations.',
  clockMHz: 50,
  config: {
    ...COMMON,
    messages: {
      latencyCycles: 325,
      overheadCycles: 90,
      gapCycles: 380,
      gapPerByteCycles: 0.355,
      softwareCycles: 0,
      headerBytes: 16,
      hopCycles: 0,
    },
    costs: USUAL_DSM_COSTS,
  },
};
