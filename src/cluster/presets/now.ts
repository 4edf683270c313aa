import { USUAL_DSM_COSTS } from '../costs.js';
import { type ClusterPreset, COMMON } from './preset.js';

export const now: ClusterPreset = {
  name: 'now',
  title: 'Berkeley NOW: UltraSPARCs on Myrinet under Active Messages, 1997',
  about:
    'Workstations with processors of 167 MHz: L = 5.0 µs, o = 2.9 µs, g = 5.8 µs, and 38 MB/s for long messages. There is no software beside the overhead.',
  source:
    'R. P. Martin, A. M. Vahdat, D. E. Culler and T. E. Anderson, Effects of Communication Latency, Overhead, and Bandwidth in a Cluster Architecture, 1997 (baseline parameters): L, o, g and 1/G. Assumed: 16 bytes of header; the costs of shared memory are those of workstations.',
  clockMHz: 167,
  config: {
    ...COMMON,
    messages: {
      latencyCycles: 835,
      overheadCycles: 484,
      gapCycles: 969,
      gapPerByteCycles: 4.4,
      softwareCycles: 0,
      headerBytes: 16,
      hopCycles: 0,
    },
    costs: USUAL_DSM_COSTS,
  },
};
