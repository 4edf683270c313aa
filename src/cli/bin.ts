#!/usr/bin/env node
/** The `cohort` command: the process around `main`. */
import { removeUnfinished } from '../node/write-file.js';
import { interruptSignal, leave } from './interrupt.js';
import { main } from './main.js';

const { stdout, stderr, env, argv } = process;
// A failed write is told by its own callback; without a listener the event would end the process.
for (const stream of [stdout, stderr]) stream.on('error', () => undefined);

const signal = interruptSignal(removeUnfinished);
await leave(await main(argv.slice(2), { stdout, stderr, env, signal }));
