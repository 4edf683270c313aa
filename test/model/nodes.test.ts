/**
 * Messages worked out by hand, for each organisation of the directory. What
 * the organisations do is that of A. Agarwal, R. Simoni, J. Hennessy and M. Horowitz, An Evaluation of
 * Directory Schemes for Cache Coherence, 1988 (Dir_iB, Dir_iNB), of A. Gupta, W.-D. Weber and
 * T. Mowry, Reducing Memory and Traffic Requirements for Scalable Directory-Based Cache Coherence
 * Schemes, 1990 (Dir_iCV, sparse), and of D. Lenoski et al., The Directory-Based Cache Coherence
 * Protocol for the DASH Multiprocessor, 1990 (the full map, and who answers whom).
 */
import { describe, expect, test } from 'vitest';
import { type Case, LINE, machineWith, messages } from './by-hand.js';

const FULL = machineWith({});

const CASES: Record<string, readonly Case[]> = {
  'a full map': [
    {
      title: 'a line that nobody holds comes from its home',
      machine: FULL,
      now: '0r1',
      sent: ['GetS 0>1', 'Data 1>0'],
    },
    {
      title: 'within the home’s own node as well',
      machine: FULL,
      now: '2r1',
      sent: ['GetS 1>1', 'Data 1>1'],
    },
    {
      title: 'a hit sends nothing, nor does a write to an exclusive copy',
      machine: FULL,
      before: '0r1',
      now: '0r1 0w1',
      sent: [],
    },
    {
      title: 'a dirty line comes from its holder, which writes it back to the home',
      machine: FULL,
      before: '2w0',
      now: '4r0',
      sent: ['GetS 2>0', 'FwdGetS 0>1', 'Data 1>2', 'WriteBack 1>0'],
    },
    {
      title: 'under MOESI the holder keeps it, and the home hears nothing more',
      machine: FULL,
      protocol: 'MOESI',
      before: '2w0',
      now: '4r0',
      sent: ['GetS 2>0', 'FwdGetS 0>1', 'Data 1>2'],
    },
    {
      title: 'a line in Exclusive comes from its holder, which may have written it',
      machine: FULL,
      before: '2r0',
      now: '4r0',
      sent: ['GetS 2>0', 'FwdGetS 0>1', 'Data 1>2'],
    },
    {
      title:
        'a line that is merely shared comes from its home, though the Illinois protocol has sharers supply',
      machine: FULL,
      before: '2r0 4r0',
      now: '6r0',
      sent: ['GetS 3>0', 'Data 0>3'],
    },
    {
      title: 'to a writer as well, while the sharers lose it',
      machine: FULL,
      before: '2r0 4r0',
      now: '6w0',
      sent: ['GetM 3>0', 'Inv 0>1', 'InvAck 1>3', 'Inv 0>2', 'InvAck 2>3', 'Data 0>3'],
    },
    {
      title: 'or, where sharers are to supply, from the lowest-numbered one',
      machine: machineWith({ cleanFrom: 'sharer' }),
      before: '2r0 4r0',
      now: '6r0',
      sent: ['GetS 3>0', 'FwdGetS 0>1', 'Data 1>3'],
    },
    {
      title: 'a line with a forwarder comes from it under MESIF, since it alone is the one to answer',
      machine: FULL,
      protocol: 'MESIF',
      before: '2r0 4r0',
      now: '6r0',
      sent: ['GetS 3>0', 'FwdGetS 0>2', 'Data 2>3'],
    },
    {
      title: 'and from its home when the forwarder has lost it',
      machine: FULL,
      protocol: 'MESIF',
      before: '2r0 4r0 4r1 4r2',
      now: '6r0',
      sent: ['GetS 3>0', 'Data 0>3'],
    },
    {
      title: 'under MSI a write to a shared line invalidates every other copy, in the order of processors',
      machine: FULL,
      protocol: 'MSI',
      before: '0r1 2r1 6r1 4r1',
      now: '4w1',
      sent: [
        'Upgrade 2>1',
        'Inv 1>0',
        'InvAck 0>2',
        'Inv 1>1',
        'InvAck 1>2',
        'Inv 1>3',
        'InvAck 3>2',
        'Ack 1>2',
      ],
    },
    {
      title: 'a write miss takes the dirty line from its holder',
      machine: FULL,
      protocol: 'MOESI',
      before: '6w1',
      now: '0w1',
      sent: ['GetM 0>1', 'FwdGetM 1>3', 'Data 3>0'],
    },
    {
      title: 'replacement tells the home of the line that goes, whether clean or dirty',
      machine: FULL,
      before: '0r1 0w2',
      now: '0r0 0r3',
      sent: [
        'GetS 0>0',
        'Data 0>0',
        'Put 0>1',
        'PutAck 1>0',
        'GetS 0>3',
        'Data 3>0',
        'PutData 0>2',
        'PutAck 2>0',
      ],
    },
    {
      title: 'a write that passes by the cache goes to the home, and takes the copies of others',
      machine: FULL,
      protocol: 'VI',
      before: '0r1 4r1',
      now: '6w1',
      sent: ['WriteThrough 3>1', 'Inv 1>0', 'InvAck 0>3', 'Inv 1>2', 'InvAck 2>3', 'Ack 1>3'],
    },
    {
      title: 'a write-through that rides on another transaction is a message of its own',
      machine: machineWith({}, {}, { write: 'write-through', writeAllocate: true }),
      protocol: 'MSI',
      now: '0w1',
      sent: ['GetM 0>1', 'WriteThrough 0>1', 'Data 1>0'],
    },
  ],
  'Dir_2B, limited pointers with broadcast': [
    {
      title: 'as many holders as pointers are told one by one',
      machine: machineWith({ organisation: 'limited-broadcast' }),
      protocol: 'MSI',
      before: '0r1 6r1',
      now: '0w1',
      sent: ['Upgrade 0>1', 'Inv 1>3', 'InvAck 3>0', 'Ack 1>0'],
    },
    {
      title: 'one more, and a write is told to everybody',
      machine: machineWith({ organisation: 'limited-broadcast' }),
      protocol: 'MSI',
      before: '0r1 6r1 4r1',
      now: '0w1',
      sent: [
        'Upgrade 0>1',
        ...['Inv 1>2', 'InvAck 2>0', 'Inv 1>3', 'InvAck 3>0'],
        // Processors 1, 2, 3, 5 and 7 hold nothing.
        ...['Inv 1>0', 'InvAck 0>0', 'Inv 1>1', 'InvAck 1>0', 'Inv 1>1', 'InvAck 1>0'],
        ...['Inv 1>2', 'InvAck 2>0', 'Inv 1>3', 'InvAck 3>0'],
        'Ack 1>0',
      ],
    },
    {
      title: 'after which the entry points at the writer again',
      machine: machineWith({ organisation: 'limited-broadcast' }),
      protocol: 'MSI',
      before: '0r1 6r1 4r1 0w1',
      now: '6w1',
      sent: ['GetM 3>1', 'FwdGetM 1>0', 'Data 0>3'],
    },
    {
      title: 'replacement of copies does not bring the pointers back',
      machine: machineWith({ organisation: 'limited-broadcast', pointers: 1 }),
      protocol: 'MSI',
      before: '0r0 6r0 6r1 6r2',
      now: '0w0',
      sent: [
        'Upgrade 0>0',
        ...[0, 1, 1, 2, 2, 3, 3].flatMap((node) => [`Inv 0>${node}`, `InvAck ${node}>0`]),
        'Ack 0>0',
      ],
    },
    {
      title: 'unless it takes the last',
      machine: machineWith({ organisation: 'limited-broadcast', pointers: 1 }),
      protocol: 'MSI',
      before: '0r0 6r0 6r1 6r2 0r1 0r2',
      now: '0w0',
      sent: ['GetM 0>0', 'Data 0>0', 'Put 0>1', 'PutAck 1>0'],
    },
  ],
  'Dir_2NB, limited pointers without broadcast': [
    {
      title: 'one holder more than pointers recalls the lowest-numbered',
      machine: machineWith({ organisation: 'limited' }),
      protocol: 'MSI',
      before: '2r1 6r1',
      now: '4r1',
      sent: ['GetS 2>1', 'Data 1>2', 'Recall 1>1', 'RecallAck 1>1'],
    },
    {
      title: 'other than the requester, which may be lower still',
      machine: machineWith({ organisation: 'limited' }),
      protocol: 'MSI',
      before: '4r1 6r1',
      now: '0r1',
      sent: ['GetS 0>1', 'Data 1>0', 'Recall 1>2', 'RecallAck 2>1'],
    },
    {
      title: 'a dirty copy that is recalled brings its data home',
      machine: machineWith({ organisation: 'limited', pointers: 1 }),
      protocol: 'MOESI',
      before: '6w1',
      now: '0r1',
      sent: ['GetS 0>1', 'FwdGetS 1>3', 'Data 3>0', 'Recall 1>3', 'RecallData 3>1'],
    },
  ],
  'Dir_2CV, a coarse vector of two processors a bit': [
    {
      title: 'as many holders as pointers are told one by one',
      machine: machineWith({ organisation: 'coarse-vector' }),
      protocol: 'MSI',
      before: '0r1 6r1',
      now: '0w1',
      sent: ['Upgrade 0>1', 'Inv 1>3', 'InvAck 3>0', 'Ack 1>0'],
    },
    {
      title: 'one more, and a write is told to the regions of all holders',
      machine: machineWith({ organisation: 'coarse-vector' }),
      protocol: 'MSI',
      before: '0r1 6r1 4r1',
      now: '0w1',
      sent: [
        'Upgrade 0>1',
        ...['Inv 1>2', 'InvAck 2>0', 'Inv 1>3', 'InvAck 3>0'],
        // Processors 1, 5 and 7 share a bit with a holder; 2 and 3 do not.
        ...['Inv 1>0', 'InvAck 0>0', 'Inv 1>2', 'InvAck 2>0', 'Inv 1>3', 'InvAck 3>0'],
        'Ack 1>0',
      ],
    },
    {
      title: 'a further holder marks its region too, and replacement unmarks none',
      machine: machineWith({ organisation: 'coarse-vector', pointers: 1 }),
      protocol: 'MSI',
      before: '0r0 1r0 7r0 7r1 7r2',
      now: '0w0',
      sent: [
        'Upgrade 0>0',
        ...['Inv 0>0', 'InvAck 0>0'],
        ...['Inv 0>3', 'InvAck 3>0', 'Inv 0>3', 'InvAck 3>0'],
        'Ack 0>0',
      ],
    },
  ],
  'a sparse directory': [
    {
      title: 'a second line of a home with one entry recalls every copy of the first',
      machine: machineWith({ organisation: 'sparse' }),
      protocol: 'MSI',
      before: '6r1 0r1',
      now: '2r5',
      sent: ['Recall 1>0', 'RecallAck 0>1', 'Recall 1>3', 'RecallAck 3>1', 'GetS 1>1', 'Data 1>1'],
    },
    {
      title: 'other homes have entries of their own',
      machine: machineWith({ organisation: 'sparse' }),
      protocol: 'MSI',
      before: '0r1',
      now: '0r2',
      sent: ['GetS 0>2', 'Data 2>0'],
    },
    {
      title: 'dirty copies bring their data home',
      machine: machineWith({ organisation: 'sparse' }),
      protocol: 'MSI',
      before: '6w1',
      now: '2r5',
      sent: ['Recall 1>3', 'RecallData 3>1', 'GetS 1>1', 'Data 1>1'],
    },
    {
      title: 'lines of different sets do not meet',
      machine: machineWith({ organisation: 'sparse', entries: 2 }),
      protocol: 'MSI',
      before: '0r1',
      // Lines 1, 5 and 9 are the first, second and third of home 1.
      now: '0r5 2r9',
      sent: ['GetS 0>1', 'Data 1>0', 'Recall 1>0', 'RecallAck 0>1', 'GetS 1>1', 'Data 1>1'],
    },
    {
      title: 'requests, not hits, make an entry the newest',
      machine: machineWith({ organisation: 'sparse', entries: 2, ways: 2 }),
      protocol: 'MSI',
      before: '0r1 0r5 0r1',
      now: '2r9',
      sent: ['Recall 1>0', 'RecallAck 0>1', 'GetS 1>1', 'Data 1>1'],
    },
    {
      title: 'another holder’s request does',
      machine: machineWith({ organisation: 'sparse', entries: 2, ways: 2 }),
      protocol: 'MSI',
      before: '0r1 4r5 6r1',
      now: '2r9',
      sent: ['Recall 1>2', 'RecallAck 2>1', 'GetS 1>1', 'Data 1>1'],
    },
    {
      title: 'an entry is free when its line has no copy left',
      machine: machineWith({ organisation: 'sparse' }),
      protocol: 'MSI',
      before: '0r1 0r2 0r3',
      now: '0r5',
      sent: ['GetS 0>1', 'Data 1>0', 'Put 0>2', 'PutAck 2>0'],
    },
    {
      title: 'and when its line was written by a processor that keeps none',
      machine: machineWith({ organisation: 'sparse' }),
      protocol: 'VI',
      before: '0w1',
      now: '0r5',
      sent: ['GetS 0>1', 'Data 1>0'],
    },
    {
      title: 'an entry goes with its page to another home at the next request',
      machine: machineWith(
        { organisation: 'sparse' },
        { policy: 'next-touch', pageBytes: LINE, intervalReferences: 1 },
      ),
      protocol: 'MSI',
      before: '0r0 2r0',
      now: '0r4',
      sent: ['GetS 0>0', 'Data 0>0'],
    },
  ],
};

describe.each(Object.entries(CASES))('under %s', (_, cases) => {
  test.each(cases)('$title', ({ machine, protocol = 'MESI', before = '', now, sent }) => {
    expect(messages(machine, protocol, before, now)).toEqual(sent);
  });
});
