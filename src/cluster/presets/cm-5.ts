import { USUAL_DSM_COSTS } from '../costs.js';
import { type ClusterPreset, COMMON } from './preset.js';

export const cm5: ClusterPreset = {
  name: 'cm-5',
  title: 'Thinking Machines CM-5 under Active Messages, 1993',
  about:
    'Processors of 33 MHz on a fat tree: L = 6 µs, o = 2 µs, g = 4 µs, and 5 MB/s a processor, which messages of 20 bytes bring in a row; here a byte takes its part of that, and longer messages need no packets. There is no software beside the overhead.',
  source:
    'D. Culler, R. Karp, D. Patterson, A. Sahay, K. E. Schauser, E. Santos, R. Subramonian and T. von Eicken, LogP: Towards a Realistic Model of Parallel Computation, 1993 (the parameters of the FFT’s section): L, o, g and the bytes a second. Assumed: 4 bytes of header, the address of a message; the costs of shared memory, which the machine had not, are those of workstations.',
  clockMHz: 33,
  config: {
    ...COMMON,
    messages: {
      latencyCycles: 198,
      overheadCycles: 66,
      gapCycles: 132,
      gapPerByteCycles: 6.6,
      softwareCycles: 0,
      headerBytes: 4,
      hopCycles: 0,
    },
    costs: USUAL_DSM_COSTS,
  },
};
