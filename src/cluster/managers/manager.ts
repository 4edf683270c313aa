/** How a node that wants a page finds its owner. */
export interface OwnerFinder {
  /**
   * The nodes that a request of `node` goes to, one after the other; the last one is the owner, unless
   * that is `node` itself. Who hands a request on remembers what it learns of the owner to be.
   */
  route(node: number, page: number, owner: number, writing: boolean): readonly number[];
  /** `node` has lost its copy to the new owner. */
  invalidated(node: number, page: number, owner: number): void;
  /** `node` has got the page from `owner`, and owns it if it wanted to write. */
  received(node: number, page: number, owner: number, writing: boolean): void;
}

/**
 * Who keeps the books on pages that have one writer or several readers: one file each, and one line in
 * the index of this folder.
 */
export interface Manager {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** Author, title, year. */
  readonly source: string;
  /**
   * Who knows which nodes have copies, and invalidates them: the manager, which is told when the page has
   * come, and does nothing else with the page until then; or the owner, who hands that knowledge on.
   */
  readonly copiesAt: 'manager' | 'owner';
  /** `owner` owns all pages at first. */
  create(nodes: number, pages: number, owner: number): OwnerFinder;
}

const learnsNothing = (): void => undefined;

/** Requests go to a manager that knows the owner. */
export const byManager = (managerOf: (page: number) => number): OwnerFinder => ({
  route: (_node, page, owner) => [managerOf(page), owner],
  invalidated: learnsNothing,
  received: learnsNothing,
});
