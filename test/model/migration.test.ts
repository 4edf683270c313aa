/** What it takes that a page moves, worked out by hand. */
import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { withProtocol } from '../engine/agreement.js';
import { LINE, machineWith, messages as messagesOf, PAGE, recordsOf } from './by-hand.js';
import { ModelMachine } from './machine.js';
import { classesOf, nodesMachine, spentBy, timed } from './time/by-hand.js';

const NEXT_TOUCH = { policy: 'next-touch', intervalReferences: 1 } as const;

const ran = (machine: MachineConfig, trace: string): ModelMachine => {
  const subject = withProtocol(machine, 'MSI');
  const model = new ModelMachine(subject.machine, subject.model, false);
  for (const record of recordsOf(trace)) model.record(record);
  return model;
};

describe('a page that moves', () => {
  const machine = machineWith({}, NEXT_TOUCH);

  test('is sent by its old home before it is asked for at the new one', () => {
    const moved = ['PageData 2>3', 'GetS 3>3', 'Data 3>3'];
    expect(messagesOf(machine, 'MSI', '4r0', '6r0')).toEqual(moved);
  });

  test('is sent whole, whatever was asked for', () => {
    const { messages } = ran(machine, '4r0 0r3').nodes!.traffic.result();
    const page = { type: 'PageData', count: 1, bytes: PAGE + 8, hops: 2, byHops: [0, 0, 1] };
    expect(messages).toContainEqual(page);
  });

  test('is not sent where it is placed for the first time, nor where its own node asks again', () => {
    expect(messagesOf(machine, 'MSI', '4r0', '5r1 0r4')).toEqual([
      'GetS 2>2',
      'Data 2>2',
      'GetS 0>0',
      'Data 0>0',
    ]);
  });

  test('stays what it is to the caches that hold lines of it, and to its directory', () => {
    expect(messagesOf(machine, 'MSI', '4w0', '6r0')).toEqual([
      'PageData 2>3',
      'GetS 3>3',
      'FwdGetS 3>2',
      'Data 2>3',
      'WriteBack 2>3',
    ]);
  });
});

describe('TLBs forget a page that moves', () => {
  const withPages = (pageBytes: number): MachineConfig => ({
    ...machineWith({}, NEXT_TOUCH),
    tlb: { pageBytes, l1: { entries: 4, ways: 4 }, l2: { entries: 8, ways: 8 } },
  });
  const counted = (machine: MachineConfig, trace: string): number[][] =>
    ran(machine, trace)
      .counters()
      .filter(({ references }) => references > 0)
      .map(({ tlbShootdowns, pageWalks }) => [tlbShootdowns, pageWalks]);

  test('at every core and in both levels, that of the reference that moves it too', () => {
    // Processors 4 and 6 each have it in two levels, and both walk for it again.
    const trace = '4r0 6r0 4r0 6r0';
    expect(counted(withPages(PAGE), trace)).toEqual([
      [0, 2],
      [4, 2],
    ]);
  });

  test('with every entry that lies in it, where their pages are smaller', () => {
    expect(counted(withPages(LINE), '4r0 4r1 6r3')).toEqual([
      [0, 2],
      [6, 1],
    ]);
  });

  test('with the entry that it lies in, where their pages are larger', () => {
    expect(counted(withPages(4 * PAGE), '4r0 4r12 6r1')).toEqual([
      [0, 1],
      [4, 1],
    ]);
  });
});

describe('a page that moves takes time', () => {
  const base = nodesMachine();
  const machine: MachineConfig = {
    ...base,
    numa: { ...base.numa!, placement: { ...base.numa!.placement, ...NEXT_TOUCH } },
  };

  test('for the system, four reads, a message of 66 cycles over a link, and four writes', () => {
    // 100; 3 × 4 + 30 and a transfer of 4, the row being open; 10 + 66; 40 + 2 × 4 + 30 and a transfer of 4.
    const timing = timed(machine, 'MESI', '4w0 6r0+1000').timing();
    expect(spentBy(timing, 6)).toBe('compute 1000 l1 1 link 46 directory 11 cache 7 migration 304');
  });

  test('and the line then comes from memory near by', () => {
    const timing = timed(machine, 'MSI', '4r0 6r0+1000').timing();
    expect(spentBy(timing, 6)).toBe('compute 1000 l1 1 link 12 directory 11 memory 34 migration 304');
    expect(classesOf(timing)).toEqual(['memoryLocal 2x 430']);
    expect(timing.memory.map(({ reads, writes }) => [reads, writes])).toEqual([
      [0, 0],
      [0, 0],
      [5, 0],
      [1, 4],
    ]);
  });
});
