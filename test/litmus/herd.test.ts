/** What herd7 prints for a test, and what is printed here, line for line. */
import { describe, expect, it } from 'vitest';
import { exploreLitmus } from '../../src/litmus/explore.js';
import { parseLitmus } from '../../src/litmus/parse.js';
import { litmusText } from '../../src/litmus/report.js';

const printed = async (text: string, model: 'sc' | 'tso' = 'tso'): Promise<string> =>
  litmusText(await exploreLitmus(parseLitmus(text), { model }));

describe('the layout is herd7’s', () => {
  it('where a state exists', async () => {
    const text = `X86 SB
"Fre PodWR Fre PodWR"
Prefetch=0:x=F,0:y=T,1:y=F,1:x=T
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MOV EAX,[y] | MOV EAX,[x] ;
exists (0:EAX=0 /\\ 1:EAX=0)`;
    expect(await printed(text)).toBe(`Test SB Allowed
States 4
0:EAX=0; 1:EAX=0;
0:EAX=0; 1:EAX=1;
0:EAX=1; 1:EAX=0;
0:EAX=1; 1:EAX=1;
Ok
Witnesses
Positive: 1 Negative: 3
Condition exists (0:EAX=0 /\\ 1:EAX=0)
Observation SB Sometimes 1 3
`);
    expect(await printed(text, 'sc')).toContain('No\nWitnesses\nPositive: 0 Negative: 3\n');
  });

  it('where a state must not exist: positive are the others', async () => {
    const text = `X86_64 exchange
{ int y; }
  P0         |  P1            ;
 movl $1,(y) | movl $2,%eax   ;
             | xchgl (y),%eax ;
~exists 1:rax=1 /\\ [y]=1`;
    expect(await printed(text)).toBe(`Test exchange Forbidden
States 2
1:rax=0; [y]=1;
1:rax=1; [y]=2;
Ok
Witnesses
Positive: 2 Negative: 0
Condition ~exists (1:rax=1 /\\ [y]=1)
Observation exchange Never 0 2
`);
  });

  it('where all states are alike, and a value is an address', async () => {
    const text = `X86 pointers
{ 0:EAX=x; }
P0;
MOV [p],EAX;
forall ([p]=x)`;
    expect(await printed(text)).toBe(`Test pointers Required
States 1
[p]=x;
Ok
Witnesses
Positive: 1 Negative: 0
Condition forall ([p]=x)
Observation pointers Always 1 0
`);
  });

  it('where threads jump', async () => {
    const text = `X86_64 jumps
{ [P1_r0]=0;[x]=0;[y]=0; }
  P0            |  P1                 ;
   movl $2,(x)  |   mov (y),%eax      ;
   movl $1,(y)  |   cmp $1,%eax       ;
   ret          |   je L0x3b          ;
                |  L0x31:             ;
                |   mov %eax,(P1_r0)  ;
                |   ret               ;
                |  L0x3b:             ;
                |   movl $1,(x)       ;
                |   jmp L0x31         ;
exists ([x]=2 /\\ P1_r0=1)`;
    expect(await printed(text)).toBe(`Test jumps Allowed
States 2
[P1_r0]=0; [x]=2;
[P1_r0]=1; [x]=1;
No
Witnesses
Positive: 0 Negative: 2
Condition exists ([x]=2 /\\ [P1_r0]=1)
Observation jumps Never 0 2
`);
  });

  it.each([
    ['exists (x=1 \\/ y=1 /\\ z=1)', 'exists ([x]=1 \\/ [y]=1 /\\ [z]=1)'],
    ['exists ((x=1 \\/ y=1) /\\ z=1)', 'exists (([x]=1 \\/ [y]=1) /\\ [z]=1)'],
    ['forall (not (x=1 /\\ y=1))', 'forall (not ([x]=1 /\\ [y]=1))'],
    ['forall (x=1 => y=0)', 'forall ([x]=1 => [y]=0)'],
    ['~exists (x!=0 /\\ true)', '~exists (not ([x]=0) /\\ true)'],
    ['exists (P0:EAX = -1)', 'exists (0:EAX=-1)'],
    ['exists 0:EAX=0:EBX', 'exists (0:EAX=0:EBX)'],
  ])('of the condition %s', async (condition, expected) => {
    expect(await printed(`X86 c\n{}\nP0;\nNOP;\n${condition}`)).toContain(`\nCondition ${expected}\n`);
  });
});
