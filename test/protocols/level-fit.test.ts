/** Which protocols run above a shared third level. */
import { describe, expect, it } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { CohortError } from '../../src/errors.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { requireL3Protocol } from '../../src/protocol/level-fit.js';
import { PROTOCOLS } from '../../src/protocols/index.js';

const with3 = parseMachine({ l3: { size: '8MiB' } });
const without = parseMachine({});

const REFUSED: Readonly<Record<string, string>> = {
  none: 'protocol "none" does not keep caches coherent',
  Firefly: 'protocol "Firefly" updates other copies (its table has a BusUpd column)',
  Dragon: 'protocol "Dragon" updates other copies (its table has a BusUpd column)',
};

describe.each(PROTOCOLS.map((source) => [source.name, compileProtocol(source)] as const))(
  '%s',
  (name, protocol) => {
    it(`is ${REFUSED[name] === undefined ? 'taken' : 'refused'} above an L3`, () => {
      const run = () => requireL3Protocol(protocol, with3);
      const why = REFUSED[name];
      if (why === undefined) return expect(run).not.toThrow();
      expect(run).toThrow(CohortError);
      expect(run).toThrow(why);
      expect(run).toThrow('take one such as MSI, MESI or MOESI, or set l3 to null');
      expect(run).toThrow(expect.objectContaining({ exitCode: 2 }));
    });

    it('is taken where there is none', () => {
      expect(() => requireL3Protocol(protocol, without)).not.toThrow();
    });
  },
);
