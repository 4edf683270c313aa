/**
 * DASH, message by message, in the order in which the paper tells them: D. Lenoski et al., The
 * Directory-Based Cache Coherence Protocol for the DASH Multiprocessor, 1990, section 4. Processors 0 to 3
 * are cluster 0, 4 to 7 cluster 1, 8 and 9 cluster 2. Line 1 makes cluster 0 the home of the page of line 0.
 */
import { expect, test } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { withProtocol } from '../engine/agreement.js';
import { messagesOf } from '../model/by-hand.js';

const dash = parseMachine({ preset: 'dash' });

const SEQUENCE: readonly [now: string, why: string, sent: readonly string[]][] = [
  ['4r0', 'nobody has it: the home’s memory', ['GetS 1>0', 'Data 0>1']],
  ['8r0', 'cluster 1 may have written it', ['GetS 2>0', 'FwdGetS 0>1', 'Data 1>2']],
  ['12r0', 'clusters 1 and 2 share it: the home’s memory', ['GetS 3>0', 'Data 0>3']],
  ['0r0', 'at home as well', ['GetS 0>0', 'Data 0>0']],
  ['9r0', 'its neighbour has it, whose bus they share', []],
  [
    '5w0',
    'a neighbour supplies, but only the home can take the copies of other clusters',
    ['GetM 1>0', ...['Inv 0>0', 'InvAck 0>1', 'Inv 0>2', 'InvAck 2>1', 'Inv 0>3', 'InvAck 3>1'], 'Ack 0>1'],
  ],
  ['6r0', 'a neighbour has it dirty: it supplies, and memory is written', ['WriteBack 1>0']],
  ['6w0', 'the cluster shares it: only the home can let it write', ['Upgrade 1>0', 'Ack 0>1']],
  ['8r0', 'dirty in a third cluster', ['GetS 2>0', 'FwdGetS 0>1', 'Data 1>2', 'WriteBack 1>0']],
  ['0r0', 'clean again: the home’s memory', ['GetS 0>0', 'Data 0>0']],
];

test.each(SEQUENCE.map((step, at) => ({ at, now: step[0], why: step[1], sent: step[2] })))(
  '$now: $why',
  ({ at, now, sent }) => {
    const before = ['0r1', ...SEQUENCE.slice(0, at).map(([step]) => step)].join(' ');
    expect(messagesOf(withProtocol(dash, 'MESI'), before, now)).toEqual(sent);
  },
);
