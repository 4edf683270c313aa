import { band } from './bands.js';
import { Random } from './random.js';
import { makeGraph } from './rmat.js';
import { BARRIER_BYTES, Barrier } from './synchronization.js';
import { ISSUE, type Processor, type Thread, WORD } from './thread.js';
import { defineWorkload } from './workload.js';

/** The random stream that makes the graph; far from those of the processors. */
const GRAPH_STREAM = 0x10000;
/** The parent of a vertex that was not reached yet. */
const NONE = 0xffff_ffff;

export const bfs = defineWorkload({
  name: 'bfs',
  title: 'breadth-first search',
  about:
    'Level-synchronous breadth-first search of a random graph in compressed sparse rows. The processors split each ' +
    'frontier, look at their vertices’ neighbours, claim those without a parent and append them to the next ' +
    'frontier, whose length is a shared counter. The graph is read by all; the parents are read at random and ' +
    'written once, the counter is the hot spot. Skewed graphs (R-MAT) concentrate the reads on a few vertices.',
  source:
    'S. Beamer, K. Asanović, D. Patterson, Direction-Optimizing Breadth-First Search, 2012 (the top-down step)',
  memory:
    'rows, (vertices + 1) × 4 B; columns, 2 × edges × 4 B; parents, vertices × 4 B; frontier 0 and frontier 1, ' +
    'vertices × 4 B each; length, 128 B: the next frontier’s length at 0; barrier, 256 B',
  parameters: {
    scale: {
      kind: 'integer',
      about: 'the graph has 2^scale vertices',
      default: 12,
      min: 1,
      max: 20,
      unit: '',
    },
    edgeFactor: {
      kind: 'integer',
      about: 'edges for each vertex',
      default: 8,
      min: 1,
      max: 32,
      unit: 'edges',
    },
    graph: {
      kind: 'choice',
      about: 'skewed like a social network (R-MAT), or any edge as likely as the others',
      default: 'rmat',
      choices: ['rmat', 'uniform'],
    },
  },
  create({ processors, seed, values, layout }) {
    const random = new Random(seed, GRAPH_STREAM);
    const { vertices, rows, columns } = makeGraph(values.scale, values.edgeFactor, values.graph, random);
    const rowsRegion = layout.region('rows', rows.length * WORD);
    const columnsRegion = layout.region('columns', columns.length * WORD);
    const parentsRegion = layout.region('parents', vertices * WORD);
    const frontierRegions = [0, 1].map((n) => layout.region(`frontier ${n}`, vertices * WORD));
    const lengthRegion = layout.region('length', 128);
    const barrier = new Barrier(layout.region('barrier', BARRIER_BYTES), processors);

    const parents = new Uint32Array(vertices);
    const frontiers = [new Uint32Array(vertices), new Uint32Array(vertices)];
    const lengths = [0, 0];

    /** Claims the vertex by compare-and-swap, and appends it if nobody else was quicker. */
    function* claim(processor: Processor, vertex: number, parent: number, next: number): Thread {
      yield ISSUE;
      processor.write(parentsRegion, vertex * WORD, WORD);
      if (parents[vertex] !== NONE) return;
      parents[vertex] = parent;
      yield ISSUE;
      processor.write(lengthRegion, 0, WORD);
      const slot = lengths[next]!++;
      frontiers[next]![slot] = vertex;
      processor.write(frontierRegions[next]!, slot * WORD, WORD);
    }

    function* visit(processor: Processor, vertex: number, next: number): Thread {
      processor.read(rowsRegion, vertex * WORD, WORD);
      processor.read(rowsRegion, (vertex + 1) * WORD, WORD);
      const end = rows[vertex + 1]!;
      for (let edge = rows[vertex]!; edge < end; edge++) {
        const neighbour = columns[edge]!;
        processor.read(columnsRegion, edge * WORD, WORD);
        // Once a vertex has a parent it keeps it for the search, so only the other case depends on the others.
        if (parents[neighbour] !== NONE) {
          processor.read(parentsRegion, neighbour * WORD, WORD);
          if (processor.full) yield ISSUE;
          continue;
        }
        yield ISSUE;
        processor.read(parentsRegion, neighbour * WORD, WORD);
        if (parents[neighbour] === NONE) yield* claim(processor, neighbour, vertex, next);
      }
    }

    /** Processor 0 chooses the root; everyone clears its band of the parents. */
    function* prepare(processor: Processor): Thread {
      const own = band(vertices, processor.index, processors);
      for (let vertex = own.first; vertex < own.end; vertex++) {
        processor.write(parentsRegion, vertex * WORD, WORD);
        parents[vertex] = NONE;
        if (processor.full) yield ISSUE;
      }
      yield* barrier.wait(processor);
      if (processor.index === 0) {
        const root = random.below(vertices);
        parents[root] = root;
        frontiers[0]![0] = root;
        lengths[0] = 1;
        lengths[1] = 0;
        processor.write(parentsRegion, root * WORD, WORD);
        processor.write(frontierRegions[0]!, 0, WORD);
        processor.write(lengthRegion, 0, WORD);
      }
      yield* barrier.wait(processor);
    }

    return function* (processor: Processor): Thread {
      for (;;) {
        yield* prepare(processor);
        for (let level = 0; lengths[level]! > 0; level ^= 1) {
          const own = band(lengths[level]!, processor.index, processors);
          processor.read(lengthRegion, 0, WORD);
          for (let i = own.first; i < own.end; i++) {
            processor.read(frontierRegions[level]!, i * WORD, WORD);
            yield* visit(processor, frontiers[level]![i]!, level ^ 1);
          }
          yield* barrier.wait(processor);
          if (processor.index === 0) {
            lengths[level] = 0;
            processor.write(lengthRegion, 0, WORD);
          }
          yield* barrier.wait(processor);
        }
      }
    };
  },
});
