import { drawMachine } from '../../cli/machine-drawing.js';
import { fieldText, MACHINE_PATHS } from '../../config/fields.js';
import type { MachineConfig, MachineInput } from '../../config/machine.js';
import { CLASS_TEXTS, STALL_TEXTS } from '../../config/timing-result-schema.js';
import { ORGANISATIONS } from '../../directories/index.js';
import { MACHINES } from '../../machines/index.js';
import { POLICIES } from '../../replacement/index.js';
import { ACCESS_CLASSES, STALL_CAUSES } from '../../result.js';
import { code, page, table } from './markdown.js';

/** Every field of a machine, by its path. */
const fields = (): string =>
  table(
    ['Field', 'What it is', 'Values'],
    MACHINE_PATHS.map((path) => {
      const { description = '', expected = '' } = fieldText(path) ?? {};
      return [`\`${path}\``, description, expected];
    }),
  );

/** What joins the processors, in a few words. */
const joint = ({ numa }: MachineConfig): string =>
  numa === null ? 'a bus' : `${numa.nodes} nodes: ${numa.network.topology}`;

/** A machine of nodes as one would write it. */
const OF_NODES = {
  preset: 'smp4',
  processors: 16,
  numa: {
    nodes: 4,
    directory: { organisation: 'limited-broadcast', pointers: 2 },
    placement: { policy: 'first-touch', pageBytes: '4KiB' },
    network: { topology: 'mesh', parameters: { columns: 2, rows: 2 } },
  },
} as const satisfies MachineInput;

/** A machine of cores that share, as one would write it. */
const OF_CORES = {
  preset: 'smp4',
  shape: { sockets: 2, coresPerDie: 4, threadsPerCore: 2 },
  l1i: { size: '32KiB' },
  l2: { size: '256KiB', inclusion: 'non-inclusive' },
  l3: { size: '8MiB', ways: 16, inclusion: 'inclusive', sharedBy: 'socket' },
  tlb: { l1: { entries: 64, ways: 4 } },
  prefetch: { kind: 'stream', degree: 2 },
  timing: { memory: { channels: 2 }, mshrs: { entries: 8 } },
} as const satisfies MachineInput;

/** Characters in a line. */
const DRAWING_WIDTH = 100;

