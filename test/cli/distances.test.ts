import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idleLatencies } from '../../src/config/idle-latency.js';
import { parseMachine } from '../../src/config/parse.js';
import { buildNetwork, distancesOf, formatDistances, parseDistances } from '../../src/topologies/index.js';
import {
  FOUR_SOCKETS,
  SPARSE,
  TWO_DISTANCES,
  TWO_HOPS,
  TWO_SOCKETS,
} from '../topologies/machines-as-printed.js';
import { cohort, printed, refused } from './command.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohort-distances-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const file = (content: string): string => {
  const path = join(folder, `${files++}.txt`);
  writeFileSync(path, content);
  return path;
};

describe('show distances', () => {
  it('tells nodes, memory, processors, distances and the topology that has them', async () => {
    const path = file(TWO_SOCKETS);
    expect(await printed(['show', 'distances', path])).toBe(
      [
        `${path}: 2 nodes, 72 processors`,
        '',
        'Node  Memory     Processors  which',
        '0     92.37 GiB  36          0-17, 36-53',
        '1     92.49 GiB  36          18-35, 54-71',
        '',
        'node distances:',
        'node   0   1',
        '  0:  10  21',
        '  1:  21  10',
        '',
        'The distances are in the order of the hops of a network of the kind fully-connected.',
        '',
      ]
        .join('\n')
        .replace('a network of the kind ', 'a network of the kind\n'),
    );
  });

  it('leaves out what was not listed', async () => {
    const path = file('0: 10 20\n1: 20 10\n');
    expect(await printed(['show', 'distances', path])).toMatch(/^.*: 2 nodes\n\nnode distances:\n/);
  });

  it('tells a node without processors and memory', async () => {
    const text = await printed(['show', 'distances', file(SPARSE)]);
    expect(text).toContain('\n255   0 B         0           none\n');
    expect(text).toContain('\nNo topology of the catalogue has hops in the order of these distances.\n');
  });

  it('gives what was read as JSON', async () => {
    const text = await printed(['show', 'distances', file(FOUR_SOCKETS), '--format', 'json']);
    expect(JSON.parse(text)).toEqual(parseDistances(FOUR_SOCKETS));
  });

  it('says on the standard error what is odd', async () => {
    const path = file('0: 10 20\n1: 30 10\n');
    const { exitCode, stderr } = await cohort(['show', 'distances', path]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: `cohort: ${path}: node 0 to 1 is 20, back it is 30; both are kept as they are\n`,
    });
  });

  const machineOf = async (text: string) => {
    const path = file(text);
    const { exitCode, stdout, stderr } = await cohort(['show', 'distances', path, '--format', 'machine']);
    expect(exitCode).toBe(0);
    return { machine: JSON.parse(stdout), notes: stderr.replaceAll(`cohort: ${path}: `, '') };
  };

  it('makes a machine of them that can be loaded', async () => {
    const { machine, notes } = await machineOf(FOUR_SOCKETS);
    expect(machine).toEqual({
      preset: 'smp4',
      processors: 80,
      numa: {
        nodes: 4,
        directory: { organisation: 'full-map' },
        placement: { policy: 'first-touch', pageBytes: '4KiB' },
        network: { topology: 'fully-connected', distances: parseDistances(FOUR_SOCKETS).distances },
      },
    });
    expect(parseMachine(machine).numa?.nodes).toBe(4);
    expect(notes).toBe(
      `processors are numbered node by node: 0 to 19 are the system’s 0-9, 40-49 of node 0, and so on\n`,
    );
  });

  it('whose remote memory is as much slower as the distances say', async () => {
    const { machine } = await machineOf(FOUR_SOCKETS);
    const cycles = idleLatencies(parseMachine(machine)).map((latency) => latency.cycles);
    const [local, remote] = cycles.slice(-4);
    expect(remote! / local!).toBeCloseTo(2, 1);
  });

  it('that runs straight from what numactl printed', async () => {
    const path = file(TWO_SOCKETS);
    const { exitCode, stdout } = await cohort([
      'run',
      '--workload',
      'migratory',
      '--machine',
      path,
      '--timed',
      '--limit',
      '1000',
      '--report',
      'json',
    ]);
    expect(exitCode).toBe(0);
    const { machine } = JSON.parse(stdout);
    expect(machine.processors).toBe(72);
    expect(machine.numa.network.distances).toEqual(parseDistances(TWO_SOCKETS).distances);
  });

  it('whose notes tell what was not known', async () => {
    const { machine, notes } = await machineOf(TWO_HOPS);
    expect(machine).toMatchObject({
      processors: 8,
      numa: { nodes: 8, network: { topology: 'fully-connected' } },
    });
    expect(notes).toBe(
      'no cpus are listed: the machine has one processor a node; change "processors"\n' +
        'no topology has hops in the order of these distances: "fully-connected" stands there; change it (see: cohort list topologies)\n',
    );
  });

  it('without a note if processors are numbered as the machine’s', async () => {
    const { notes } = await machineOf('node 0 cpus: 0 1\nnode 1 cpus: 2 3\nnode 0 1\n0: 10 20\n1: 20 10\n');
    expect(notes).toBe('');
  });

  it('with sockets of several nodes', async () => {
    const { machine } = await machineOf(TWO_DISTANCES);
    expect(machine.numa.network).toMatchObject({ topology: 'hypercube', parameters: { nodesPerRouter: 4 } });
  });

  it.each([
    ['bidirectional-ring', 6],
    ['mesh', 9],
    ['torus', 16],
    ['hypercube', 32],
    ['fat-tree', 8],
    ['ring', 5],
    ['fully-connected', 256],
  ])('finds %s again by its distances', async (topology, nodes) => {
    const text = formatDistances(distancesOf(buildNetwork(topology, nodes), 10, 8));
    const { machine } = await machineOf(text);
    expect(machine.numa).toMatchObject({ nodes, network: { topology } });
  });
});

