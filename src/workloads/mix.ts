import { Random, scramble } from './random.js';
import { createQueues, ISSUE, Processor, type Thread, WAIT } from './thread.js';
import { defineWorkload } from './workload.js';

/** The random stream that chooses among the parts; far from those of the processors. */
const CHOICE_STREAM = 0x20000;
const SYNTAX = 'parts like private-random:90,true-sharing:10 or bfs(scale=10 graph=uniform):1';

/** One part of a mix, as written. */
interface Part {
  readonly name: string;
  readonly given: Readonly<Record<string, string>>;
  readonly weight: number;
}

/** Reads `name(parameter=value parameter=value):weight,…`; undefined where the syntax is not met. */
const parseParts = (text: string): Part[] | undefined => {
  const parts: Part[] = [];
  for (const written of text.split(',')) {
    const match = /^\s*([a-z0-9-]+)\s*(?:\(([^()]*)\))?\s*(?::\s*(\d{1,6}))?\s*$/.exec(written);
    if (!match) return undefined;
    const pairs = (match[2] ?? '').split(/\s+/).filter((pair) => pair !== '');
    if (pairs.some((pair) => !/^[^=]+=[^=]+$/.test(pair))) return undefined;
    parts.push({
      name: match[1]!,
      given: Object.fromEntries(pairs.map((pair) => pair.split('='))),
      weight: Number(match[3] ?? 1),
    });
  }
  return parts;
};

export const mix = defineWorkload({
  name: 'mix',
  title: 'mix of workloads',
  about:
    'Each reference of each processor comes from one of several workloads, drawn by weight; within a workload a ' +
    'processor’s references keep their order. The default, nine in ten private and one in ten truly shared, is the ' +
    'usual caricature of a parallel program: private misses set the base, the shared tenth separates the protocols.',
  memory: 'the regions of each part, one part after another',
  parameters: {
    parts: {
      kind: 'text',
      about: `the workloads, their weights and, in brackets, their parameters: ${SYNTAX}`,
      default: 'private-random(footprint=24KiB):90,true-sharing:10',
    },
  },
  create({ seed, values, component, refuse }) {
    const parts = parseParts(values.parts);
    if (!parts) throw refuse('parts', SYNTAX);
    if (parts.length > 16) throw refuse('parts', 'at most 16 parts');
    if (parts.some((part) => part.name === 'mix')) throw refuse('parts', 'workloads other than mix itself');
    const total = parts.reduce((sum, part) => sum + part.weight, 0);
    if (total === 0) throw refuse('parts', 'at least one weight above 0');

    const seeds = parts.map((_, i) => scramble(seed + scramble(i + 1)) >>> 0);
    const programs = parts.map((part, i) => component(part.name, part.given, seeds[i]!));
    /** Which part each of `total` equally likely draws stands for. */
    const drawn = Uint8Array.from(parts.flatMap((part, i) => new Array<number>(part.weight).fill(i)));

    return function* (processor: Processor): Thread {
      const choice = new Random(seed, CHOICE_STREAM + processor.index);
      const queues = createQueues(programs.length);
      const shares = programs.map((program, i) => {
        const share = new Processor(processor.index, seeds[i]!, queues, i);
        share.run(program(share));
        return share;
      });
      for (;;) {
        const share = shares[drawn[choice.below(total)]!]!;
        if (share.empty) {
          yield ISSUE;
          share.resume();
          if (share.empty) continue;
        }
        processor.forward(share);
        if (share.empty && share.waiting) yield WAIT;
        else if (processor.full) yield ISSUE;
      }
    };
  },
});
