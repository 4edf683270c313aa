/** What the host makes of one processor's record, where no run is needed to tell. */
import { describe, expect, it } from 'vitest';
import { countersOf } from '../../src/engine/counted.js';
import { RECORD_WORDS } from '../../src/engine/record.js';
import { EVENT, EVENTS, INVALID, OUTCOME, STATES } from '../../src/protocol/codes.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { protocolNamed } from '../../src/protocols/index.js';

const ONE_LEVEL = { l1i: false, l2: false, l3: false, general: false };
const WIDTHS = { lineBytes: 64, wordBytes: 8, addressBytes: 8, ...ONE_LEVEL };
const protocol = compileProtocol(protocolNamed('MESI'));
/** Tallies stand after the visits, see assembly/counters.ts. */
const TALLIES = 8 * EVENTS * STATES;

/** Three read misses that nobody else shared, and a tally of its own number in each place. */
const record = (): BigUint64Array => {
  const words = new BigUint64Array(RECORD_WORDS);
  words[(OUTCOME.alone * EVENTS + EVENT.PrRd) * STATES + INVALID] = 3n;
  for (let tally = 0; tally < 32; tally++) words[TALLIES + tally] = BigInt(100 + tally);
  return words;
};

describe('a processor’s record', () => {
  it('has the counters of nodes in tallies 15 to 19', () => {
    expect(countersOf(protocol, record(), { ...WIDTHS, numa: true })).toMatchObject({
      localRequests: 115,
      remoteRequests: 116,
      recalls: 117,
      uselessInvalidations: 118,
      pageMigrations: 119,
    });
  });

  it('moves no byte over a bus on a machine of nodes', () => {
    const onBus = countersOf(protocol, record(), { ...WIDTHS, numa: false });
    const onNodes = countersOf(protocol, record(), { ...WIDTHS, numa: true });
    expect(onBus).toMatchObject({
      busDataBytes: 3 * 64 + 103 * 8,
      busAddressBytes: onBus.busTransactions * 8,
      busBytes: onBus.busDataBytes + onBus.busAddressBytes,
    });
    expect(onNodes).toEqual({ ...onBus, busDataBytes: 0, busAddressBytes: 0, busBytes: 0 });
  });
});
