/** Programs that pages show, in JavaScript. A test runs each with the packed package. */

export const TEXT_AND_LIBRARY = `import { assemble, disassemble, programNamed, runProgram } from 'cohort';

// Every thread adds its number to sum, some times.
const text = \`
.param times, 3, 1, 1000, "additions by each thread"
.data
.line
sum: .dword 0
.text
main:
  who t0
  la s0, sum
  li s1, times
again:
  fadd.d t1, t0, (s0)
  addi s1, s1, -1
  bnez s1, again
  halt
\`;
const program = assemble(text, { name: 'sum.s', threads: 4, parameters: { times: 5 } });
const { message, cycles } = await runProgram({
  program,
  machine: 'smp4',
  timed: true,
  onMemory: (memory) => {
    const { value } = program.symbols.get('sum');
    console.log(new DataView(memory.buffer, memory.byteOffset).getBigInt64(Number(value), true)); // 30n
  },
});
console.log(message, cycles);
console.log(disassemble(program));

// Loaded from the library for so many threads, a program can be looked into before it runs.
const loaded = programNamed('counter').load(4, { lock: 'ticket', iterations: 100 });
console.log(loaded.program.symbols.get('counter').value, loaded.due);
console.log((await runProgram({ program: loaded, protocol: 'MOESI' })).findings);`;

export const BUILT = `import { ProgramBuilder, runProgram } from 'cohort';

// Each thread waits for its turn, gives its number out, and passes the turn on.
const builder = new ProgramBuilder({ name: 'turns', threads: 3 });
const turn = builder.sync('turn', 8);
builder.emit('who', 't0').constant('s0', turn);
builder.label('wait');
builder
  .emit('ld.aq', 't1', [0, 's0'])
  .emit('bne', 't1', 't0', 'wait')
  .emit('out', 't0')
  .emit('addi', 't1', 't1', 1)
  .emit('sd.rl', 't1', [0, 's0'])
  .emit('halt');
const { output } = await runProgram({ program: builder.build() });
console.log(output.map(({ value }) => value).join(' ')); // 0 1 2`;

export const LITMUS = `import { exploreLitmus, litmusTestNamed, litmusText, MEMORY_MODELS, observationOf, parseLitmus } from 'cohort';

console.log(litmusText(await exploreLitmus(litmusTestNamed('SB'), { model: 'tso' })));

const mine = parseLitmus(
  \`Cohort MP
{ 0:t9=1; }
 P0       | P1       ;
 sw t9, x | lw t0, y ;
 sw t9, y | lw t1, x ;
exists (1:t0=1 /\\\\ 1:t1=0)\`,
  'mine.litmus',
);
for (const model of MEMORY_MODELS) {
  console.log(model.name, observationOf(await exploreLitmus(mine, { model })));
}`;
