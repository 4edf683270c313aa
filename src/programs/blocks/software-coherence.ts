import type { Fragment } from '../fragment.js';
import type { ChoiceParameter } from '../parameters.js';

/**
 * Data that programs keep coherent themselves, if they are told to: they drop their copy after they
 * acquire, and write it back before they release. The macros are nothing where SOFTWARE is 0. A line must
 * have one writer at a time, as write-backs are of whole lines.
 */
export const softwareCoherence: Fragment = {
  name: 'software coherence',
  title: 'coherence by flush and inval',
  about:
    'What was written under a lock, or before a barrier, is written back before the lock is given back, or the ' +
    'barrier reached; what others may have written is dropped after that, and so read from memory.',
  source:
    'R. Cytron, S. Karlovsky and K. P. McAuliffe, Automatic Management of Programmable Caches, 1988; S. V. Adve and ' +
    'M. D. Hill, Weak Ordering: A New Definition, 1990 (what must be seen after synchronisation, and only then)',
  text: `
.macro drop_copy at
  .if SOFTWARE
  inval \\at
  .endif
.endm
.macro write_back at
  .if SOFTWARE
  flush \\at
  .endif
.endm
# the same for all lines of the bytes from \\from up to \\to; both change t4
.macro drop_copies from, to
  .if SOFTWARE
  andi t4, \\from, -LINE
  j test\\@
line\\@:
  inval (t4)
  addi t4, t4, LINE
test\\@:
  bltu t4, \\to, line\\@
  .endif
.endm
.macro write_back_all from, to
  .if SOFTWARE
  andi t4, \\from, -LINE
  j test\\@
line\\@:
  flush (t4)
  addi t4, t4, LINE
test\\@:
  bltu t4, \\to, line\\@
  .endif
.endm
`,
};

/** What a program is given that can keep its data coherent itself. */
export const COHERENCE_PARAMETERS = {
  coherence: {
    kind: 'choice',
    about:
      'who keeps data coherent: the machine, or the program, which drops its copies after it acquires and writes them ' +
      'back before it releases',
    default: 'hardware',
    choices: ['hardware', 'software'],
  } satisfies ChoiceParameter<'hardware' | 'software'> as ChoiceParameter<'hardware' | 'software'>,
} as const;

/** The line of a program's text that says whether the macros do something. */
export const softwareLine = (coherence: 'hardware' | 'software'): string =>
  `.equ SOFTWARE, ${coherence === 'software' ? 1 : 0}`;
