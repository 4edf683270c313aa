import type { MachineConfig } from '../config/machine.js';

/** Cores that share one L3. */
export const clusterCores = ({ processors, shape, l3 }: MachineConfig): number => {
  const { diesPerSocket, coresPerDie, threadsPerCore } = shape;
  if (l3?.sharedBy === 'die') return coresPerDie;
  return l3?.sharedBy === 'socket' ? coresPerDie * diesPerSocket : processors / threadsPerCore;
};
