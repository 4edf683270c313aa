/** What messages weigh, and which links carry them, worked out by hand. */
import { describe, expect, test } from 'vitest';
import { expectAgreement, withProtocol } from '../engine/agreement.js';
import { LINE, machineWith, recordsOf } from './by-hand.js';
import { ModelMachine } from './machine.js';

test('messages weigh a header, a line with it, or the words that were written', () => {
  const machine = machineWith({}, {}, { write: 'write-through', writeAllocate: true });
  const subject = withProtocol(machine, 'MSI');
  const model = new ModelMachine(subject.machine, subject.model, false);
  model.record({ processor: 0, operation: 'write', address: BigInt(2 * LINE + 4), bytes: 8 });
  // Lines of 64 bytes; two words of 8. Node 2 is two links from node 0.
  expect(model.nodes!.traffic.result().messages).toEqual([
    { type: 'GetM', count: 1, bytes: 8, hops: 2, byHops: [0, 0, 1] },
    { type: 'WriteThrough', count: 1, bytes: 24, hops: 2, byHops: [0, 0, 1] },
    { type: 'Data', count: 1, bytes: 72, hops: 2, byHops: [0, 0, 1] },
  ]);
});

describe('over a split-transaction bus', () => {
  const links = (protocol: string, trace: string, topology = 'split-transaction-bus'): number[] => {
    const machine = machineWith({});
    const numa = { ...machine.numa!, network: { ...machine.numa!.network, topology } };
    const subject = withProtocol({ ...machine, numa }, protocol);
    expectAgreement(subject, recordsOf(trace), false);
    const model = new ModelMachine(subject.machine, subject.model, false);
    for (const record of recordsOf(trace)) model.record(record);
    return model.nodes!.traffic.result().links.map(({ bytes }) => bytes);
  };

  test('what asks goes over link 0, the line that answers over link 1', () => {
    expect(links('MESI', '0r1')).toEqual([8, 72]);
    expect(links('MESI', '0r1', 'bus')).toEqual([80]);
  });

  test('a forward asks; the line that it makes move, and its way to memory, answer', () => {
    // GetM and Data; then GetS and FwdGetS, Data and WriteBack.
    expect(links('MESI', '4w1 0r1')).toEqual([3 * 8, 3 * 72]);
  });

  test('an invalidation asks, and its acknowledgement answers', () => {
    // Two GetS with Data; then Upgrade and Inv, InvAck and Ack.
    expect(links('MSI', '0r1 4r1 0w1')).toEqual([4 * 8, 2 * 72 + 2 * 8]);
  });

  test('a clean victim asks to be forgotten, a dirty one brings its line, and both are acknowledged', () => {
    // Three GetS or GetM with Data, then Put or PutData with PutAck.
    expect(links('MESI', '0r1 0r2 0r3')).toEqual([4 * 8, 3 * 72 + 8]);
    expect(links('MESI', '0w1 0r2 0r3')).toEqual([3 * 8, 4 * 72 + 8]);
  });
});
