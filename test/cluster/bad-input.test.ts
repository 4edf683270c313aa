/** What clusters refuse, and what programs do wrong on them. */
import { describe, expect, it } from 'vitest';
import { type ClusterOptions, runOnCluster } from '../../src/cluster/index.js';
import { programNamed } from '../../src/programs/library/index.js';
import { threadsOf } from './cluster-run.js';

const counter = (lock = 'dsm') => programNamed('counter').load(4, { lock, iterations: 5 });

const run = (cluster: Partial<ClusterOptions>, lock?: string) =>
  runOnCluster({ program: counter(lock), cluster: { nodes: 2, ...cluster } });

describe('options', () => {
  it.each<[Partial<ClusterOptions>, string]>([
    [{ nodes: 0 }, 'nodes is 0; expected a whole number from 1 to 256'],
    [{ nodes: 5 }, 'nodes is 5, and the program has 4 threads'],
    [{ dsm: 'pages' as 'ivy' }, 'dsm is "pages"; expected one of none, ivy, lrc'],
    [{ manager: 'centralized' }, 'Did you mean "centralised"?'],
    [{ pageBytes: 100 }, 'pageBytes is 100; expected a power of two'],
    [{ pageBytes: '4KB' }, 'write "4KiB"'],
    [{ pageBytes: 32 }, 'pageBytes is 32; expected at least 64, the bytes of a line'],
    [{ messages: { latencyCycles: -1 } }, 'messages.latencyCycles is -1; expected a whole number from 0'],
    [{ messages: { gapCycles: 0.5 } }, 'messages.gapCycles is 0.5; expected a whole number'],
    [
      { costs: { twinCyclesPerByte: Number.NaN } },
      'costs.twinCyclesPerByte is NaN; expected a number from 0',
    ],
    [{ costs: { faultCycle: 1 } as object }, '"costs.faultCycle" is not a field of costs'],
    [{ preset: 'treadmark-atm' }, 'Did you mean "treadmarks-atm"?'],
    [{ topology: { name: 'web' } }, 'topology.name is "web"; expected one of bus'],
    [
      { topology: { name: 'mesh', parameters: { columns: 3, rows: 2 } } },
      'cluster.topology: mesh: columns 3 x rows 2 has 6 places',
    ],
  ])('%j: says what is wrong, and what is expected', async (options, message) => {
    await expect(run(options)).rejects.toThrow(message);
  });

  it('refuses directories, since nodes have a bus each', async () => {
    const options = { program: counter(), cluster: { nodes: 2 }, machine: { numa: { nodes: 2 } } };
    await expect(runOnCluster(options)).rejects.toThrow('this one has numa');
  });
});

describe('programs', () => {
  it('that synchronise by memory and mark nothing by .sync are refused under lazy release consistency', async () => {
    const program = threadsOf(['li t0, 1\nsd.rl t0, (s0)', 'ld.aq t0, (s0)']);
    await expect(runOnCluster({ program, cluster: { nodes: 2, dsm: 'lrc' } })).rejects.toThrow(
      /instruction \d+ \(test:\d+.* marks nothing by \.sync/,
    );
  });

  it('fail under lazy release consistency at an atomic access to what is not marked by .sync', async () => {
    const program = threadsOf(['fadd.d t0, s0, (s0)', ''], { synced: true });
    await expect(runOnCluster({ program, cluster: { nodes: 2, dsm: 'lrc' } })).rejects.toThrow(
      /Thread 0, instruction \d+ \(test:\d+.*\(shared\).* mark what threads synchronise by with \.sync/,
    );
  });

  it('may use atomic accesses anywhere on a single node', async () => {
    const program = threadsOf(['fadd.d t0, s0, (s0)'], { synced: true });
    const { ending } = await runOnCluster({ program, cluster: { nodes: 1, dsm: 'lrc' } });
    expect(ending).toBe('done');
  });

  it('are refused if their stores could wait while pages go from node to node', async () => {
    const options = { program: counter('tas'), cluster: { nodes: 2 }, model: 'tso' as const };
    await expect(runOnCluster(options)).rejects.toThrow('run under sequential consistency, and model is tso');
  });

  it('fault if they send to a thread that is not there', async () => {
    const program = threadsOf(['li s2, 8\nli s3, 9\nsend s2, s3, s0', '']);
    const { ending, message } = await runOnCluster({ program, cluster: { nodes: 2, dsm: 'none' } });
    expect(ending).toBe('fault');
    expect(message).toContain('there is no thread 9 to send to; threads are 0 to 1');
  });

  it('fault if a message does not fit in memory', async () => {
    const program = threadsOf(['li s2, 99999\nli s3, 1\nsend s2, s3, s0', '']);
    const { ending, message } = await runOnCluster({ program, cluster: { nodes: 2, dsm: 'none' } });
    expect(ending).toBe('fault');
    expect(message).toContain("outside the program's memory");
  });

  it('deadlock if they wait for messages that nobody sends, and it is said where', async () => {
    const receive = 'li s3, 1\nrecv t0, s3, s0';
    const program = threadsOf([receive, 'li s3, 0\nrecv t0, s3, s0']);
    const { ending, message } = await runOnCluster({ program, cluster: { nodes: 2, dsm: 'none' } });
    expect(ending).toBe('deadlock');
    expect(message).toContain('(receiving)');
  });

  it('fail if they give back a lock that they do not have', async () => {
    const program = threadsOf(['unlock', '']);
    await expect(runOnCluster({ program, cluster: { nodes: 2 } })).rejects.toThrow('which no thread has');
  });
});
