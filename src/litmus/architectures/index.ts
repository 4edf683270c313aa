/** The ways to write the threads of a litmus test. */
import type { Architecture } from './architecture.js';
import { cohort } from './cohort.js';
import { x86, x86_64 } from './x86.js';

export const ARCHITECTURES: readonly Architecture[] = [x86, x86_64, cohort];
