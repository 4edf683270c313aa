/**
 * Chrome's trace events as text: a JSON object with a list, an event a line.
 * N. Duca and D. Sinclair, Trace Event Format, 2016 (the format that https://ui.perfetto.dev opens).
 *
 * Times are in microseconds; a cycle is drawn as a nanosecond.
 */

/** A lane: a process (a group of lanes) and a thread of it. */
export interface Lane {
  readonly pid: number;
  readonly tid: number;
}

const CYCLES_PER_MICROSECOND = 1000;

type Fields = Readonly<Record<string, unknown>>;

/** Makes the list's items, parted by commas. */
export class ChromeEvents {
  private text = '';
  private any = false;
  count = 0;

  private add(fields: Fields): void {
    this.text += `${this.any ? ',' : ''}\n${JSON.stringify(fields)}`;
    this.any = true;
    this.count++;
  }

  /** The text since the last call. */
  take(): string {
    const { text } = this;
    this.text = '';
    return text;
  }

  nameGroup(pid: number, name: string): void {
    this.add({ ph: 'M', pid, name: 'process_name', args: { name } });
    this.add({ ph: 'M', pid, name: 'process_sort_index', args: { sort_index: pid } });
  }

  nameLane({ pid, tid }: Lane, name: string): void {
    this.add({ ph: 'M', pid, tid, name: 'thread_name', args: { name } });
    this.add({ ph: 'M', pid, tid, name: 'thread_sort_index', args: { sort_index: tid } });
  }

  begin({ pid, tid }: Lane, cycle: number, name: string): void {
    this.add({ ph: 'B', pid, tid, ts: cycle / CYCLES_PER_MICROSECOND, name });
  }

  end({ pid, tid }: Lane, cycle: number): void {
    this.add({ ph: 'E', pid, tid, ts: cycle / CYCLES_PER_MICROSECOND });
  }

  slice({ pid, tid }: Lane, from: number, to: number, name: string, args?: Fields): void {
    const dur = (to - from) / CYCLES_PER_MICROSECOND;
    this.add({ ph: 'X', pid, tid, ts: from / CYCLES_PER_MICROSECOND, dur, name, ...(args && { args }) });
  }

  instant({ pid, tid }: Lane, cycle: number, name: string, args: Fields = {}): void {
    this.add({ ph: 'i', s: 't', pid, tid, ts: cycle / CYCLES_PER_MICROSECOND, name, args });
  }

  counter(pid: number, cycle: number, name: string, values: Readonly<Record<string, number>>): void {
    this.add({ ph: 'C', pid, ts: cycle / CYCLES_PER_MICROSECOND, name, args: values });
  }
}

/** What stands before the events; `about` is told to who opens the file. */
export const opening = (about: Fields): string =>
  `{"displayTimeUnit":"ns","otherData":${JSON.stringify(about)},"traceEvents":[`;

export const CLOSING = '\n]}\n';
