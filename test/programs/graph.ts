/** A graph of states: its edges are steps of agents (threads, and buffers that drain). */

export interface StateGraph {
  readonly states: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Of each edge: who took the step. */
  readonly agent: readonly number[];
  /** Of each state: a bit for each agent that can take a step. */
  readonly enabled: readonly number[];
}

/** Edges in the order of one of their ends: those of state s are order[begins[s]] to order[begins[s + 1] − 1]. */
const sorted = (states: number, ends: readonly number[]): { begins: Int32Array; order: Int32Array } => {
  const begins = new Int32Array(states + 1);
  for (const state of ends) begins[state + 1]!++;
  for (let i = 0; i < states; i++) begins[i + 1]! += begins[i]!;
  const next = begins.slice();
  const order = new Int32Array(ends.length);
  ends.forEach((state, edge) => {
    order[next[state]!++] = edge;
  });
  return { begins, order };
};

/** How many states can reach one of `goals`. */
export const reaching = ({ states, from, to }: StateGraph, goals: readonly number[]): number => {
  const { begins, order } = sorted(states, to);
  const seen = new Uint8Array(states);
  const work: number[] = [];
  let reached = 0;
  const add = (state: number): void => {
    if (seen[state]) return;
    seen[state] = 1;
    reached++;
    work.push(state);
  };
  goals.forEach(add);
  for (let state = work.pop(); state !== undefined; state = work.pop()) {
    for (let i = begins[state]!; i < begins[state + 1]!; i++) add(from[order[i]!]!);
  }
  return reached;
};

/** The strongly connected component of each state (R. Tarjan, Depth-First Search and Linear Graph Algorithms, 1972). */
const components = ({ states, from, to }: StateGraph): Int32Array => {
  const { begins, order } = sorted(states, from);
  const component = new Int32Array(states).fill(-1);
  const index = new Int32Array(states).fill(-1);
  const low = new Int32Array(states);
  const next = begins.slice();
  const open: number[] = [];
  const path: number[] = [];
  let count = 0;
  let found = 0;
  const enter = (state: number): void => {
    index[state] = low[state] = count++;
    open.push(state);
    path.push(state);
  };
  const leave = (state: number): void => {
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[state]!);
    if (low[state] !== index[state]) return;
    for (let member = open.pop()!; ; member = open.pop()!) {
      component[member] = found;
      if (member === state) break;
    }
    found++;
  };
  for (let root = 0; root < states; root++) {
    if (index[root]! >= 0) continue;
    enter(root);
    for (let state = path.at(-1); state !== undefined; state = path.at(-1)) {
      if (next[state]! === begins[state + 1]!) {
        leave(state);
        continue;
      }
      const target = to[order[next[state]!++]!]!;
      if (index[target]! < 0) enter(target);
      else if (component[target]! < 0) low[state] = Math.min(low[state]!, index[target]!);
    }
  }
  return component;
};

/**
 * In how many parts of the graph a run can go round for ever though it is fair: everybody who could always
 * take a step takes one. In a program whose threads count what they do this is livelock: nothing gets done.
 */
export const fairCycles = (graph: StateGraph): number => {
  const { states, from, to, agent, enabled } = graph;
  const component = components(graph);
  const took = new Int32Array(states);
  const always = new Int32Array(states).fill(-1);
  from.forEach((source, edge) => {
    if (component[source] === component[to[edge]!]) took[component[source]!]! |= 1 << agent[edge]!;
  });
  for (let state = 0; state < states; state++) always[component[state]!]! &= enabled[state]!;
  let fair = 0;
  for (let part = 0; part < states; part++)
    if (took[part] !== 0 && (always[part]! & ~took[part]!) === 0) fair++;
  return fair;
};
