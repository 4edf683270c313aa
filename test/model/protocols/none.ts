/** Private write-back caches that nothing keeps coherent: each sees memory alone. */
import { fetching, type ModelProtocol, silently } from '../protocol.js';

export const none: ModelProtocol = {
  name: 'none',
  coherent: false,
  states: ['I', 'V', 'D'],
  facts: (state) => ({ readable: state !== 'I', writable: state !== 'I', dirty: state === 'D' }),
  onRead: (state) => (state === 'I' ? fetching('BusRd', () => 'V') : silently(state)),
  onWrite: (state) => (state === 'I' ? fetching('BusRd', () => 'D') : silently('D')),
  onEvict: (state) => ({ writesBack: state === 'D' }),
  onSnoop: (state) => ({ next: state }),
};
