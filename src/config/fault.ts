/** A rule broken: the field to blame, and the sentence without the place. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}
