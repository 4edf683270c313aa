import { CLUSTERS } from '../../cluster/presets/index.js';
import { COUNTER_NAMES, COUNTERS } from '../../counters.js';
import { ORGANISATIONS } from '../../directories/index.js';
import { LITMUS_TESTS } from '../../litmus/catalogue/index.js';
import { MACHINES } from '../../machines/index.js';
import { BARRIERS } from '../../programs/barriers/index.js';
import { PROGRAMS } from '../../programs/library/index.js';
import { LOCKS } from '../../programs/locks/index.js';
import { PROTOCOLS } from '../../protocols/index.js';
import { POLICIES } from '../../replacement/index.js';
import { REPORTS } from '../../reports/index.js';
import { SAMPLES } from '../../samples/index.js';
import { TOPOLOGIES } from '../../topologies/index.js';
import { TRACE_FORMATS } from '../../traces/formats/index.js';
import { WORKLOADS } from '../../workloads/index.js';
import type { CatalogueName } from '../choices.js';
import { EXIT } from '../failure.js';
import { type Io, print, widthOf } from '../io.js';
import { columns } from '../table.js';

const titled = (all: readonly { readonly name: string; readonly title: string }[]): string[][] =>
  all.map(({ name, title }) => [name, title]);

const firstSentence = (text: string): string => text.split(/(?<=\.)\s/, 1)[0]!;

const ROWS: Readonly<Record<CatalogueName, () => string[][]>> = {
  protocols: () => titled(PROTOCOLS),
  machines: () => titled(MACHINES),
  clusters: () => titled(CLUSTERS),
  topologies: () => TOPOLOGIES.map(({ name, about }) => [name, firstSentence(about)]),
  directories: () => ORGANISATIONS.map(({ name, alias, about }) => [name, alias ?? '', about]),
  workloads: () => titled(WORKLOADS),
  formats: () =>
    TRACE_FORMATS.map(({ name, about, write }) => [name, write ? 'read, written' : 'read', about]),
  reports: () => titled(Object.values(REPORTS)),
  policies: () => titled(POLICIES),
  counters: () => COUNTER_NAMES.map((name) => [name, COUNTERS[name].title, COUNTERS[name].unit]),
  samples: () => SAMPLES.map(({ name, title }) => [`sample:${name}`, title]),
  programs: () => titled(PROGRAMS),
  locks: () => titled(LOCKS),
  barriers: () => titled(BARRIERS),
  litmus: () => LITMUS_TESTS.map(({ name, about }) => [name, about]),
};

export const list = async (what: CatalogueName, io: Io): Promise<number> => {
  await print(io.stdout, columns(ROWS[what](), widthOf(io)));
  return EXIT.ok;
};
