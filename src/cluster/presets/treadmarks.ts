import type { DsmCosts, LogGP } from '../costs.js';
import { type ClusterPreset, COMMON } from './preset.js';

const SOURCE =
  'P. Keleher, A. L. Cox, S. Dwarkadas and W. Zwaenepoel, TreadMarks: Distributed Shared Memory on Standard Workstations and Operating Systems, 1994 (basic operation costs)';

/** 80 µs of a system call to send or to receive; 90 µs are left of half a round trip of 500 µs, with the header’s bytes. */
const MESSAGES: Omit<LogGP, 'gapPerByteCycles'> = {
  latencyCycles: 2980,
  overheadCycles: 200,
  gapCycles: 0,
  softwareCycles: 3000,
  headerBytes: 32,
  hopCycles: 0,
};

/** 98 µs of a fault to a handler of the user, 85 µs more for a message that a signal tells of, 49 µs to protect a page. */
const COSTS: DsmCosts = {
  faultCycles: 3920,
  handlerCycles: 3400,
  protectCycles: 1960,
  twinCyclesPerByte: 1.6,
  diffCyclesPerByte: 4.2,
  applyCyclesPerByte: 2,
};

export const treadmarksAtm: ClusterPreset = {
  name: 'treadmarks-atm',
  title: 'TreadMarks on DECstations and a 100 Mb/s ATM switch, 1994',
  about:
    'DECstation-5000/240 of 40 MHz under Ultrix: a round trip of 500 µs for the smallest message, 670 µs if signals tell of it, and some 2.8 ms for a page of 4096 bytes of another node. A free lock is taken from its manager in some 0.6 ms here and from a third node in 0.9, of which 0.83 and 1.15 were measured.',
  source: `${SOURCE}: round trips, the costs of system calls, faults, protection, twins and diffs. Fitted: the gap per byte, so that a remote page takes as long as measured. Assumed: no gap but that, 32 bytes of header, the cost to apply a diff.`,
  clockMHz: 40,
  config: {
    ...COMMON,
    dsm: 'lrc',
    messages: { ...MESSAGES, gapPerByteCycles: 20 },
    costs: COSTS,
  },
};

export const treadmarksEthernet: ClusterPreset = {
  name: 'treadmarks-ethernet',
  title: 'TreadMarks on DECstations and a 10 Mb/s Ethernet, 1994',
  about:
    'The same workstations, with 32 cycles of wire for each byte in place of 3.2. Nodes do not wait for each other’s messages on the one wire, which the real ones share.',
  source: `${SOURCE}, and 10 Mb/s: the software as on ATM, the gap per byte longer by the wire’s share.`,
  clockMHz: 40,
  config: {
    ...COMMON,
    dsm: 'lrc',
    messages: { ...MESSAGES, gapPerByteCycles: 48.8 },
    costs: COSTS,
  },
};
