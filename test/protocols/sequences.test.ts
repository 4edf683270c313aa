import { describe, expect, it } from 'vitest';
import { compileProtocol } from '../../src/protocol/compile.js';
import { PROTOCOLS, protocolNamed } from '../../src/protocols/index.js';
import { Line } from './interpreter.js';
import { SEQUENCES } from './sequences.js';

describe('textbook sequences', () => {
  it('cover every protocol of the catalogue', () => {
    expect(new Set(SEQUENCES.map((each) => each.protocol))).toEqual(
      new Set(PROTOCOLS.map((each) => each.name)),
    );
  });

  it.each(SEQUENCES)('$protocol: $title', ({ protocol, steps }) => {
    const line = new Line(compileProtocol(protocolNamed(protocol)), 3);
    for (const [index, { processor, op, ...expected }] of steps.entries()) {
      const { states, bus, data, written } = line.step(processor, op);
      const happened = {
        states,
        bus,
        ...(data === undefined ? {} : { data }),
        ...(written.length === 0 ? {} : { written }),
      };
      expect(happened, `step ${index}: P${processor} ${op}`).toEqual(expected);
    }
  });
});
