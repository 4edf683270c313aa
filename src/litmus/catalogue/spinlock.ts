import type { CatalogueTest } from './catalogue-test.js';

export const spinlock: CatalogueTest = {
  text: `X86 spinlock
"A lock of XCHG and a plain write keeps two threads apart"
{ }
 P0              | P1              ;
 L0: MOV EAX,$1  | L0: MOV EAX,$1  ;
 XCHG [lock],EAX | XCHG [lock],EAX ;
 CMP EAX,$0      | CMP EAX,$0      ;
 JNE L0          | JNE L0          ;
 MOV EBX,[x]     | MOV EBX,[x]     ;
 INC EBX         | INC EBX         ;
 MOV [x],EBX     | MOV [x],EBX     ;
 MOV [lock],$0   | MOV [lock],$0   ;
exists ([x]=1)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'Owens, Sarkar, Sewell: A Better x86 Memory Model: x86-TSO, TPHOLs 2009 (spin locks); The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
