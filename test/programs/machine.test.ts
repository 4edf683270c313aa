/** Threads together on the plain machine: waiting, messages, reservations, limits, deadlock, store buffers. */
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/programs/assemble.js';
import { explore } from './explore.js';
import { atRandom, roundRobin, run } from './interpreter.js';

const program = (text: string, threads = 2) => assemble(`.stack 0\n${text}`, { threads });

/** Every pair that two threads of a litmus test can put out: r0 of thread 0, r1 of thread 1 at `r`. */
const results = (text: string, model: 'sc' | 'tso' | 'pso'): string[] => {
  const seen = new Set<string>();
  explore(program(text), {
    model,
    check: (machine) => {
      const at = Number(machine.program.symbols.get('r')!.value);
      seen.add(`${machine.memory[at]} ${machine.memory[at + 8]}`);
      return undefined;
    },
  });
  return [...seen].sort();
};

const HEAD =
  '.data\nx: .dword 0\n.line\ny: .dword 0\n.line\nr: .dword 0, 0\n.text\nwho t9\nli t1, 1\nbnez t9, other\n';

describe('wait and wake', () => {
  const text = `
    .data
    word: .word 0
    .text
    who t0
    bnez t0, waker
    wait zero, word
    halt
    waker: li t1, 1
    sw t1, word
    wake t2, t1, word
    halt`;

  it('never leave a thread behind whose word changed first', () => {
    const { deadlocks, ends } = explore(program(text));
    expect(deadlocks).toBe(0);
    expect(ends).toBeGreaterThan(0);
  });

  it('leave it behind if the word did not change before it was woken', () => {
    expect(explore(program(text.replace('sw t1, word', 'nop'))).deadlocks).toBeGreaterThan(0);
  });

  it('wake the longest waiting first, and as many as are asked for', () => {
    const { machine } = run(
      program(
        `.data
         word: .word 0
         .text
         who t0
         li t1, 2
         beq t0, t1, waker
         wait zero, word
         out t0
         halt
         waker: nop
         nop
         nop
         nop
         li t1, 1
         wake t2, t1, word
         out t2
         li t1, 5
         wake t2, t1, word
         out t2
         halt`,
        3,
      ),
      { schedule: roundRobin },
    );
    const values = machine.outputs.map(({ thread, value }) => `${thread}:${value}`);
    expect(values.filter((value) => value.startsWith('2'))).toEqual(['2:1', '2:1']);
    expect(values.indexOf('0:0')).toBeLessThan(values.indexOf('1:1'));
  });
});

describe('a run', () => {
  it('that waits for what never comes is a deadlock', () => {
    expect(run(program('.data\nw: .word 0\n.text\nwait zero, w\nhalt')).end).toBe('deadlock');
    expect(run(program('li t0, -1\nrecv t1, t0, sp\nhalt')).end).toBe('deadlock');
  });

  it('that never ends stops at the limit and says where each thread is', () => {
    const { end, where } = run(program('who t0\nbeqz t0, 1\nspin: j spin'), { steps: 100 });
    expect(end).toBe('limit');
    expect(where).toEqual(['instruction 1 (program.s:3)', 'instruction 2 (program.s:4)']);
  });

  it('is the same for the same seed of its schedule', () => {
    const text =
      '.data\nx: .dword 0\n.text\nwho t0\nli t1, 50\nl: sd t0, x\nld t2, x\nout t2\naddi t1, t1, -1\nbnez t1, l\nhalt';
    const outputs = (seed: number) => run(program(text), { schedule: atRandom(seed) }).machine.outputs;
    expect(outputs(1)).toEqual(outputs(1));
    expect(outputs(1)).not.toEqual(outputs(2));
  });
});

describe('messages', () => {
  it('arrive in the order in which they were sent, from whom they are wanted', () => {
    const { machine, end } = run(
      program(
        `.data
         in: .dword 0
         buffers: .space 24
         .text
         who t0
         beqz t0, receiver
         shli t1, t0, 3
         la t2, buffers
         add t1, t1, t2
         sd t0, (t1)
         li t2, 8
         send t2, zero, t1
         halt
         receiver: la t1, in
         li t2, 2
         recv t3, t2, t1
         out a7
         li t2, -1
         recv t3, t2, t1
         ld t4, in
         out t4
         halt`,
        3,
      ),
    );
    expect(end).toBe('halted');
    expect(machine.outputs.map(({ value }) => value)).toEqual([2n, 1n]);
  });
});

