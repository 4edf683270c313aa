import { lockParameters } from '../locks/index.js';
import { defineProgram } from './library-program.js';

export const philosophers = defineProgram({
  name: 'philosophers',
  title: 'dining philosophers',
  about:
    'Threads sit round a table, a fork between each two, and need both of theirs to eat. With order=naive all take the ' +
    'left one first: if all have it, each waits for the next for ever. With order=ordered each takes the fork of the lower ' +
    'number first, and there is no circle to wait in.',
  source: 'E. W. Dijkstra, Hierarchical Ordering of Sequential Processes, 1971',
  threads: { least: 2, most: 1024 },
  parameters: {
    ...lockParameters('mutex'),
    order: {
      kind: 'choice',
      about: 'which fork is taken first: always the left one, or that of the lower number',
      default: 'ordered',
      choices: ['naive', 'ordered'],
    },
    meals: { kind: 'integer', about: 'meals of each philosopher', default: 100, least: 0, most: 10_000_000 },
    think: { kind: 'integer', about: 'cycles between meals', default: 0, least: 0, most: 1_000_000 },
  },
  text: ({ order }) => `
.stack 0
.equ MEAL_BYTES, LINE
.data
.line
forks:
  .rept THREADS
  lock_data
  .endr
.line
meals_eaten:
  .rept THREADS
  .dword 0
  .line
  .endr
.text
.macro fork rd, number
  muli \\rd, \\number, LOCK_BYTES
  la t0, forks
  add \\rd, \\rd, t0
.endm
main:
  who s0
  fork s1, s0
  addi t1, s0, 1
  li t2, THREADS
  remu t1, t1, t2
  fork s2, t1
  .if ${order === 'ordered' ? 1 : 0}
  bltu s1, s2, seated
  mov t1, s1
  mov s1, s2
  mov s2, t1
  .endif
seated:
  muli s3, s0, LINE
  la t0, meals_eaten
  add s3, s3, t0
  li s4, meals
  li s5, think
hungry:
  beqz s4, done
  lock s1
  lock s2
  ld t0, (s3)
  addi t0, t0, 1
  sd t0, (s3)
  unlock s2
  unlock s1
  addi s4, s4, -1
  beqz s5, hungry
  sleep s5
  j hungry
done:
  halt
`,
  due: ({ meals }, threads) => ({ meals: BigInt(meals) * BigInt(threads) }),
  computed(memory, _values, threads) {
    const lineBytes = memory.constant('MEAL_BYTES');
    let meals = 0n;
    for (let thread = 0; thread < threads; thread++) meals += memory.word('meals_eaten', thread * lineBytes);
    return { meals };
  },
});
