import { bestPlace, type Policy, type PolicySource, QUANTUM_CYCLES, type Task } from './policy.js';

export const roundRobin: PolicySource = {
  name: 'round-robin',
  title: 'round robin',
  about:
    'All threads that can run wait in one queue. Whatever processor is free takes the first of them; when its time is ' +
    'over, it goes to the end. Fair, and blind to where a thread ran last.',
  source:
    'A. Silberschatz, P. B. Galvin and G. Gagne, Operating System Concepts, 2018; A. S. Tanenbaum and H. Bos, Modern ' +
    'Operating Systems, 2014',
  create({ quantumCycles = QUANTUM_CYCLES }): Policy {
    const queue: Task[] = [];
    return {
      quantumCycles,
      add: (task) => void queue.push(task),
      choose(idle) {
        const [task] = queue;
        const place = task && bestPlace(task, idle);
        if (!place) return undefined;
        queue.shift();
        return { task, place };
      },
      victim: () => undefined,
      sliceEnd: (start) => start + quantumCycles,
    };
  },
};