/** The fields of a machine, and the catalogue. */
export const machinesPage = (): string =>
  page(
    'Machines',
    'src/machines/ and src/config/',
    'Presets for `--machine NAME` and `"preset": "NAME"`. A machine of one’s own starts from one of them: `--machine ./mine.json`, or `--set l1.size=64KiB` for a single field. [schema/machine.json](schema/machine.json) lets an editor complete and check the file.',
    table(
      ['Name', 'What it is', 'Processors', 'Joined by', 'Protocol'],
      MACHINES.map(({ name, title, config }) => [
        `[\`${name}\`](#${name})`,
        title,
        `${config.processors}`,
        joint(config),
        config.protocol,
      ]),
    ),
    '## Fields',
    fields(),
    '## Machines of nodes',
    'With `numa` null, all processors snoop on one bus. With `numa`, memory is spread over nodes, consecutive processors share a node, and each node’s directory knows who holds the lines whose home it is. Any coherent protocol that invalidates runs over it unchanged. One is made of a bus machine by `--set numa.nodes=4`, or in a file:',
    code(JSON.stringify(OF_NODES, undefined, 2), 'json'),
    table(
      ['Directory', 'In papers', 'How a home remembers who holds its lines', 'Source'],
      ORGANISATIONS.map(({ name, alias, about, source }) => [`\`${name}\``, alias ?? '', about, source]),
    ),
    'A linked list of sharers, as in SCI (D. B. Gustavson, The Scalable Coherent Interface and Related Standards Projects, 1992), is not among them: there the caches themselves hold the list, so that what a copy does is not in the protocol’s table alone.',
    '[topologies.md](topologies.md) has the networks that join nodes, and tells how the distances of a real machine become the beginning of such a file.',
    '## Cores, caches and what they share',
    'A processor is a hardware thread. Processors of one core (`shape.threadsPerCore`) share its L1, its L1I if it has one, its L2, its TLB and its prefetcher; a line’s coherence state is one for the whole core. Cores of a die, of a socket or of the machine may share an L3. A bus machine becomes one of them by `--set shape.threadsPerCore=2 --set l3.size=8MiB`, or in a file:',
    code(JSON.stringify(OF_CORES, undefined, 2), 'json'),
    'An L2 or L3 is `inclusive` (it holds what the levels above hold, and takes away there what it loses: back-invalidations), `exclusive` (it holds what they gave up, and gives a line up to them) or `non-inclusive` (neither). Where there is an L3, cores write back to it, and it to memory. A line of an exclusive L3 that is newer than memory, and that no other cache holds, moves up as it is when it is read: the core’s copy is in the state that a write would leave it in, and memory is not written. If others hold it, memory is written.',
    '## Time',
    'With `--timed` (`timed: true` in the library), each processor has a clock, and the next reference is always that of the processor whose clock is least. `timing` says what things cost, in whole cycles of the processors’ clock: look-ups, a bus that a transaction holds or leaves free while it waits (`timing.bus.split`), links and routers, directories, banks of memory with open rows, and channels. Who finds a bus, a link, a directory, a bank or a channel in use waits for it. Nobody waits for a write to memory to be done, be it a write-back or a word; but of each channel’s no more than `timing.memory.writeQueueEntries` may be on their way, and a reference that causes one more is over, and its line ready for others, only when the one that was caused so many before is done (`memoryWait`). The last of them may end after the last processor: shares of the time that resources are in use are of `settled`, when all of them are free. The gaps of the trace are computing. Stores may wait in a store buffer (`timing.storeBuffer`), and misses may be under way while a core goes on (`timing.mshrs`): a reference that misses in L1 takes one of them until its line is there, from L2 or from farther, and so do one that needs the bus or a directory for a line that is there, and the first use of a prefetched line that is still on its way. What they spend their time on meanwhile is `overlapped` of each processor. A page that moves on next touch keeps whoever made it move waiting: for the system (`timing.migrationCycles`), until each of its lines is read from the old memory, until it has come over the links as one message, and until each of its lines is written to the new memory. Which lines are where, and all counters, are as without time, in the order that the clocks give.',
    'A store that goes by way of a store buffer looks into the L1 twice: as it enters, when its processor spends `l1Cycles`, and as it is done. So a buffer that hides nothing costs a little more than none: where one entry is all, a look-up for each store, and else no more than one look-up for one processor, as the others overlap. A buffer also lets loads pass stores, which changes what a full set gives up, and the order in which processors ask the bus; either can cost, or save, whole misses.',
    '`cohort show machine NAME` tells what reads of an idle machine take. `timing.windowReferences` is how many references wait for their turn; the order depends on the trace and on it alone.',
    table(
      ['Cause of a stall', 'What it is'],
      STALL_CAUSES.map((cause) => [`\`${cause}\``, STALL_TEXTS[cause]]),
    ),
    table(
      ['Class of access', 'What it is'],
      ACCESS_CLASSES.map((name) => [`\`${name}\``, CLASS_TEXTS[name]]),
    ),
    '## Replacement policies',
    table(
      ['Name', 'What it evicts', 'Source'],
      POLICIES.map(({ name, title, source }) => [`\`${name}\``, title, source]),
    ),
    ...MACHINES.flatMap(({ name, title, about, source, config }) => [
      `## ${name}`,
      `${title}. ${about}`,
      `Source: ${source}`,
      code(drawMachine(config, DRAWING_WIDTH), 'text'),
      code(JSON.stringify(config, undefined, 2), 'json'),
    ]),
  );
