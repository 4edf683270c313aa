/** What a report for people says, before it is set as text or as Markdown. */

/** A column's head. */
export interface Column {
  readonly title: string;
  /** Unit of every number in the column, unless the rows have their own. */
  readonly unit?: string;
  /** Numbers stand right, words left. */
  readonly align: 'left' | 'right';
}

export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** What must not be overlooked. */
  | { readonly kind: 'warning'; readonly text: string }
  /** Names and what is to be said of each. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, text: string])[] }
  /** Lines of characters that stay as they are, at most as long as there is room for. */
  | { readonly kind: 'drawing'; readonly lines: (width: number) => readonly string[] }
  /** A cell may have several lines. */
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    };

export const left = (title: string): Column => ({ title, align: 'left' });
export const right = (title: string, unit?: string): Column =>
  unit === undefined ? { title, align: 'right' } : { title, unit, align: 'right' };

/** A paragraph for each text that there is. */
export const paragraphs = (texts: readonly (string | undefined)[]): Block[] =>
  texts.flatMap((text): Block[] => (text === undefined ? [] : [{ kind: 'paragraph', text }]));
