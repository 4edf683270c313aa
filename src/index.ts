/** Cohort's public API, for Node, browsers and workers. What needs Node is in `cohort/node`. */

export {
  applyClusterSettings,
  CLUSTERS,
  type ClusterConfig,
  type ClusterMessage,
  type ClusterOptions,
  type ClusterPreset,
  type ClusterResult,
  type ClusterRunOptions,
  type ClusterRunResult,
  type ClusterTopology,
  clusterInputFromJson,
  clusterJsonSchema,
  clusterNamed,
  compareMemories,
  type DsmCosts,
  type DsmKind,
  type LogGP,
  MANAGERS,
  type Manager,
  type MemoryComparisonOptions,
  type MemoryKind,
  type MemoryRow,
  managerNamed,
  memoriesJsonSchema,
  NODE_COUNTERS,
  type NodeCounter,
  type NodeCounts,
  parseCluster,
  runOnCluster,
} from './cluster/index.js';
export type {
  Inclusion,
  LevelConfig,
  LevelInput,
  PrefetchConfig,
  ShapeConfig,
  SharedConfig,
  SharedInput,
  TlbConfig,
  TlbInput,
  TlbLevelConfig,
} from './config/hierarchy.js';
export { comparisonJsonSchema, machineJsonSchema, resultJsonSchema } from './config/json-schema.js';
export type { CacheConfig, CacheInput, MachineConfig, MachineInput } from './config/machine.js';
export type {
  DirectoryConfig,
  NetworkConfig,
  NumaConfig,
  NumaInput,
  PlacementConfig,
  PlacementRange,
} from './config/numa.js';
export { applySettings, parseMachine, parseMachineJson } from './config/parse.js';
export type {
  BusTiming,
  DirectoryTiming,
  MemoryTiming,
  MshrConfig,
  NetworkTiming,
  StoreBufferConfig,
  TimingConfig,
  TimingInput,
  TlbTiming,
} from './config/timing.js';
export {
  COUNTER_NAMES,
  COUNTERS,
  type CounterDefinition,
  type CounterName,
  type Counters,
} from './counters.js';
export { Engine, type EngineOptions, type HeldLine } from './engine/engine.js';
export { Execution, type ExecutionRoom, type Halt } from './engine/execution.js';
export type { CountedLock, LockCount } from './engine/lock-counts.js';
export type { ThreadStart, ThreadStatus, ThreadView } from './engine/threads.js';
export {
  type ExecutionEvent,
  ToldEvents,
  type ToldTransaction,
  transactionIn,
} from './engine/told-events.js';
export { CohortError } from './errors.js';
export {
  programComparisonJsonSchema,
  programResultJsonSchema,
  speedUpJsonSchema,
} from './execute/json-schema.js';
export { type SampleOptions, sampleLitmus } from './execute/litmus/sample.js';
export type { ProgramOptions, ScheduleOptions } from './execute/options.js';
export {
  type BarrierResult,
  type Ending,
  type Finding,
  type LockResult,
  PROGRAM_COMPARISON_SCHEMA,
  PROGRAM_RESULT_SCHEMA,
  type ProcessorSchedule,
  type ProcessSchedule,
  type ProgramComparison,
  type ProgramResult,
  type ScheduleResult,
  type SliceKind,
  type SliceResult,
  SPEED_UP_SCHEMA,
  type SpeedUpFit,
  type SpeedUpPoint,
  type SpeedUpResult,
  type StaleLoad,
  type StaleResult,
  type ThreadResult,
  type ThreadSchedule,
} from './execute/result.js';
export { runProgram } from './execute/run.js';
export { POLICIES, policyNamed } from './execute/schedulers/index.js';
export type { PolicySource } from './execute/schedulers/policy.js';
export { type SpeedUpOptions, speedUp } from './execute/speed-up.js';
export type {
  Condition,
  Execution as LitmusExecution,
  ModelName,
  Observation,
  Outcome as LitmusOutcome,
  Step as LitmusStep,
} from './litmus/index.js';
export {
  conditionText,
  exploreLitmus,
  LITMUS_TESTS,
  type LitmusOptions,
  type LitmusReport,
  type LitmusResult,
  type LitmusTest,
  litmusReport,
  litmusTestNamed,
  litmusText,
  MEMORY_MODELS,
  type MemoryModel,
  memoryModelNamed,
  observationOf,
  parseLitmus,
  witnessText,
} from './litmus/index.js';
export {
  type SampledOutcome,
  type SampleReport,
  type SampleResult,
  sampleReport,
  sampleText,
} from './litmus/sample.js';
export { MACHINES, type Machine, machineNamed } from './machines/index.js';
export {
  type Access as InstructionAccess,
  type Address as OperandAddress,
  type AssembleOptions,
  assemble,
  BARRIERS,
  type Barrier,
  type BuildOptions,
  barrierNamed,
  type DataSegment,
  disassemble,
  type Extent,
  type Finding as ProgramFinding,
  type Form as InstructionForm,
  type Fragment,
  INSTRUCTIONS,
  type Instruction,
  type InstructionClass,
  initialMemory,
  type LibraryProgram,
  LOCKS,
  type LoadedProgram,
  type LoadOptions as LoadProgramOptions,
  type Lock,
  lockNamed,
  type Mnemonic,
  NOTES,
  nameOfAddress,
  type OperandsOf,
  type Output as ProgramOutput,
  type Place,
  PROGRAMS,
  type Program,
  ProgramBuilder,
  type ProgramParameter,
  type ProgramSymbol,
  programNamed,
  type ReadWord,
  type Register,
  type SourceText,
  stackTop,
  type Value as OperandValue,
} from './programs/index.js';
export type { GivenValues, Parameter as LibraryParameter } from './programs/parameters.js';
export { type EventName, OPERATION } from './protocol/codes.js';
export { compileProtocol } from './protocol/compile.js';
export { protocolFromJson, protocolJsonSchema } from './protocol/json.js';
export { protocolDot, protocolMarkdown, protocolMermaid, protocolText } from './protocol/render.js';
export type { CompiledProtocol, CompiledState, ProtocolSource, StateAttribute } from './protocol/types.js';
export { applyWritePolicy } from './protocol/write-policy.js';
export { PROTOCOLS, protocolNamed } from './protocols/index.js';
export {
  POLICIES as REPLACEMENT_POLICIES,
  type ReplacementName,
  type ReplacementPolicy,
} from './replacement/index.js';
export {
  REPORTS,
  type Report,
  type ReportName,
  type ReportOptions,
  type RunReportOptions,
} from './reports/index.js';
export {
  PROGRAM_REPORTS,
  type ProgramReport,
  type ProgramReportName,
} from './reports/program-reports.js';
export { SPEED_UP_REPORTS, type SpeedUpReport } from './reports/speed-up.js';
export {
  ACCESS_CLASSES,
  type AccessClass,
  type LatencyResult,
  MESSAGES,
  type MemoryStats,
  type MemoryUse,
  type MessageName,
  type NetworkResult,
  type ProcessorTime,
  RESOURCES,
  type ResourceKind,
  type ResourceUse,
  type Result,
  STALL_CAUSES,
  type StallCause,
  type TimingResult,
  type TraceSummary,
  type Transition,
} from './result.js';
export { SAMPLES, type Sample, sampleTrace } from './samples/index.js';
export {
  type CompareOptions,
  compare,
  type RunOptions,
  type SimulateOptions,
  type SimulationProgress,
  simulate,
  type TraceInput,
  type TraceOptions,
} from './simulate.js';
export { Timeline, type TimelineOptions } from './timeline/timeline.js';
export {
  type ClosedForms,
  checkDistances,
  type Distances,
  distancesOf,
  drawNetwork,
  formatDistances,
  type Link,
  type Network,
  networkSvg,
  type Parameter as TopologyParameter,
  parseDistances,
  TOPOLOGIES,
  type Topology,
  topologyNamed,
} from './topologies/index.js';
export { type TraceArrays, traceFromArrays } from './traces/arrays.js';
export { createBatch, packMeta, type TraceBatch } from './traces/batch.js';
export type { ByteInput } from './traces/byte-stream.js';
export { encodeTrace, type WriteTraceOptions, type WrittenTrace } from './traces/convert.js';
export { TRACE_FORMATS } from './traces/formats/index.js';
export { type TraceInfo, traceInfo } from './traces/info.js';
export { type Interleave, type OpenOptions, openTraceBytes } from './traces/open.js';
export type { TraceProgress, TraceSource } from './traces/source.js';
export {
  COMMON_PARAMETERS,
  WORKLOADS,
  type Workload,
  workloadNamed,
  workloadSource,
} from './workloads/index.js';
