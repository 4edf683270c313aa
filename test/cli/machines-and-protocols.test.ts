import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { COUNTER_NAMES } from '../../src/counters.js';
import { MACHINES } from '../../src/machines/index.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { buildNetwork, drawNetwork, networkSvg } from '../../src/topologies/index.js';
import { WORKLOADS } from '../../src/workloads/index.js';
import { cohort, printed, refused } from './command.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohort-cli-'));
  mkdirSync(join(folder, 'folder.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** MSI as a user would write it, with a name of its own. */
const MINE = {
  name: 'Mine',
  states: { I: [], S: ['readable'], M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'] },
  grid: [
    'state | PrRd      | PrWr       | Evict         | BusRd             | BusRdX',
    'I     | BusRd → S | BusRdX → M | .             | .                 | .',
    'S     | .         | BusRdX → M | → I           | .                 | → I',
    'M     | .         | .          | WriteBack → I | Supply, Flush → S | Supply → I',
  ],
};

describe('show protocol', () => {
  it.each(PROTOCOLS.map(({ name }) => name))('prints the table of %s', async (name) => {
    const text = await printed(['show', 'protocol', name]);
    expect(text).toContain(`${name}: `);
    expect(text).toMatch(/^ *state +\|/m);
  });

  it.each([
    ['md', /^# MESI/m],
    ['mermaid', /^stateDiagram-v2/m],
    ['dot', /^digraph /m],
  ])('prints MESI as %s', async (format, pattern) => {
    expect(await printed(['show', 'protocol', 'mesi', '--format', format])).toMatch(pattern);
  });

  it('shows a protocol out of a file', async () => {
    expect(await printed(['show', 'protocol', file('mine.json', MINE)])).toContain('Mine');
  });

  it('suggests the name that was meant', async () => {
    expect(await refused(['show', 'protocol', 'MOESY'])).toMatch(
      /^no protocol is called "MOESY"; take one of none, VI, .*Did you mean "MOESI"\?$/,
    );
  });
});

describe('check protocol', () => {
  it('says that a sound table is sound', async () => {
    const path = file('mine.json', MINE);
    expect(await printed(['check', 'protocol', path])).toContain(
      `${path}: protocol Mine is sound: 3 states × 5 events.`,
    );
  });

  it('names the state and the event of a cell that loses a write', async () => {
    const grid = MINE.grid.map((line) => line.replace('WriteBack → I', '→ I'));
    const path = file('loses.json', { ...MINE, grid });
    expect(await refused(['check', 'protocol', path])).toBe(
      `${path}: protocol "Mine", state M, event Evict: drops a dirty line; write "WriteBack → I"`,
    );
  });

  it('names an unknown state and where it stands', async () => {
    const grid = MINE.grid.map((line) => line.replace('Flush → S', 'Flush → Q'));
    expect(await refused(['check', 'protocol', file('unknown.json', { ...MINE, grid })])).toMatch(
      /state M, event BusRd: .*Q/,
    );
  });

  it('names an incomplete row', async () => {
    const grid = MINE.grid.filter((line) => !line.startsWith('S'));
    expect(await refused(['check', 'protocol', file('short.json', { ...MINE, grid })])).toMatch(/state S/);
  });
});

describe('show machine', () => {
  it.each(MACHINES)('shows every field of $name', async ({ name, title, config }) => {
    const text = await printed(['show', 'machine', name]);
    expect(text).toContain(`${name}: ${title}`);
    expect(text).toMatch(new RegExp(`^processors +${config.processors}$`, 'm'));
    expect(text).toMatch(/^l1\.size +(\d+ [KM]iB|unlimited)$/m);
  });

  it('prints JSON that stands for the same machine', async () => {
    const text = await printed(['show', 'machine', 'quad-core', '--format', 'json']);
    expect(parseMachine(JSON.parse(text))).toEqual(parseMachine({ preset: 'quad-core' }));
  });

  it('completes a machine out of a file', async () => {
    const path = file('machine.json', { preset: 'quad-core', processors: 2 });
    const text = await printed(['show', 'machine', path, '--format', 'json']);
    expect(JSON.parse(text)).toEqual(parseMachine({ preset: 'quad-core', processors: 2 }));
  });

  it('shows a list as one would set it', async () => {
    const ranges = [{ from: '0x0', to: '0x1000', node: 1 }];
    const path = file('nodes.json', { numa: { nodes: 2, placement: { policy: 'ranges', ranges } } });
    const text = await printed(['show', 'machine', path]);
    expect(text).toMatch(/^numa\.nodes +2$/m);
    expect(text).toContain(`[{"from":"0x0","to":"0x1000","node":1}]`);
  });

  it('draws processors, caches, bus and memory', async () => {
    expect(await printed(['show', 'machine', 'quad-core'])).toContain(
      [
        '',
        '  [P0 P1]  [P2 P3]  [P4 P5]  [P6 P7]',
        '     |        |        |        |',
        '   [I|D]    [I|D]    [I|D]    [I|D]     L1I 32 KiB, 4 ways',
        '     |        |        |        |       L1D 32 KiB, 8 ways',
        '    [L2]     [L2]     [L2]     [L2]     256 KiB, 8 ways',
        '     |        |        |        |',
        '  [---------------L3---------------]    8 MiB, 16 ways',
        '     |        |        |        |',
        '=====+========+========+========+=====  bus, 8 B words',
        '                   |',
        '               [memory]',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['textbook', '  [L1]  [L1]  [L1]  [L1]    unlimited\n'],
    ['sun-enterprise', ' ...   [P15]\n'],
    ['sun-starfire', ' ...    [L2]    4 MiB, direct-mapped\n'],
  ])('draws of %s: %j', async (name, piece) => {
    expect(await printed(['show', 'machine', name])).toContain(piece);
  });

  it.each(MACHINES.map(({ name }) => name))('%s fits a terminal of 80 characters', async (name) => {
    const text = await printed(['show', 'machine', name], { terminal: 80 });
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each([
    [
      'quad-core',
      [
        ...['>P0 P1<', '>P6 P7<', '>L1I 32 KiB, D 32 KiB<', '>L2 256 KiB<', '>L3 8 MiB<'],
        ...['>bus, 8 B<', '>memory<'],
      ],
    ],
    ['sgi-challenge', ['>P0<', '>P15<', '>L1 16 KiB<', '>L2 1 MiB<']],
    ['textbook', ['>P3<', '>L1 unlimited<']],
    ['sun-starfire', ['>P13<', '>…<', '>P63<']],
  ])('draws %s as SVG', async (name, labels) => {
    const text = await printed(['show', 'machine', name, '--format', 'svg']);
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/);
    for (const label of labels) expect(text).toContain(label);
    expect(text.endsWith('</svg>\n')).toBe(true);
  });

  it('suggests the name that was meant', async () => {
    expect(await refused(['show', 'machine', 'smp'])).toMatch(/Did you mean "smp4"\?$/);
  });
});

describe('show machine, of cores that share', () => {
  const shared = () =>
    file('shared.json', {
      shape: { sockets: 2, diesPerSocket: 2, coresPerDie: 2, threadsPerCore: 4 },
      l3: { size: '1MiB', sharedBy: 'die' },
    });

  it('draws threads in their core and cores above their L3', async () => {
    expect(await printed(['show', 'machine', shared()], { terminal: 80 })).toContain(
      [
        '   [P0-3]    [P4-7]    [P8-11]  [P12-15]     ...    [P28-31]',
        '      |         |         |         |                   |',
        '    [L1]      [L1]      [L1]      [L1]       ...      [L1]      32 KiB, 8 ways',
        '      |         |         |         |                   |',
        '  [-------L3-------]  [-------L3-------]     ...    [--L3--]    1 MiB, 16 ways',
      ].join('\n'),
    );
  });

  it('draws a box for each L3 as SVG', async () => {
    const svg = await printed(['show', 'machine', shared(), '--format', 'svg']);
    expect(svg.match(/>L3 1 MiB</g)).toHaveLength(4);
    expect(svg.match(/>L1 32 KiB</g)).toHaveLength(8);
  });
});

describe('show machine, of a machine of nodes', () => {
  it('tells what each organisation of the directory takes of storage', async () => {
    const text = await printed(['show', 'machine', torus()]);
    expect(text).toMatch(/^ {2}full-map +66 MiB for each GiB of memory: 16,777,216 lines × 33 bits$/m);
    expect(text).toMatch(/^\* coarse-vector +24 MiB for each GiB of memory/m);
    expect(text).toMatch(/^ {2}shadow-tags +9\.50 KiB a node: tag, valid and dirty/m);
  });

  const torus = () =>
    file('nodes.json', {
      processors: 32,
      numa: {
        nodes: 8,
        directory: { organisation: 'coarse-vector', pointers: 2, regionProcessors: 4 },
        placement: { policy: 'next-touch', intervalReferences: 5000 },
        network: { topology: 'torus' },
      },
    });

  it('draws one node, and the network', async () => {
    const text = await printed(['show', 'machine', torus()]);
    expect(text).toContain(
      [
        '  [P0]  [P1]  [P2]  [P3]',
        '    |     |     |     |',
        '  [L1]  [L1]  [L1]  [L1]    32 KiB, 8 ways',
        '    |     |     |     |',
        '----+-----+-----+-----+---  node 0',
        '             |',
        '    [directory, memory]     and the network',
        '',
        '8 such nodes: node i has processors 4 × i to 4 × i + 3.',
        '',
        drawNetwork(buildNetwork('torus', 8)),
      ].join('\n'),
    );
  });

  it('tells directory and placement, and every field', async () => {
    const text = await printed(['show', 'machine', torus()]);
    expect(text).toContain('\nNodes      8, 4 processors each\n');
    expect(text).toContain('\nDirectory  2 pointers a line, beyond them a bit for 4 processors\n');
    expect(text).toContain('\nPlacement  4 KiB pages by next touch, once in 5,000 references\n');
    expect(text).toMatch(/^numa\.placement\.pageBytes +4 KiB$/m);
    expect(text).toMatch(/^numa\.network\.topology +torus$/m);
  });

  it('draws a node with one processor, and one node alone', async () => {
    const two = file('two.json', { processors: 2, numa: { nodes: 2 } });
    expect(await printed(['show', 'machine', two])).toContain(
      '----+---  node 0\n    |\n[directory, memory]  and the network\n\n2 such nodes: node i has processor i.\n',
    );
    const one = file('one.json', { processors: 2, numa: { nodes: 1 } });
    expect(await printed(['show', 'machine', one])).toContain(
      '\n[directory, memory]\n\nfully-connected: 1 node,',
    );
  });

  it('draws one node and the network as SVG', async () => {
    const svg = await printed(['show', 'machine', torus(), '--format', 'svg']);
    const [, inside] = networkSvg(buildNetwork('torus', 8)).split('role="img"');
    expect(svg).toContain(inside!.trimEnd());
    expect(svg).toContain('>directory</text>');
  });

  it('gives the whole machine as JSON', async () => {
    const config = JSON.parse(await printed(['show', 'machine', torus(), '--format', 'json']));
    expect(parseMachine(config)).toEqual(config);
    expect(config.numa.network).toEqual({
      topology: 'torus',
      parameters: {},
      headerBytes: 8,
      distances: null,
    });
  });
});

describe('show counter', () => {
  it('gives one counter’s unit, definition and source', async () => {
    const text = await printed(['show', 'counter', 'busBytes']);
    expect(text).toBe(
      'busBytes: bus traffic [bytes]\nbusDataBytes + busAddressBytes.\nSource: Culler & Singh 1999\n',
    );
  });

  it('gives all of them without a name', async () => {
    const text = await printed(['show', 'counter']);
    for (const name of COUNTER_NAMES) expect(text).toMatch(new RegExp(`^${name}: `, 'm'));
  });

  it('suggests the name that was meant', async () => {
    expect(await refused(['show', 'counter', 'busByte'])).toMatch(
      /^there is no counter "busByte"; expected one of references, .*Did you mean "busBytes"\?$/,
    );
  });
});

describe('show workload', () => {
  it.each(WORKLOADS)('shows the parameters of $name', async ({ name, parameters }) => {
    const text = await printed(['show', 'workload', name]);
    for (const parameter of Object.keys(parameters)) expect(text).toMatch(new RegExp(`^${parameter} `, 'm'));
  });

  it('suggests the name that was meant', async () => {
    expect(await refused(['show', 'workload', 'false-share'])).toMatch(/Did you mean "false-sharing"\?$/);
  });
});

describe('schema', () => {
  it.each(['machine', 'protocol', 'result', 'comparison'])('of a %s is a JSON Schema', async (of) => {
    expect(JSON.parse(await printed(['schema', of]))).toMatchObject({
      $schema: expect.stringContaining('json-schema.org'),
      type: 'object',
    });
  });
});

describe('a file that is named and cannot be used', () => {
  it.each([
    ['show machine', 'a machine as JSON, or what numactl --hardware prints'],
    ['show protocol', 'a protocol as JSON'],
    ['check protocol', 'a protocol as JSON'],
  ])('is told by "cohort %s" if it is missing or a directory', async (command, expected) => {
    const missing = join(folder, 'missing.json');
    expect(await cohort([...command.split(' '), missing])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `cohort: ${missing}: no such file; expected ${expected}. Look whether the path is right, from the folder you are in.\n`,
    });
    const directory = join(folder, 'folder.json');
    expect(await cohort([...command.split(' '), directory])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `cohort: ${directory}: is a directory; expected a file with ${expected}.\n`,
    });
  });

  it('is refused if it is far too large to be one', async () => {
    const path = file('large.json', ' '.repeat(2 * 1024 * 1024));
    expect(await refused(['show', 'machine', path])).toBe(
      `${path}: 2097152 bytes; expected a machine as JSON, or what numactl --hardware prints, at most 1048576 bytes. Is it another file that you meant?`,
    );
  });

  it('is refused with line and column if it is not JSON', async () => {
    const path = file('broken.json', '{\n  "processors": 4,\n}');
    expect(await refused(['show', 'machine', path])).toMatch(/broken\.json.*3/);
  });

  it('is refused with the nearest field if it has an unknown one', async () => {
    const path = file('misspelt.json', { procesors: 4 });
    expect(await refused(['show', 'machine', path])).toMatch(
      /misspelt\.json: "procesors" is not a field of a machine; .*Did you mean "processors"\?$/,
    );
  });
});

describe('show machine with changes', () => {
  it('shows the machine as run has it', async () => {
    const argv = ['show', 'machine', 'dash', '--set', 'l2.size=512KiB', '--processors', '32'];
    const config = JSON.parse(await printed([...argv, '--format', 'json']));
    expect([config.l2.size, config.processors, config.numa.nodes]).toEqual([512 * 1024, 32, 16]);
    const text = await printed(argv);
    expect(text).toMatch(/^l2\.size +512 KiB$/m);
    expect(text).toMatch(/^dash with --processors 32 --set l2\.size=512KiB\n/);
  });

  it('writes it to a file', async () => {
    const path = file('drawn.svg', {});
    expect(await printed(['show', 'machine', 'smp4', '--format', 'svg', '--out', path])).toBe('');
    expect(readFileSync(path, 'utf8')).toBe(await printed(['show', 'machine', 'smp4', '--format', 'svg']));
  });
});
