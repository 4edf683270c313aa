/** What an organisation's file says of it. */

/** The fields of a machine's `numa.directory` that shape an organisation. */
export interface DirectoryShape {
  readonly tracks: 'processors' | 'nodes';
  readonly pointers: number;
  readonly regionProcessors: number;
  readonly entries: number;
  readonly ways: number;
}

/** How many a directory tells apart. */
export interface Members {
  /** As far as storage goes: nodes, or cores, whose threads hold lines together. */
  readonly stored: number;
  /** By their numbers: nodes, or processors. */
  readonly numbered: number;
}

/** A way in which homes remember who holds their lines: one file in this folder, and one line in its index. */
export interface Organisation {
  /** By which a configuration names it. */
  readonly name: string;
  /** What papers call it, if that is another name. */
  readonly alias: string | null;
  /** What it does, a sentence without its stop. */
  readonly about: string;
  /** Author, title, year. */
  readonly source: string;
  /** What the core does for it, as in assembly/organisations.ts. */
  readonly code: number;
  /** Fields that it uses of those that not all use. */
  readonly uses: readonly ('pointers' | 'regionProcessors' | 'entries' | 'ways')[];
  /** What has an entry: every line of memory, the lines of a cache of entries, or what the caches hold. */
  readonly entryOf: 'memory' | 'cache' | 'held lines';
  /** Bits of an entry that say who holds its line. */
  holderBits(shape: DirectoryShape, members: Members): number;
  /** In a few words. */
  text(shape: DirectoryShape): string;
}

/** Bits that tell so many things apart. */
export const bitsFor = (count: number): number => (count <= 1 ? 0 : Math.ceil(Math.log2(count)));

/** How an entry with pointers begins to be told. */
export const pointersText = ({ pointers }: DirectoryShape): string =>
  pointers === 1 ? '1 pointer a line, beyond it' : `${pointers} pointers a line, beyond them`;
