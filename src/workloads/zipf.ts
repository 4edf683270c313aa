import { permutation, type Random } from './random.js';

/**
 * Numbers that follow Zipf's law, drawn in constant time with the alias method (A. J. Walker, An
 * Efficient Method for Generating Discrete Random Variables with General Distributions, 1977;
 * M. D. Vose, A Linear Algorithm for Generating Random Numbers with a Given Distribution, 1991).
 *
 * The weights are powers, and `Math.pow` may differ in its last bit from engine to engine. So `power`
 * uses additions, multiplications and divisions alone, which IEEE 754 fixes to the bit.
 */
export class Zipf {
  /** A draw in column i stays there below this u32, and goes to `alias` otherwise. */
  private readonly threshold: Uint32Array;
  private readonly alias: Uint32Array;
  /** Which item has rank i + 1: ranks are scattered, so that hot items are not neighbours. */
  private readonly item: Uint32Array;

  /** `items` things, of which the one of rank k has weight k^−exponent; `random` scatters the ranks. */
  constructor(
    readonly items: number,
    exponent: number,
    random: Random,
  ) {
    const share = new Float64Array(items);
    let sum = 0;
    for (let rank = 1; rank <= items; rank++) {
      const weight = power(rank, -exponent);
      share[rank - 1] = weight;
      sum += weight;
    }
    for (let i = 0; i < items; i++) share[i]! *= items / sum;
    this.threshold = new Uint32Array(items).fill(0xffff_ffff);
    this.alias = Uint32Array.from({ length: items }, (_, i) => i);
    this.item = permutation(items, random);
    this.pair(share);
  }

  /** Draws one item, 0 to `items` − 1. */
  draw(random: Random): number {
    const column = random.below(this.items);
    const rank = random.next() < this.threshold[column]! ? column : this.alias[column]!;
    return this.item[rank]!;
  }

  /** Gives each column that is less than full the rest of one that is more than full. */
  private pair(share: Float64Array): void {
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < share.length; i++) (share[i]! < 1 ? small : large).push(i);
    while (small.length > 0 && large.length > 0) {
      const less = small.pop()!;
      const more = large.pop()!;
      this.threshold[less] = Math.floor(share[less]! * 0xffff_ffff);
      this.alias[less] = more;
      share[more] = share[more]! - (1 - share[less]!);
      (share[more]! < 1 ? small : large).push(more);
    }
  }
}

const LN2 = Math.LN2;

/** `base` to the power of `exponent`, for a base of at least 1; about 14 digits, the same everywhere. */
export const power = (base: number, exponent: number): number => exponential(exponent * logarithm(base));

/** ln x = e × ln 2 + 2 × artanh((m − 1) / (m + 1)) with x = m × 2^e and m in [0.75, 1.5). */
const logarithm = (value: number): number => {
  let mantissa = value;
  let exponent = 0;
  for (; mantissa >= 1.5; mantissa /= 2) exponent++;
  const z = (mantissa - 1) / (mantissa + 1);
  let term = z;
  let sum = 0;
  for (let k = 1; k < 30; k += 2) {
    sum += term / k;
    term *= z * z;
  }
  return exponent * LN2 + 2 * sum;
};

/** e^x = 2^n × e^r with |r| at most half of ln 2, by the exponential series. */
const exponential = (value: number): number => {
  const whole = Math.round(value / LN2);
  const rest = value - whole * LN2;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 20; k++) {
    term *= rest / k;
    sum += term;
  }
  for (let n = whole; n < 0; n++) sum /= 2;
  for (let n = whole; n > 0; n--) sum *= 2;
  return sum;
};
