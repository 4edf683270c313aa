/** References: hits, misses by kind, and upgrades. */
import type { CounterDefinition } from './definition.js';
import { CS, HILL, TORRELLAS } from './sources.js';

export const REFERENCES = {
  references: {
    title: 'references',
    unit: 'references',
    source: CS,
    definition:
      'Accesses of this processor, each within one line: an access that crosses a line boundary counts once a line. reads + writes.',
  },
  reads: {
    title: 'reads',
    unit: 'references',
    source: CS,
    definition: 'PrRd presented to the private caches.',
  },
  writes: {
    title: 'writes',
    unit: 'references',
    source: CS,
    definition: 'PrWr presented to the private caches.',
  },
  hits: {
    title: 'hits',
    unit: 'references',
    source: CS,
    definition:
      'References that found their line held (state not invalid) in the private hierarchy, whether or not a write then needed a transaction for permission. hits + misses = references.',
  },
  readHits: { title: 'read hits', unit: 'references', source: CS, definition: 'Reads among the hits.' },
  writeHits: {
    title: 'write hits',
    unit: 'references',
    source: CS,
    definition: 'Writes among the hits, upgrades and updates included.',
  },
  misses: {
    title: 'misses',
    unit: 'references',
    source: CS,
    definition: 'References whose line was not held in the private hierarchy.',
  },
  readMisses: { title: 'read misses', unit: 'references', source: CS, definition: 'Reads among the misses.' },
  writeMisses: {
    title: 'write misses',
    unit: 'references',
    source: CS,
    definition: 'Writes among the misses.',
  },
  coldMisses: {
    title: 'cold misses',
    unit: 'references',
    source: HILL,
    classified: true,
    definition: 'Misses on a line that this processor never held before.',
  },
  capacityMisses: {
    title: 'capacity misses',
    unit: 'references',
    source: HILL,
    classified: true,
    definition:
      'Misses on a line last lost to replacement that a fully associative LRU cache of the same capacity, fed with the references of this processor alone, would miss as well.',
  },
  conflictMisses: {
    title: 'conflict misses',
    unit: 'references',
    source: HILL,
    classified: true,
    definition:
      'Misses on a line last lost to replacement that the fully associative LRU cache of the same capacity would hold.',
  },
  coherenceMisses: {
    title: 'coherence misses',
    unit: 'references',
    source: TORRELLAS,
    classified: true,
    definition:
      'Misses on a line last lost to another processor’s transaction. trueSharingMisses + falseSharingMisses.',
  },
  trueSharingMisses: {
    title: 'true-sharing misses',
    unit: 'references',
    source: TORRELLAS,
    classified: true,
    definition:
      'Coherence misses that touch at least one word written by another processor since this processor lost the line, the write that took it included.',
  },
  falseSharingMisses: {
    title: 'false-sharing misses',
    unit: 'references',
    source: TORRELLAS,
    classified: true,
    definition: 'Coherence misses that touch no such word.',
  },
  upgrades: {
    title: 'upgrades',
    unit: 'references',
    source: CS,
    definition:
      'Writes to a line that is held but not writable, answered by an invalidating transaction (BusUpgr, BusRdX, or BusWr where it invalidates).',
  },
} as const satisfies Record<string, CounterDefinition>;
