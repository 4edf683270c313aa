import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheConfig } from '../../src/config/machine.js';
import type { EventName } from '../../src/protocol/codes.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { cellText } from '../../src/protocol/render/cell-text.js';
import type { CompiledProtocol } from '../../src/protocol/types.js';
import { applyWritePolicy } from '../../src/protocol/write-policy.js';
import { PROTOCOLS, protocolNamed } from '../../src/protocols/index.js';
import { Line } from './interpreter.js';

const cache = (write: CacheConfig['write'], writeAllocate: CacheConfig['writeAllocate']): CacheConfig => ({
  size: 'unlimited',
  ways: 'full',
  replacement: 'LRU',
  write,
  writeAllocate,
});

const under = (
  name: string,
  write: CacheConfig['write'],
  writeAllocate: CacheConfig['writeAllocate'],
): CompiledProtocol => applyWritePolicy(compileProtocol(protocolNamed(name)), cache(write, writeAllocate));

const cellsOf = (protocol: CompiledProtocol, state: string): Partial<Record<EventName, string>> => {
  const code = protocol.states.find(({ name }) => name === state)?.code ?? -1;
  return Object.fromEntries(protocol.events.map((event) => [event, cellText(protocol, event, code)]));
};

const COHERENT = PROTOCOLS.filter((each) => each.coherent !== false);

describe('the policy "protocol"', () => {
  it.each(PROTOCOLS)('leaves $name as it is', ({ name }) => {
    expect(under(name, 'protocol', 'protocol')).toEqual(compileProtocol(protocolNamed(name)));
  });
});

describe('write-through', () => {
  it('of MESI sends every write to memory, and nothing is written back', () => {
    const mesi = under('MESI', 'write-through', 'protocol');
    expect(cellsOf(mesi, 'I').PrWr).toBe('BusRdX, MemoryWord → M');
    expect(cellsOf(mesi, 'S').PrWr).toBe('BusUpgr, MemoryWord → M');
    expect(cellsOf(mesi, 'E').PrWr).toBe('BusWr → M');
    expect(cellsOf(mesi, 'M')).toEqual({
      PrRd: '.',
      PrWr: 'BusWr → M',
      Evict: '→ I',
      BusRd: 'Supply → S',
      BusRdX: 'Supply → I',
      BusUpgr: '!',
      BusWr: '→ I',
    });
  });

  it('of Dragon updates memory and copies, whether or not a BusUpd follows', () => {
    const dragon = under('Dragon', 'write-through', 'protocol');
    expect(cellsOf(dragon, 'I').PrWr).toBe('BusRd, shared ? BusUpd, always MemoryWord → shared ? Sm : M');
    expect(cellsOf(dragon, 'Sc')).toMatchObject({
      PrWr: 'BusUpd, MemoryWord → shared ? Sm : M',
      BusWr: 'Update → Sc',
    });
  });

  it('of VI changes nothing, since it writes through anyway', () => {
    expect(under('VI', 'write-through', 'protocol')).toEqual(compileProtocol(protocolNamed('VI')));
  });

  it.each(COHERENT)('of $name leaves memory with the newest value after every write', ({ name }) => {
    const protocol = under(name, 'write-through', 'protocol');
    fc.assert(
      fc.property(walks, (walk) => {
        const line = new Line(protocol, 4);
        for (const [processor, operation, word] of walk) {
          if (operation === 'evict' && !line.holds(processor)) continue;
          line.step(processor, operation, word);
          expect(line.memory).toEqual(line.newest);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a write miss without allocation', () => {
  it('of MSI goes to memory, and drops the copies of the others', () => {
    const msi = under('MSI', 'protocol', false);
    expect(cellsOf(msi, 'I')).toMatchObject({ PrWr: 'BusWr → I', BusWr: '.' });
    expect(cellsOf(msi, 'S').BusWr).toBe('→ I');
    expect(cellsOf(msi, 'M').BusWr).toBe('Flush → I');
  });

  it('of MSI under write-through flushes nothing, since memory is never old', () => {
    expect(cellsOf(under('MSI', 'write-through', false), 'M').BusWr).toBe('→ I');
  });

  it('of Firefly updates the copies of the others', () => {
    const firefly = under('Firefly', 'protocol', false);
    expect(['V', 'S', 'D'].map((state) => cellsOf(firefly, state).BusWr)).toEqual([
      'Update → V',
      'Update → S',
      'Update → D',
    ]);
  });

  it('of write-once reaches states that its own BusWr cannot', () => {
    const writeOnce = under('write-once', 'protocol', false);
    expect(['V', 'R', 'D'].map((state) => cellsOf(writeOnce, state).BusWr)).toEqual([
      '→ I',
      '→ I',
      'Flush → I',
    ]);
  });

  it('leaves VI as it is', () => {
    expect(under('VI', 'protocol', false)).toEqual(compileProtocol(protocolNamed('VI')));
  });

  it.each(PROTOCOLS)('of $name does not bring the line in', ({ name }) => {
    expect(new Line(under(name, 'protocol', false), 2).step(0, 'write')).toMatchObject({
      states: ['I', 'I'],
      bus: ['BusWr'],
      data: undefined,
      written: ['word'],
    });
  });
});

describe('every policy', () => {
  const policies = (['protocol', 'write-back', 'write-through'] as const).flatMap((write) =>
    ([true, false, 'protocol'] as const).map((writeAllocate) => ({ write, writeAllocate })),
  );
  // Of VI, which cannot meet them all, see below.
  const cases = COHERENT.filter(({ name }) => name !== 'VI').flatMap(({ name }) =>
    policies.map((policy) => ({ name, ...policy })),
  );

  it.each(cases)(
    'of $name, $write, allocate $writeAllocate, shows every reader the newest value',
    ({ name, write, writeAllocate }) => {
      const protocol = under(name, write, writeAllocate);
      fc.assert(
        fc.property(walks, (walk) => {
          const line = new Line(protocol, 4);
          for (const [processor, operation, word] of walk) {
            if (operation === 'evict' && !line.holds(processor)) continue;
            const { seen } = line.step(processor, operation, word);
            if (seen !== undefined) expect(seen).toEqual(line.newest);
          }
        }),
        { numRuns: 15 },
      );
    },
  );
});

describe('a policy that the protocol cannot meet', () => {
  it('is write-back where no state is dirty', () => {
    expect(() => under('VI', 'write-back', 'protocol')).toThrow(
      /protocol "VI" writes through .* "write-back" cannot be met; say "protocol"/,
    );
  });

  it('is allocation where the table does not allocate', () => {
    expect(() => under('VI', 'protocol', true)).toThrow(
      /protocol "VI" does not bring a line in .* "writeAllocate": true cannot be met/,
    );
  });
});

const walks = fc.array(
  fc.tuple(
    fc.nat(3),
    fc.constantFrom('read' as const, 'write' as const, 'evict' as const),
    fc.constantFrom(0 as const, 1 as const),
  ),
  { minLength: 20, maxLength: 80 },
);
