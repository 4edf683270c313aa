/** Ctrl-C: the first asks for a clean stop, the second does not wait for it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from './failure.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends the process by the signal itself, whatever is still going on; a shell sees 130 as well. */
const endBySignal = (): void => {
  process.removeAllListeners('SIGINT');
  process.kill(process.pid, 'SIGINT');
};

/**
 * A signal that is aborted when the process is asked to end. At the second request the process ends
 * at once; `cleanUp` (synchronous) is then the only thing that still runs.
 */
export const interruptSignal = (cleanUp: () => void): AbortSignal => {
  const controller = new AbortController();
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (!controller.signal.aborted) return controller.abort();
      cleanUp();
      endBySignal();
    });
  }
  return controller.signal;
};

/** Looks for file requests under way, and milliseconds between them. */
const LOOKS = 20;
const LOOK_EVERY = 10;

const hasFileRequests = (): boolean =>
  process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'));

/**
 * Ends the process. `process.exit` waits for file requests that have been made, and one that reads a
 * pipe into which nobody writes never comes back; the signal ends that too.
 */
export const leave = async (exitCode: number): Promise<void> => {
  if (exitCode === EXIT.interrupted) {
    for (let look = 0; look < LOOKS && hasFileRequests(); look++) await sleep(LOOK_EVERY);
    if (hasFileRequests()) return endBySignal();
  }
  process.exit(exitCode);
};
