import type { Place } from '../program.js';
import { fault } from './fault.js';

interface Condition {
  readonly place: Place;
  /** The lines around it count. */
  readonly outside: boolean;
  open: boolean;
  otherwise: boolean;
}

/** The `.if`s that are open at a line. */
export class Conditions {
  private readonly stack: Condition[] = [];

  /** Whether a directive must be looked at in lines that do not count. */
  static concerns(directive: string | undefined): boolean {
    return directive === '.if' || directive === '.else' || directive === '.endif';
  }

  /** Whether the present line counts. */
  get open(): boolean {
    return this.stack.at(-1)?.open ?? true;
  }

  /** `.if`; the condition is only asked for if it counts. */
  begin(place: Place, condition: () => boolean): void {
    const outside = this.open;
    this.stack.push({ place, outside, open: outside && condition(), otherwise: false });
  }

  otherwise(place: Place): void {
    const last = this.stack.at(-1);
    if (!last || last.otherwise) throw fault(place, '.else without an .if that is open');
    last.otherwise = true;
    last.open = last.outside && !last.open;
  }

  end(place: Place): void {
    if (!this.stack.pop()) throw fault(place, '.endif without an .if');
  }

  finish(): void {
    const last = this.stack.at(-1);
    if (last) throw fault(last.place, '.if has no .endif');
  }
}
