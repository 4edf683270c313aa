import type { Io } from '../io.js';

/**
 * Carries out a command; the action resolves with the exit code. Each action's modules are loaded
 * only when it is called, so that help and version are quick.
 */
export type Act = (action: (io: Io) => Promise<number>) => Promise<void>;
