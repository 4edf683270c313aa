/** Of protocols that bring other copies up to date. */
import { ARCHIBALD_BAER, CULLER_SINGH, type Sequence } from './sequence.js';

export const UPDATING_SEQUENCES: readonly Sequence[] = [
  {
    protocol: 'Firefly',
    title: 'the running example: copies are updated, memory too',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['S', 'I', 'S'], bus: ['BusRd'], data: 0 },
      { processor: 2, op: 'write', states: ['S', 'I', 'S'], bus: ['BusUpd'], written: ['word'] },
      { processor: 0, op: 'read', states: ['S', 'I', 'S'], bus: [] },
      { processor: 1, op: 'read', states: ['S', 'S', 'S'], bus: ['BusRd'], data: 0 },
    ],
  },
  {
    protocol: 'Firefly',
    title: 'the last sharer finds out that it is alone',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['V', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'read', states: ['S', 'S', 'I'], bus: ['BusRd'], data: 0 },
      { processor: 0, op: 'evict', states: ['I', 'S', 'I'], bus: [] },
      { processor: 1, op: 'write', states: ['I', 'V', 'I'], bus: ['BusUpd'], written: ['word'] },
      { processor: 1, op: 'write', states: ['I', 'D', 'I'], bus: [] },
      { processor: 2, op: 'read', states: ['I', 'S', 'S'], bus: ['BusRd'], data: 1, written: ['line'] },
    ],
  },
  {
    protocol: 'Firefly',
    title: 'a write miss updates the sharers, or stays in the cache if there are none',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'write', states: ['D', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      {
        processor: 1,
        op: 'write',
        states: ['S', 'S', 'I'],
        bus: ['BusRd', 'BusUpd'],
        data: 0,
        written: ['line', 'word'],
      },
      { processor: 0, op: 'evict', states: ['I', 'S', 'I'], bus: [] },
    ],
  },
  {
    protocol: 'Dragon',
    title: 'the running example: copies are updated, memory is not',
    source: CULLER_SINGH,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'read', states: ['Sc', 'I', 'Sc'], bus: ['BusRd'], data: 'memory' },
      { processor: 2, op: 'write', states: ['Sc', 'I', 'Sm'], bus: ['BusUpd'] },
      { processor: 0, op: 'read', states: ['Sc', 'I', 'Sm'], bus: [] },
      { processor: 1, op: 'read', states: ['Sc', 'Sc', 'Sm'], bus: ['BusRd'], data: 2 },
    ],
  },
  {
    protocol: 'Dragon',
    title: 'the last writer owns the line',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'read', states: ['E', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: [] },
      { processor: 1, op: 'read', states: ['Sm', 'Sc', 'I'], bus: ['BusRd'], data: 0 },
      { processor: 1, op: 'write', states: ['Sc', 'Sm', 'I'], bus: ['BusUpd'] },
      { processor: 1, op: 'evict', states: ['Sc', 'I', 'I'], bus: [], written: ['line'] },
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: ['BusUpd'] },
    ],
  },
  {
    protocol: 'Dragon',
    title: 'a write miss updates the sharers, or stays in the cache if there are none',
    source: ARCHIBALD_BAER,
    steps: [
      { processor: 0, op: 'write', states: ['M', 'I', 'I'], bus: ['BusRd'], data: 'memory' },
      { processor: 1, op: 'write', states: ['Sc', 'Sm', 'I'], bus: ['BusRd', 'BusUpd'], data: 0 },
      { processor: 2, op: 'write', states: ['Sc', 'Sc', 'Sm'], bus: ['BusRd', 'BusUpd'], data: 1 },
      { processor: 2, op: 'evict', states: ['Sc', 'Sc', 'I'], bus: [], written: ['line'] },
    ],
  },
];
