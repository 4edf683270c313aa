import { type Place, type Policy, type PolicySource, QUANTUM_CYCLES, type Task } from './policy.js';

/** Whether the task ran last on one of the places, or never ran. */
const suits = ({ lastProcessor }: Task, places: readonly Place[]): boolean =>
  lastProcessor === undefined || places.some(({ processor }) => processor === lastProcessor);

export const affinity: PolicySource = {
  name: 'affinity',
  title: 'processor affinity',
  about:
    'A free processor takes, of the threads that ran there last (or nowhere yet), the one that waits longest; only where ' +
    'there is none does it steal the longest waiting of all. What a thread left in the cache is found there again, and ' +
    'processors may be unequally loaded for it.',
  source:
    'M. S. Squillante and E. D. Lazowska, Using Processor-Cache Affinity Information in Shared-Memory Multiprocessor ' +
    'Scheduling, 1993',
  create({ quantumCycles = QUANTUM_CYCLES }): Policy {
    const queue: Task[] = [];
    return {
      quantumCycles,
      add: (task) => void queue.push(task),
      choose(idle) {
        const own = queue.findIndex((task) => suits(task, idle));
        const at = own === -1 ? 0 : own;
        const task = queue[at];
        const place = idle.find(({ processor }) => processor === task?.lastProcessor) ?? idle[0];
        if (!task || !place) return undefined;
        queue.splice(at, 1);
        return { task, place };
      },
      victim: () => undefined,
      sliceEnd: (start) => start + quantumCycles,
    };
  },
};
