/** Ctrl-C: the first asks for a clean stop, the second does not wait for it. */
import { EXIT } from './failure.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal that is aborted when the process is asked to end. At the second request the process exits
 * at once; `cleanUp` (synchronous) is then the only thing that still runs.
 */
export const interruptSignal = (cleanUp: () => void): AbortSignal => {
  const controller = new AbortController();
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        cleanUp();
        process.exit(EXIT.interrupted);
      }
      controller.abort();
    });
  }
  return controller.signal;
};
