/** The table of instructions. */
import { describe, expect, it } from 'vitest';
import { BY_CODE, BY_MNEMONIC, INSTRUCTIONS } from '../../src/programs/isa.js';
import { PSEUDOS } from '../../src/programs/pseudo.js';
import { REGISTER_NAMED, REGISTER_NAMES } from '../../src/programs/registers.js';

describe('the table of instructions', () => {
  it('gives each instruction a code of its own that fits a byte and is not 0', () => {
    expect(BY_CODE.size).toBe(INSTRUCTIONS.length);
    for (const { code } of INSTRUCTIONS) {
      expect(code).toBeGreaterThan(0);
      expect(code).toBeLessThan(256);
    }
  });

  it('gives each instruction a name of its own, and none to pseudo-instructions', () => {
    expect(BY_MNEMONIC.size).toBe(INSTRUCTIONS.length);
    for (const { mnemonic } of PSEUDOS) expect(BY_MNEMONIC.has(mnemonic), mnemonic).toBe(false);
  });

  it('says of loads, stores and atomics how they touch memory, and of nothing else', () => {
    for (const { mnemonic, class: kind, access } of INSTRUCTIONS) {
      expect(access !== undefined, mnemonic).toBe(['load', 'store', 'atomic'].includes(kind));
    }
  });

  it.each([
    ['lb', 0x40],
    ['ld', 0x43],
    ['lwu', 0x46],
    ['ld.aq', 0x4b],
    ['sb', 0x50],
    ['sd.rl', 0x5b],
    ['tas.w', 0x80],
    ['cas.d.aqrl', 0x97],
    ['sc.w.rl', 0xaa],
  ])('tells size and order of %s by the bits of its code', (mnemonic, code) => {
    expect(BY_MNEMONIC.get(mnemonic)?.code).toBe(code);
  });

  it('has an acquiring twin of each load, a releasing one of each store, and both of each atomic', () => {
    const suffixes = { load: ['', '.aq'], store: ['', '.rl'], atomic: ['', '.aq', '.rl', '.aqrl'] };
    for (const [kind, orders] of Object.entries(suffixes)) {
      const names = INSTRUCTIONS.filter((row) => row.class === kind).map(
        ({ mnemonic }) => mnemonic as string,
      );
      for (const plain of names.filter((name) => !/\.(aq|rl|aqrl)$/.test(name))) {
        for (const order of orders) expect(names).toContain(plain + order);
      }
    }
  });

  it('states in one sentence what each does', () => {
    for (const { does, mnemonic } of INSTRUCTIONS) expect(does, mnemonic).toMatch(/^[A-Zr].*\.$/);
  });
});

describe('registers', () => {
  it('have two names each: r0 to r31, and one by use', () => {
    expect(REGISTER_NAMES).toHaveLength(32);
    expect(REGISTER_NAMED.size).toBe(64);
  });

  it.each([
    ['zero', 0],
    ['a0', 1],
    ['a7', 8],
    ['t0', 9],
    ['t9', 18],
    ['s0', 19],
    ['s9', 28],
    ['gp', 29],
    ['ra', 30],
    ['sp', 31],
  ])('%s is r%i', (name, number) => {
    expect(REGISTER_NAMED.get(name)).toBe(number);
    expect(REGISTER_NAMED.get(`r${number}`)).toBe(number);
  });
});
