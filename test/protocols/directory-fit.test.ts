import { describe, expect, it } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { CohortError } from '../../src/errors.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { requireDirectoryProtocol } from '../../src/protocol/directory-fit.js';
import { PROTOCOLS } from '../../src/protocols/index.js';

const nodes = parseMachine({ numa: { nodes: 2 } });
const bus = parseMachine({});

const REFUSED: Readonly<Record<string, string>> = {
  none: 'protocol "none" does not keep caches coherent',
  Firefly: 'protocol "Firefly" updates other copies (its table has a BusUpd column)',
  Dragon: 'protocol "Dragon" updates other copies (its table has a BusUpd column)',
};

describe.each(PROTOCOLS.map((source) => [source.name, compileProtocol(source)] as const))(
  '%s',
  (name, protocol) => {
    const run = () => requireDirectoryProtocol(protocol, nodes);

    it(`is ${REFUSED[name] === undefined ? 'taken' : 'refused'} over directories`, () => {
      const why = REFUSED[name];
      if (why === undefined) expect(run).not.toThrow();
      else {
        expect(run).toThrow(CohortError);
        expect(run).toThrow(why);
        expect(run).toThrow('take one such as MSI, MESI or MOESI, or set numa to null for a bus');
        expect(run).toThrow(expect.objectContaining({ exitCode: 2 }));
      }
    });

    it('is taken on a bus', () => {
      expect(() => requireDirectoryProtocol(protocol, bus)).not.toThrow();
    });
  },
);
