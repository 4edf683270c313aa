/** Every course of events that was worked out by hand, in the order of the catalogue. */
import { INVALIDATING_SEQUENCES } from './invalidating-sequences.js';
import type { Sequence } from './sequence.js';
import { UPDATING_SEQUENCES } from './updating-sequences.js';

export const SEQUENCES: readonly Sequence[] = [...INVALIDATING_SEQUENCES, ...UPDATING_SEQUENCES];
