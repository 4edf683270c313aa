import { bestPlace, type Place, type Policy, type PolicySource, type Task } from './policy.js';

/** Tasks that wait, the highest priority first; of one priority, as they came. */
class Ranks {
  private readonly tasks: Task[] = [];

  get first(): Task | undefined {
    return this.tasks[0];
  }

  /** Ahead of, or behind, those of its own priority. */
  add(task: Task, ahead: boolean): void {
    const at = this.tasks.findIndex(({ priority }) =>
      ahead ? priority <= task.priority : priority < task.priority,
    );
    this.tasks.splice(at === -1 ? this.tasks.length : at, 0, task);
  }

  takeFirst(): void {
    this.tasks.shift();
  }
}

const priorityOf = ({ task }: Place): number => task?.priority ?? Number.POSITIVE_INFINITY;

export const priority: PolicySource = {
  name: 'priority',
  title: 'preemptive priorities',
  about:
    'The threads of highest priority run; one that can run again displaces a running one of lower priority at once, and ' +
    'that one stays ahead of its equals. Of equal priority, first come, first served until a thread stops by itself; with ' +
    'a quantum, in turn. A thread that spins can keep the one it waits for from running.',
  source:
    'A. S. Tanenbaum and H. Bos, Modern Operating Systems, 2014; IEEE Std 1003.1 (POSIX), SCHED_FIFO and SCHED_RR',
  create({ quantumCycles = Number.POSITIVE_INFINITY }): Policy {
    const ranks = new Ranks();
    return {
      quantumCycles,
      add: (task, arrival) => ranks.add(task, arrival === 'preempted'),
      choose(idle) {
        const task = ranks.first;
        const place = task && bestPlace(task, idle);
        if (!place) return undefined;
        ranks.takeFirst();
        return { task, place };
      },
      victim(running) {
        const [any, ...others] = running;
        if (!any || !ranks.first) return undefined;
        const least = others.reduce((low, place) => (priorityOf(place) < priorityOf(low) ? place : low), any);
        return priorityOf(least) < ranks.first.priority ? least : undefined;
      },
      sliceEnd: (start) => start + quantumCycles,
    };
  },
};
