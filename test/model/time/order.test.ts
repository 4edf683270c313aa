import { describe, expect, test } from 'vitest';
import { busMachine, classesOf, spentBy, timed } from './by-hand.js';

const inWindow = (windowReferences: number) => busMachine({ windowReferences });

/** What processors spent, from 0 on. */
const spent = (machine: ReturnType<typeof busMachine>, trace: string, processors: number): string[] => {
  const timing = timed(machine, 'MESI', trace).timing();
  return Array.from({ length: processors }, (_, p) => spentBy(timing, p));
};

describe('whose reference is next', () => {
  test('is that of the processor whose time is least, not the trace’s', () => {
    expect(spent(busMachine(), '0r0+100 1r0', 2)).toEqual([
      'compute 100 l1 1 bus 13 cache 7',
      'l1 1 bus 13 memory 40',
    ]);
  });

  test('is that of the lower number at equal times', () => {
    expect(spent(busMachine(), '1r0 0r0', 2)[0]).toBe('l1 1 bus 13 memory 40');
  });

  test('counts the computing before it', () => {
    // Processor 0 is back at 54, before processor 1 has computed.
    expect(spent(busMachine(), '0r0 0r8 1r0+60', 2)[1]).toContain('busWait 57');
  });

  test('is the only one that the window holds, if it holds one', () => {
    expect(spent(inWindow(1), '0r0+100 1r0', 2)).toEqual([
      'compute 100 l1 1 bus 13 memory 40',
      'idle 100 l1 1 bus 13 cache 7 lineWait 53',
    ]);
  });

  test('may lie ahead in the trace as far as the window reaches', () => {
    const trace = '0r0 0r0+500 0r0+500 1r8';
    expect(spent(inWindow(3), trace, 2)[1]).toBe('l1 1 busWait 53 bus 13 memory 50');
    expect(spent(inWindow(2), trace, 2)[1]).toBe('idle 554 l1 1 bus 13 memory 50');
  });

  test('does not depend on how the trace comes in pieces', () => {
    // All pieces of a record that crosses lines are in the window, one by one.
    expect(spent(inWindow(1), '0r0.60:8 1r8', 2)[1]).toBe('idle 54 l1 1 busWait 43 bus 13 memory 50');
  });
});

describe('a processor', () => {
  test('computes before the first piece of a record only', () => {
    expect(spent(busMachine(), '0r0.60:8+20', 1)).toEqual(['compute 20 l1 2 bus 26 memory 70']);
  });

  test('computes for instructions that are left out, and for what lies before them', () => {
    expect(spent(busMachine(), '0i9+10 0i9 0r5+20', 1)).toEqual(['compute 36 l1 1 bus 13 memory 40']);
  });

  test('does nothing for instructions after its last reference', () => {
    expect(spent(busMachine(), '0r5 0i9+10', 1)).toEqual(['l1 1 bus 13 memory 40']);
  });

  test('reads instructions like data where they are not left out', () => {
    expect(spent(busMachine({}, { instructions: 'read' }), '0i5+10', 1)).toEqual([
      'compute 10 l1 1 bus 13 memory 40',
    ]);
  });

  test('without references takes no time', () => {
    const timing = timed(busMachine(), 'MESI', '1r5').timing();
    expect(timing.processors.map(({ cycles }) => cycles)).toEqual([0, 54, 0, 0]);
    expect(timing.cycles).toBe(54);
  });

  test('looks pages up before lines', () => {
    const tlb = { pageBytes: 256, l1: { entries: 1, ways: 1 }, l2: { entries: 4, ways: 4 } };
    const timing = timed(busMachine({}, { tlb }), 'MESI', '0r0 0r4 0r0 0r0').timing();
    expect(spentBy(timing, 0)).toBe('l1 4 tlb 147 bus 26 memory 80');
    expect(classesOf(timing)).toEqual(['l1 2x 11', 'memoryLocal 2x 246']);
  });

  test('walks at once where there is no second level of the TLB', () => {
    const tlb = { pageBytes: 256, l1: { entries: 1, ways: 1 }, l2: null };
    expect(spent(busMachine({}, { tlb }), '0r0 0r4 0r0', 1)).toEqual(['l1 3 tlb 180 bus 26 memory 80']);
  });
});
