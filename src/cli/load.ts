/** Machines and protocols as they are named on the command line: out of the catalogue, or out of a file. */
import type { MachineConfig, MachineInput } from '../config/machine.js';
import { applySettings, DEFAULT_MACHINE, machineInputFromJson, parseMachine } from '../config/parse.js';
import { withProcessors } from '../config/scale-nodes.js';
import { CohortError } from '../errors.js';
import { machineNamed } from '../machines/index.js';
import { fitProtocol } from '../protocol/fit.js';
import { protocolFromJson } from '../protocol/json.js';
import type { ProtocolSource } from '../protocol/types.js';
import { PROTOCOLS, protocolNamed } from '../protocols/index.js';
import { parseDistances } from '../topologies/index.js';
import { machineOf } from './distances-machine.js';
import { didYouMean, isFilePath } from './names.js';
import { readText } from './read-text.js';

/** Looks a name up in a catalogue whose error lists the names, and adds the nearest of them to it. */
export const suggesting = <T>(name: string, known: readonly string[], find: () => T): T => {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof CohortError)) throw error;
    const meant = didYouMean(name, known);
    if (meant === '') throw error;
    throw new CohortError(`${error.message.replace(/\.?$/, '.')}${meant}`, error.exitCode);
  }
};

/** The protocol of that name, or in that JSON file. */
export const loadProtocol = async (nameOrFile: string): Promise<ProtocolSource> => {
  if (isFilePath(nameOrFile)) {
    return protocolFromJson(await readText(nameOrFile, 'a protocol as JSON'), nameOrFile);
  }
  const names = PROTOCOLS.map(({ name }) => name);
  return suggesting(nameOrFile, names, () => protocolNamed(nameOrFile));
};

/** A machine as the user asked for it, before it is completed. */
export interface MachineRequest {
  /** Name or file. Without it: the default machine. */
  readonly machine?: string;
  readonly processors?: number;
  readonly seed?: number;
  /** `path=value`, in order; they win over everything else. */
  readonly set?: readonly string[];
  /** Whether nodes keep their processors, and become fewer or more. Without it, each has its part of them. */
  readonly scaleNodes?: boolean;
}

/** A file may hold a machine, or what a system prints of its own. */
const inputIn = async (path: string): Promise<MachineInput> => {
  const text = await readText(path, 'a machine as JSON, or what numactl --hardware prints');
  return /^\s*(available:|node )/.test(text)
    ? machineOf(parseDistances(text, path), path).machine
    : machineInputFromJson(text, path);
};

/** What a name or a file says of a machine, before it is completed. */
export const loadMachineInput = async (named: string): Promise<MachineInput> =>
  isFilePath(named) ? inputIn(named) : { preset: machineNamed(named, '--machine').name };

/** The complete machine that the name or file stands for, with the options over it. */
export const loadMachine = async (request: MachineRequest): Promise<MachineConfig> => {
  const { machine = DEFAULT_MACHINE, processors, seed, set = [], scaleNodes = false } = request;
  const input: MachineInput = {
    ...(await loadMachineInput(machine)),
    ...(processors !== undefined && !scaleNodes && { processors }),
    ...(seed !== undefined && { seed }),
  };
  const where = set.length === 0 ? machine : `${machine} with ${set.map((one) => `--set ${one}`).join(' ')}`;
  const parsed = parseMachine(applySettings(input, set), where);
  return processors !== undefined && scaleNodes ? withProcessors(parsed, processors) : parsed;
};

/** Refuses a protocol that cannot run on the machine, which several machines need by its name. */
export const requireFit = (protocol: ProtocolSource, machine: MachineConfig, name: string): void => {
  try {
    fitProtocol(protocol, machine);
  } catch (error) {
    if (!(error instanceof CohortError)) throw error;
    throw new CohortError(`${name}: ${error.message}`, error.exitCode);
  }
};
