/** A litmus test: a few threads of a few instructions, and a question about how they end. */
import type { ArchitectureName } from './architectures/architecture.js';
import type { Program } from './program.js';

/** Something that holds a value at the end: a register of a thread, or a shared location. */
export type Observed =
  | { readonly thread: number; readonly register: number; readonly name: string }
  | { readonly location: number; readonly name: string };

/** What is asked of a final state. */
export type Proposition =
  | { readonly kind: 'equal'; readonly what: Observed; readonly to: number | Observed }
  | { readonly kind: 'not'; readonly of: Proposition }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Proposition[] }
  | { readonly kind: 'implies'; readonly of: readonly [Proposition, Proposition] };

/** `exists`: can it end so? `~exists`: it must not. `forall`: must it always? */
export type Quantifier = 'exists' | '~exists' | 'forall';

export interface Condition {
  readonly quantifier: Quantifier;
  readonly proposition: Proposition;
}

export interface LitmusTest {
  readonly architecture: ArchitectureName;
  readonly name: string;
  /** The quoted line under the name; empty without one. */
  readonly about: string;
  readonly program: Program;
  readonly condition: Condition;
  /** What the final states tell: all that the condition and `locations` name, in herd7's order. */
  readonly observed: readonly Observed[];
  /** The test as it was given. */
  readonly text: string;
}

/** The values at the end of one execution. */
export interface FinalState {
  /** Of each thread, by number of the register. */
  readonly registers: readonly (readonly number[])[];
  readonly memory: readonly number[];
}

export const observedValue = (what: Observed, { registers, memory }: FinalState): number =>
  'location' in what ? memory[what.location]! : registers[what.thread]![what.register]!;

export const holds = (proposition: Proposition, state: FinalState): boolean => {
  switch (proposition.kind) {
    case 'equal': {
      const { what, to } = proposition;
      return observedValue(what, state) === (typeof to === 'number' ? to : observedValue(to, state));
    }
    case 'not':
      return !holds(proposition.of, state);
    case 'and':
      return proposition.of.every((each) => holds(each, state));
    case 'or':
      return proposition.of.some((each) => holds(each, state));
    case 'implies':
      return !holds(proposition.of[0], state) || holds(proposition.of[1], state);
  }
};