describe('a reservation', () => {
  it('is lost to another thread’s store to the line, not to the own one', () => {
    const increments = `
      .data
      x: .dword 0
      .text
      l: ll.d t0, x
      addi t0, t0, 1
      sc.d t1, t0, x
      beqz t1, l
      halt`;
    const address = 4096;
    const { wrong, trapped } = explore(program(increments, 3), {
      check: ({ memory }) => (memory[address] === 3 ? undefined : 'an increment was lost'),
    });
    expect([...wrong]).toEqual([]);
    expect(trapped).toBe(0);
    const own = program('.data\nx: .dword 0\n.text\nll.d t0, x\nsd t0, x+0\nsc.d t1, t0, x\nout t1\nhalt', 1);
    expect(run(own).machine.outputs[0]!.value).toBe(1n);
  });
});

describe('store buffers', () => {
  const storeBuffering = (fence: string) =>
    `${HEAD}sd t1, x\n${fence}\nld t2, y\nsd t2, r\nhalt\nother: sd t1, y\n${fence}\nld t2, x\nsd t2, r+8\nhalt`;
  const messagePassing = (store: string) =>
    `${HEAD}sd t1, x\n${store}\nhalt\nother: ld t2, y\nld t3, x\nsd t2, r\nsd t3, r+8\nhalt`;

  it('let both threads read before the other’s store is seen, unless a fence stands between', () => {
    expect(results(storeBuffering(''), 'sc')).toEqual(['0 1', '1 0', '1 1']);
    expect(results(storeBuffering(''), 'tso')).toEqual(['0 0', '0 1', '1 0', '1 1']);
    expect(results(storeBuffering('fence'), 'tso')).toEqual(['0 1', '1 0', '1 1']);
    expect(results(storeBuffering('fence'), 'pso')).toEqual(['0 1', '1 0', '1 1']);
  });

  it('that drain by address pass a flag before its message, unless a fence or a release holds it', () => {
    expect(results(messagePassing('sd t1, y'), 'tso')).not.toContain('1 0');
    expect(results(messagePassing('sd t1, y'), 'pso')).toContain('1 0');
    expect(results(messagePassing('fence.w\nsd t1, y'), 'pso')).not.toContain('1 0');
    expect(results(messagePassing('fence.rl\nsd t1, y'), 'pso')).not.toContain('1 0');
    expect(results(messagePassing('sd.rl t1, y'), 'pso')).not.toContain('1 0');
  });

  it('forward to the own thread’s loads', () => {
    const text = `${HEAD}sd t1, x\nld t2, x\nbeq t1, t2, fine\nfail 1\nfine: halt\nother: sw t1, y\nld t2, y\nbeq t1, t2, fine\nfail 2`;
    for (const model of ['tso', 'pso'] as const)
      expect(explore(program(text), { model }).faults.size).toBe(0);
  });
});

describe('the explorer', () => {
  it('finds every interleaving: two unprotected increments give 1 or 2', () => {
    const seen = new Set<number>();
    explore(program('.data\nx: .dword 0\n.text\nld t0, x\naddi t0, t0, 1\nsd t0, x\nhalt'), {
      check: ({ memory }) => {
        seen.add(memory[4096]!);
        return undefined;
      },
    });
    expect([...seen].sort()).toEqual([1, 2]);
  });

  it('finds two threads in one critical section', () => {
    const text =
      '.data\nx: .dword 0\n.text\nla s0, x\nld t0, x\nnote ENTER, s0\nld t0, x\nnote LEAVE, s0\nhalt';
    expect([...explore(program(text)).faults][0]).toContain('is in the critical section of 0x1000 (x) too');
  });

  it('finds livelock: a thread that waits for what nobody will write', () => {
    const text = '.data\nx: .dword 0\n.text\nwho t0\nbeqz t0, done\nl: ld t1, x\nbeqz t1, l\ndone: halt';
    expect(explore(program(text)).trapped).toBeGreaterThan(0);
  });

  it('does not take waiting that can end for livelock', () => {
    const text =
      '.data\nx: .dword 0\n.text\nwho t0\nbeqz t0, other\nl: ld t1, x\nbeqz t1, l\nhalt\nother: li t1, 1\nsd t1, x\nhalt';
    expect(explore(program(text)).trapped).toBe(0);
  });
});
