/** What the library says will go wrong does go wrong, by the command that it names. */
import { describe, expect, it } from 'vitest';
import { PROGRAMS } from '../../src/programs/library/index.js';
import { LOCKS } from '../../src/programs/locks/index.js';
import { printed } from './command.js';

const commands = [...PROGRAMS, ...LOCKS].flatMap(({ about }) =>
  [...about.matchAll(/To see it go wrong: `cohort ([^`]*)`/g)].map(([, argv]) => String(argv)),
);

describe('a failure that the library tells how to see', () => {
  it('is told of a stack without a count, of a queue without fences, and of a lock without them', () => {
    expect(commands.map((argv) => argv.split(' ')[2])).toEqual(
      expect.arrayContaining(['treiber-stack', 'work-stealing', 'counter']),
    );
  });

  it.each(commands)('%s', async (argv) => {
    expect(await printed(argv.split(' '))).toMatch(/WRONG/);
  });
});