describe('distances that cannot be used are refused, with the place and the mend', () => {
  const CASES: readonly (readonly [what: string, text: string, message: string])[] = [
    [
      'not square',
      'node distances:\nnode 0 1\n0: 10 20\n1: 20\n',
      ': row 1 has 1 entry, there are 2 rows; the matrix must be square: give each row one distance a node',
    ],
    [
      'diagonal not the smallest',
      '0: 20 10\n1: 10 20\n',
      ', row 0: node 1 is at 10, nearer than the node itself at 20; a node must be nearest to itself: mend the diagonal, or the order of the columns',
    ],
    [
      'no path',
      '0: 10 255\n1: 255 10\n',
      ', row 0, column 1: the distance is 255; 255 means that there is no path: leave nodes without one out',
    ],
    ['a row missing', 'node 0 1\n0: 10 20\n', ': node 1 of the header has no row; add the row "1: …"'],
    [
      'another program’s output',
      'Linux host 6.1\n',
      ', line 1: "Linux host 6.1" is no line that numactl --hardware prints; expected lines such as "node 0 1" and "0: 10 20"',
    ],
    [
      'nothing',
      '',
      ': there is no row of distances; give the output of numactl --hardware from "node distances:" on',
    ],
  ];
  it.each(CASES)('%s', async (_, text, message) => {
    const path = file(text);
    expect(await refused(['show', 'distances', path])).toBe(path + message);
  });

  const uneven =
    'a machine has as many processors on every node: leave out the nodes that differ, their rows and columns too, or mend the lines "node … cpus:"';
  const ONLY_AS_MACHINE: readonly (readonly [what: string, text: string, message: string])[] = [
    ['as many processors', SPARSE, `: node 0 has 4 cpus, node 255 has 0 cpus; ${uneven}`],
    ['any processors', 'node 0 cpus:\nnode 0\n0: 10\n', `: node 0 has no cpus; ${uneven}`],
  ];
  it.each(ONLY_AS_MACHINE)('as a machine, if not every node has %s', async (_, text, message) => {
    const path = file(text);
    expect(await refused(['show', 'distances', path, '--format', 'machine'])).toBe(path + message);
  });

  it('as a machine, if there are more nodes than one can have', async () => {
    const text = formatDistances(distancesOf(buildNetwork('crossbar', 300)));
    expect(await refused(['show', 'distances', file(text), '--format', 'machine'])).toMatch(
      /: numa\.nodes is 300; expected a whole number from 1 to 256/,
    );
  });

  it('a file that is missing', async () => {
    const missing = join(folder, 'missing.txt');
    expect(await cohort(['show', 'distances', missing])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `cohort: ${missing}: no such file; expected what numactl --hardware prints. Look whether the path is right, from the folder you are in.\n`,
    });
  });

  it('a file that is far too large', async () => {
    const path = file(' '.repeat(9 * 1024 * 1024));
    expect(await refused(['show', 'distances', path])).toBe(
      `${path}: 9437184 bytes; expected what numactl --hardware prints, at most 8388608 bytes. Is it another file that you meant?`,
    );
  });
});
