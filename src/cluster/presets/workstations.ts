import { USUAL_DSM_COSTS, USUAL_LOGGP } from '../costs.js';
import { type ClusterPreset, COMMON } from './preset.js';

export const workstations: ClusterPreset = {
  name: 'workstations',
  title: 'Workstations on a switched network, in round numbers',
  about:
    'Round numbers of the order of a cluster of the middle nineties, in cycles of 100 MHz: a small message takes some 25 µs one way, a page of 4096 bytes some 70 µs, a fault 10 µs.',
  source:
    'Assumed, between the measured clusters of this catalogue; the parameters are those of A. Alexandrov, M. F. Ionescu, K. E. Schauser and C. Scheiman, LogGP, 1995.',
  clockMHz: 100,
  config: { ...COMMON, messages: USUAL_LOGGP, costs: USUAL_DSM_COSTS },
};
