#!/usr/bin/env node
/** The `cohort` command: the process around `main`. */
import { removeUnfinished } from '../node/write-file.js';
import { failureOf, failureText } from './failure.js';
import { interruptSignal, leave } from './interrupt.js';
import { main } from './main.js';

const { stdout, stderr, env, argv } = process;
// A failed write is told by its own callback; without a listener the event would end the process.
for (const stream of [stdout, stderr]) stream.on('error', () => undefined);

// What goes wrong where no command waits for it, such as in a stream's event, is told the same way.
process.on('uncaughtException', (error) => {
  removeUnfinished();
  stderr.write(failureText(error, env));
  process.exit(failureOf(error).exitCode);
});

const signal = interruptSignal(removeUnfinished);
await leave(await main(argv.slice(2), { stdout, stderr, env, signal }));
