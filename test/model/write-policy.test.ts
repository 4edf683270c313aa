import { expect, test } from 'vitest';
import type { CacheConfig } from '../../src/config/machine.js';
import { CohortError } from '../../src/errors.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import { applyWritePolicy } from '../../src/protocol/write-policy.js';
import { protocolNamed } from '../../src/protocols/index.js';
import { grid } from './grid.js';
import type { ModelProtocol } from './protocol.js';
import { MODEL_PROTOCOLS } from './protocols/index.js';
import { protocolOfTable } from './table.js';
import { allowsWritePolicy, withWritePolicy } from './write-policy.js';

const cases = MODEL_PROTOCOLS.flatMap((model) =>
  (['protocol', 'write-back', 'write-through'] as const).flatMap((write) =>
    (['protocol', true, false] as const).map((writeAllocate) => ({
      name: model.name,
      model,
      write,
      writeAllocate,
    })),
  ),
);

const cacheWith = (policy: Pick<CacheConfig, 'write' | 'writeAllocate'>): CacheConfig => {
  return { size: 1024, ways: 2, replacement: 'LRU', ...policy };
};

const derivedTable = (name: string, cache: CacheConfig): ModelProtocol =>
  protocolOfTable(applyWritePolicy(compileProtocol(protocolNamed(name)), cache));

const isAllowed = (each: (typeof cases)[number]): boolean => allowsWritePolicy(each.model, each);

test.each(cases.filter(isAllowed))(
  '$name does what write $write and writeAllocate $writeAllocate ask',
  (each) => {
    const table = derivedTable(each.name, cacheWith(each));
    expect(grid(table)).toEqual(grid(withWritePolicy(each.model, each)));
  },
);

test.each(cases.filter((each) => !isAllowed(each)))(
  '$name refuses write $write and writeAllocate $writeAllocate as a contradiction',
  (each) => {
    expect(() => derivedTable(each.name, cacheWith(each))).toThrow(CohortError);
  },
);
