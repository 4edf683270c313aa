import type { ModelName } from '../models/model.js';

/** A litmus test of the catalogue, and what is known of it. */
export interface CatalogueTest {
  /** In herd7's format. */
  readonly text: string;
  /**
   * Whether the state that it asks about can be reached under each model: one for which the proposition
   * of `exists` and `~exists` holds, or that of `forall` does not.
   */
  readonly reachable: Readonly<Record<ModelName, boolean>>;
  /** Where that was published. */
  readonly source: string;
}
