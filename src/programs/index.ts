/** Programs for simulated processors: how to write, read, build and find them. */
export { type AssembleOptions, assemble, type SourceText } from './assemble.js';
export { BARRIERS, barrierNamed } from './barriers/index.js';
export { type Address, type BuildOptions, type OperandsOf, ProgramBuilder, type Value } from './build.js';
export { checkCode, disassemble, disassembleWord } from './disassemble.js';
export type { Barrier, Fragment, Lock } from './fragment.js';
export {
  type Access,
  type Form,
  INSTRUCTIONS,
  type Instruction,
  type InstructionClass,
  type Mnemonic,
  NOTES,
} from './isa.js';
export {
  type Finding,
  type LibraryProgram,
  type LoadedProgram,
  type LoadOptions,
  type Output,
  PROGRAMS,
  programNamed,
  type ReadWord,
} from './library/index.js';
export { LOCKS, lockNamed } from './locks/index.js';
export {
  type DataSegment,
  type Extent,
  initialMemory,
  instructionCount,
  nameOfAddress,
  nameOfInstruction,
  type Place,
  type Program,
  type ProgramParameter,
  type ProgramSymbol,
  showPlace,
  stackTop,
} from './program.js';
export type { Register } from './registers.js';
export { packWords, unpackWords, type Word } from './word.js';
