import { COHERENCE_PARAMETERS, softwareCoherence, softwareLine } from '../blocks/software-coherence.js';
import { lockParameters } from '../locks/index.js';
import { defineProgram } from './library-program.js';

/** What each account has at first. */
const DEPOSIT = 1000;

export const bank = defineProgram({
  name: 'bank',
  title: 'bank transfers',
  about:
    'Each thread moves random amounts between random accounts. Both accounts are locked, that of the lower number first, ' +
    'so that there is no deadlock; no money may come or go, and each balance must be what the threads moved there. With ' +
    'lock=none they are not.',
  source:
    'J. Gray and A. Reuter, Transaction Processing: Concepts and Techniques, 1993 (the example of a transfer)',
  blocks: [softwareCoherence],
  parameters: {
    ...lockParameters('ttas'),
    ...COHERENCE_PARAMETERS,
    accounts: { kind: 'integer', about: 'accounts', default: 8, least: 2, most: 256 },
    transfers: {
      kind: 'integer',
      about: 'transfers by each thread',
      default: 200,
      least: 0,
      most: 10_000_000,
    },
  },
  text: ({ coherence }) => `
.stack 0
${softwareLine(coherence)}
.equ ACCOUNT_BYTES, LINE + LOCK_BYTES
.equ TALLY_BYTES, (8 * accounts + LINE - 1) / LINE * LINE
.data
.line
# of each account: the balance, a line; then its lock
accounts_begin:
  .rept accounts
  .dword ${DEPOSIT}
  .line
  lock_data
  .endr
.line
# of each thread, on lines of its own: what it has moved to each account, less what it has taken
tallies:
  .space TALLY_BYTES * THREADS
.text
.macro account rd
  rnd \\rd
  li t0, accounts
  remu \\rd, \\rd, t0
.endm
.macro account_at rd, number
  muli \\rd, \\number, ACCOUNT_BYTES
  la t0, accounts_begin
  add \\rd, \\rd, t0
.endm
.macro tally account, amount
  ld t0, (\\account)
  add t0, t0, \\amount
  sd t0, (\\account)
.endm
main:
  li s0, transfers
  who s6
  muli s6, s6, TALLY_BYTES
  la t0, tallies
  add s6, s6, t0
next:
  beqz s0, done
  addi s0, s0, -1
  account s1
  account s2
  bne s1, s2, differ
  addi s2, s2, 1
  li t0, accounts
  remu s2, s2, t0
differ:
  shli s7, s1, 3
  shli s8, s2, 3
  add s7, s7, s6
  add s8, s8, s6
  account_at s1, s1
  account_at s2, s2
  addi s3, s1, LINE
  addi s4, s2, LINE
  bltu s3, s4, in_order
  mov t0, s3
  mov s3, s4
  mov s4, t0
in_order:
  rnd s5
  andi s5, s5, 127
  lock s3
  lock s4
  drop_copy (s1)
  drop_copy (s2)
  ld t0, (s1)
  ld t1, (s2)
  blt t0, s5, short
  sub t0, t0, s5
  add t1, t1, s5
  sd t0, (s1)
  sd t1, (s2)
  tally s8, s5
  sub s5, zero, s5
  tally s7, s5
short:
  write_back (s1)
  write_back (s2)
  unlock s4
  unlock s3
  j next
done:
  halt
`,
  due: ({ accounts }) => ({
    money: BigInt(accounts * DEPOSIT),
    'balances as moved': BigInt(accounts),
  }),
  computed(memory, { accounts }, threads) {
    const accountBytes = memory.constant('ACCOUNT_BYTES');
    const tallyBytes = memory.constant('TALLY_BYTES');
    let money = 0n;
    let asMoved = 0n;
    for (let account = 0; account < accounts; account++) {
      const balance = memory.word('accounts_begin', account * accountBytes);
      let due = BigInt(DEPOSIT);
      for (let t = 0; t < threads; t++) due += memory.word('tallies', t * tallyBytes + account * 8);
      money += balance;
      if (balance === due) asMoved++;
    }
    return { money, 'balances as moved': asMoved };
  },
});
