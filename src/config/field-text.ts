/** What is told of each field of a machine: to editors (title, description) and in errors (the rest). */
export interface FieldText {
  readonly title: string;
  readonly description: string;
  /** Completes "…; expected". */
  readonly expected: string;
  /** One sentence that says how to mend a wrong value. */
  readonly mend: string;
  /** The names that it takes, to suggest the nearest. */
  readonly names?: readonly string[];
}
