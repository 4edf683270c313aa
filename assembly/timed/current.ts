/** The reference under way: where its time has got to. */

/** When its transaction starts, the line's last one being over. */
export let startsAt: u64 = 0;
/** When it ends, as far as is known. */
export let endsAt: u64 = 0;
/** Its class, see classes.ts. */
export let currentClass: u32 = 0;

export function startAt(time: u64): void {
  startsAt = time;
}

export function endAt(time: u64): void {
  endsAt = time;
}

export function setClass(kind: u32): void {
  currentClass = kind;
}
