/** Which critical sections each thread is in, as their notes say: up to four objects a thread. */
export const SECTION_NUMBERS = 4;

/** Enters a section; the thread that is in it already, if there is one. */
export const enterSection = (
  threads: readonly Int32Array[],
  thread: number,
  object: bigint,
): number | undefined => {
  // The lowest bit is set, so that no object is 0, which stands for none.
  const section = Number(BigInt.asIntN(32, object)) | 1;
  const other = threads.findIndex((sections, t) => t !== thread && sections.includes(section));
  if (other >= 0) return other;
  const own = threads[thread]!;
  own[own.indexOf(0)] = section;
  return undefined;
};

export const leaveSection = (threads: readonly Int32Array[], thread: number, object: bigint): void => {
  const own = threads[thread]!;
  const held = own.indexOf(Number(BigInt.asIntN(32, object)) | 1);
  if (held >= 0) own[held] = 0;
};
