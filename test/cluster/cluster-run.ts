/** Small programs on clusters, for tests. */
import type { ClusterOptions, ClusterRunResult } from '../../src/cluster/index.js';
import { runOnCluster } from '../../src/cluster/index.js';
import { assemble } from '../../src/programs/assemble.js';
import { collectives } from '../../src/programs/blocks/collectives.js';
import { fragmentSources } from '../../src/programs/fragment.js';
import type { Program } from '../../src/programs/program.js';
import { SERVICES } from '../../src/programs/services.js';

const SYNC_DATA = `
.sync
flag:
  .space LINE
other:
  .space LINE
.endsync
next:
  .space 128`;

/**
 * A program in which each thread does lines of its own. s0 is `shared`, a page; with `synced`, s1 and s2
 * are `flag` and `other`, two lines of `.sync` on the page behind it, with ordinary data next to them; `at n` lets the thread sleep until
 * about the n-th of moments that are far apart, so that all traffic of one moment is over at the next.
 */
export const threadsOf = (
  bodies: readonly string[],
  { synced = false, name = 'test' }: { readonly synced?: boolean; readonly name?: string } = {},
): Program =>
  assemble(
    [
      ...fragmentSources([collectives]),
      {
        file: name,
        text: `
.stack 0
.equ LOCK, ${SERVICES.LOCK}
.equ BARRIER, ${SERVICES.BARRIER}
.macro at moment
  cycle t9
  li t8, 1000000 * \\moment
  sub t9, t8, t9
  sleep t9
.endm
.macro lock
  li t7, LOCK
  recv zero, t7, s0
.endm
.macro unlock
  li t7, LOCK
  send zero, t7, s0
.endm
.macro barrier
  li t7, BARRIER
  recv zero, t7, s0
.endm
.data
shared:
  .space 4096
${synced ? SYNC_DATA : ''}
.text
main:
  la s0, shared
${synced ? '  la s1, flag\n  la s2, other' : ''}
  who t0
${bodies.map((_, thread) => `  li t1, ${thread}\n  beq t0, t1, thread${thread}`).join('\n')}
  halt
${bodies.map((body, thread) => `thread${thread}:\n${body}\n  halt`).join('\n')}
`,
      },
    ],
    { name, threads: bodies.length },
  );

export const READ = 'ld t0, (s0)';
export const WRITE = 'li t0, 7\nsd t0, (s0)';

/** Runs lines of threads, a node for each. */
export const runThreads = async (
  bodies: readonly string[],
  cluster: Partial<ClusterOptions> = {},
  data: { readonly synced?: boolean } = {},
): Promise<ClusterRunResult> => {
  const result = await runOnCluster({
    program: threadsOf(bodies, data),
    cluster: { nodes: bodies.length, ...cluster },
  });
  if (result.ending !== 'done') throw new Error(result.message);
  return result;
};

/** How many messages of each kind there were. */
export const messagesOf = ({ cluster }: ClusterRunResult): Record<string, number> =>
  Object.fromEntries(cluster.messages.map(({ kind, messages }) => [kind, messages]));
