/** One number of a run. */
export type Row = readonly [processor: string, counter: string, unit: string, value: number];
