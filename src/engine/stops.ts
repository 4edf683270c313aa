/** Why the core stops early, and what a person is told then. */
import type { MachineConfig } from '../config/machine.js';
import type { NumaConfig } from '../config/numa.js';
import { CohortError } from '../errors.js';
import { EVENT, type EventName, STATES } from '../protocol/codes.js';
import type { CompiledProtocol } from '../protocol/types.js';
import { metaOperation, metaProcessor } from '../traces/batch.js';
import { TOUCHED_PAGES_BITS } from './nodes.js';

/** As in assembly/stops.ts. */
export const STOP = { none: 0, memory: 1, record: 2, impossible: 3, pages: 4 } as const;

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** What takes the memory of a machine that does not fit, beside its caches. */
const smallerNodes = ({ nodes, directory }: NumaConfig): string => {
  const sparse = directory.organisation === 'sparse';
  const entries = `, or lower numa.directory.entries (${directory.entries} at each of them)`;
  return `; or take fewer nodes (numa.nodes is ${nodes})${sparse ? entries : ''}`;
};

/** A machine that needs at least so many bytes, which it may not have. */
export const tooLarge = ({ memoryLimitBytes, numa }: MachineConfig, bytes: number): CohortError =>
  new CohortError(
    `This machine takes at least ${mebibytes(bytes)} of memory, and memoryLimitBytes allows ` +
      `${mebibytes(memoryLimitBytes)}: raise memoryLimitBytes (to at most 4 GiB), or take fewer processors ` +
      `or smaller caches${numa === null ? '' : smallerNodes(numa)}.`,
    2,
  );

/** What is known of a run that stopped early. */
export interface Stopped {
  /** One of `STOP`. */
  readonly reason: number;
  /** Event and state that met, as the core packs them: (event << 8 | state) + 1. */
  readonly fault: number;
  /** Where in the trace, in words. */
  readonly place: string;
  /** The packed meta of the record at fault. */
  readonly meta: number;
  readonly machine: MachineConfig;
  readonly protocol: CompiledProtocol;
}

const recordError = ({ place, meta, machine: { processors } }: Stopped): CohortError => {
  const processor = metaProcessor(meta);
  if (processor < processors) {
    return new CohortError(
      `${place}: operation ${metaOperation(meta)} is unknown: expected 0 (read), 1 (write) or 2 (instruction).`,
    );
  }
  const range = processors === 1 ? 'only processor 0' : `processors 0 to ${processors - 1}`;
  return new CohortError(
    `${place}: processor ${processor} is out of range: the machine has ${range}. ` +
      `Set processors to ${processor + 1} or more (--processors ${processor + 1}).`,
  );
};

const impossibleError = ({ place, fault, protocol }: Stopped): CohortError => {
  const packed = fault - 1;
  const event = (Object.keys(EVENT) as EventName[]).find((name) => EVENT[name] === packed >>> 8);
  const state = protocol.states[packed & (STATES - 1)]?.name;
  return new CohortError(
    `${place}: protocol ${protocol.source.name} met ${event} in state ${state}, which its table says cannot ` +
      'happen (`!`): mend that cell, or run `cohort check protocol` for the way that leads there.',
  );
};

/** The error of a run that stopped early. */
export const stopErrorOf = (stopped: Stopped): CohortError => {
  const { reason, place, machine } = stopped;
  switch (reason) {
    case STOP.memory:
      return new CohortError(
        `${place}: the lines in use do not fit in memoryLimitBytes (${mebibytes(machine.memoryLimitBytes)}): ` +
          'raise it (to at most 4 GiB), leave out miss classification, or give the caches a size.',
      );
    case STOP.pages:
      return new CohortError(
        `about ${place.replace('about ', '')}: the trace touches more than ${2 ** TOUCHED_PAGES_BITS} pages of ` +
          `${machine.numa?.placement.pageBytes} bytes, which is all that can be placed by touch: ` +
          'raise numa.placement.pageBytes, or interleave.',
      );
    case STOP.record:
      return recordError(stopped);
    default:
      return impossibleError(stopped);
  }
};
