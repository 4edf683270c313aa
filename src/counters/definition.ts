/** What is said of a counter. */
export interface CounterDefinition {
  readonly title: string;
  readonly unit:
    | 'references'
    | 'lines'
    | 'copies'
    | 'transactions'
    | 'words'
    | 'bytes'
    | 'requests'
    | 'messages'
    | 'pages'
    | 'entries';
  /** What one count means, seen from the processor that it belongs to. */
  readonly definition: string;
  readonly source: string;
  /** Counted only with miss classification on; 0 otherwise. */
  readonly classified?: true;
}
