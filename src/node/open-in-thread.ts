import { CohortError } from '../errors.js';
import { createBatch, type TraceBatch } from '../traces/batch.js';
import { interleaveLanes, type NextBatch } from '../traces/lanes.js';
import { checkedQuantum, type DecodedTrace, openTraceBytes, type ReadOptions } from '../traces/open.js';
import type { TraceProgress } from '../traces/source.js';
import { checkedSize, fileBytes, fileBytesAt, STDIN, shownPath } from './file-bytes.js';
import { nodeCodecs } from './node-codecs.js';

/** Records in a batch of several files. */
const LANES_BATCH = 16384;

/** Several files, each of which is a processor, as one trace. */
class FileLanes implements DecodedTrace {
  readonly name: string;
  readonly format: string;
  readonly processors: number;
  readonly batchRecords = LANES_BATCH;

  constructor(
    private readonly files: readonly DecodedTrace[],
    private readonly quantum: number,
  ) {
    this.name = `${files[0]!.name} and ${files.length - 1} more`;
    const formats = new Set(files.map((file) => file.format));
    this.format = [...formats].join(', ');
    this.processors = files.length;
  }

  get bufferBytes(): number {
    return this.files.reduce((sum, file) => sum + (file.bufferBytes ?? 0) + file.batchRecords * 16, 0);
  }

  progress(): TraceProgress {
    let done = 0;
    let total: number | undefined = 0;
    for (const file of this.files) {
      const one = file.progress?.();
      done += one?.done ?? 0;
      total = total === undefined || one?.total === undefined ? undefined : total + one.total;
    }
    return { done, total, unit: 'bytes' };
  }

  badRecords(): number {
    return this.files.reduce((sum, file) => sum + (file.badRecords?.() ?? 0), 0);
  }

  batches(signal?: AbortSignal): AsyncIterable<TraceBatch> {
    const batch = createBatch(this.batchRecords);
    return this.batchesInto(() => batch, signal);
  }

  batchesInto(nextBatch: NextBatch, signal?: AbortSignal): AsyncIterable<TraceBatch> {
    const lanes = this.files.map((file) => ({ name: file.name, batches: file.batches(signal) }));
    return interleaveLanes(lanes, this.quantum, this.batchRecords, nextBatch);
  }
}

/**
 * A trace of files that is decoded in whatever thread this is. `bytes`: of all files; undefined if one
 * of them is a pipe or a device, which can be opened once.
 */
export const openInThread = async (
  paths: readonly string[],
  options: ReadOptions,
): Promise<{ trace: DecodedTrace; bytes: number | undefined }> => {
  if (paths.length === 0)
    throw new CohortError('no trace is given; name a file, or - for the standard input', 2);
  if (paths.filter((path) => path === STDIN).length > 1) {
    throw new CohortError('the standard input (-) is given more than once; it can be read once', 2);
  }
  if (paths.length > 1 && options.interleave === 'trace') {
    throw new CohortError(
      'several files have no order of their own (interleave "trace"); they take turns. Leave interleave out, or give one file',
      2,
    );
  }
  const files: DecodedTrace[] = [];
  let bytes: number | undefined = 0;
  const { interleave, ...alone } = options;
  for (const path of paths) {
    const size = await checkedSize(path);
    bytes = bytes === undefined || size === undefined ? undefined : bytes + size;
    files.push(
      await openTraceBytes(size === undefined ? fileBytes(path) : () => fileBytes(path), {
        ...(paths.length === 1 ? options : alone),
        ...(size !== undefined && { size, at: fileBytesAt(path) }),
        name: shownPath(path),
        codecs: nodeCodecs,
      }),
    );
  }
  const [only] = files;
  return { trace: files.length === 1 ? only! : new FileLanes(files, checkedQuantum(options)), bytes };
};
