import { describe, expect, it } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import { applySettings, parseMachine } from '../../src/config/parse.js';
import { CohortError } from '../../src/errors.js';

describe('settings go over an input, one after the other', () => {
  const cases: [input: MachineInput, settings: string[], changed: MachineInput][] = [
    [{}, [], {}],
    [{}, ['l1.size=64KiB'], { l1: { size: '64KiB' } }],
    [{}, ['l1.size=65536'], { l1: { size: 65536 } }],
    [{}, ['l1.size = 64KiB'], { l1: { size: '64KiB' } }],
    [{ l1: { ways: 2 } }, ['l1.size=64KiB'], { l1: { ways: 2, size: '64KiB' } }],
    [{ processors: 2 }, ['processors=8'], { processors: 8 }],
    [{}, ['processors=8', 'processors=16'], { processors: 16 }],
    [{ l2: { size: 4096 } }, ['l2=null'], { l2: null }],
    [{ l2: null }, ['l2.size=1MiB'], { l2: { size: '1MiB' } }],
    [{}, ['l2={"size":"1MiB","ways":16}'], { l2: { size: '1MiB', ways: 16 } }],
    [{}, ['l1.ways=full', 'l1.writeAllocate=false'], { l1: { ways: 'full', writeAllocate: false } }],
    [{}, ['bus.wordBytes=4', 'preset=textbook'], { bus: { wordBytes: 4 }, preset: 'textbook' }],
    [
      {},
      ['protocol="MESI"', 'l1.replacement=tree-PLRU'],
      { protocol: 'MESI', l1: { replacement: 'tree-PLRU' } },
    ],
  ];
  it.each(cases)('%j with %j', (input, settings, changed) => {
    expect(applySettings(input, settings)).toEqual(changed);
  });

  it('and leave the input as it was', () => {
    const input: MachineInput = { l1: { size: 4096 } };
    applySettings(input, ['l1.size=8192', 'processors=2']);
    expect(input).toEqual({ l1: { size: 4096 } });
  });

  it('before the preset fills in the rest', () => {
    const machine = parseMachine(applySettings({ preset: 'quad-core' }, ['l2.ways=4']));
    expect(machine.l2).toMatchObject({ size: 256 * 1024, ways: 4 });
  });
});

describe('a setting that cannot be is refused with its own text', () => {
  const unknown = (setting: string, path: string, mend: string): [string, string] => [
    setting,
    `--set "${setting}": "${path}" is not a field of a machine.${mend} "cohort show machine NAME" lists those there are, such as l1.size and processors.`,
  ];
  const cases: [setting: string, message: string][] = [
    ['l1.size', '--set "l1.size": expected path=value. Write for instance --set l1.size=64KiB.'],
    ['=8', '--set "=8": expected path=value. Write for instance --set l1.size=64KiB.'],
    ['', '--set "": expected path=value. Write for instance --set l1.size=64KiB.'],
    unknown('l1.sice=4096', 'l1.sice', ' Did you mean "l1.size"?'),
    unknown('L1.Size=4096', 'L1.Size', ' Did you mean "l1.size"?'),
    unknown('ways=4', 'ways', ' Did you mean "l1.ways"?'),
    unknown('processor=4', 'processor', ' Did you mean "processors"?'),
    unknown('l1.size.bytes=4', 'l1.size.bytes', ''),
    unknown('__proto__.x=1', '__proto__.x', ''),
    unknown('constructor=1', 'constructor', ''),
    [
      'processors=many',
      '--set "processors=many": processors is "many"; expected a whole number from 1 to 1024. Write for instance 4.',
    ],
    [
      'l1.size=',
      '--set "l1.size=": l1.size is ""; expected a number of bytes from 4 to 1073741824 (1 GiB), a size with a unit, or "unlimited". Write for instance "32KiB".',
    ],
    [
      'l1=null',
      '--set "l1=null": l1 is null; expected an object with the cache’s fields. Write for instance { "size": "32KiB", "ways": 8 }.',
    ],
  ];
  it.each(cases)('%s', (setting, message) => {
    expect(() => applySettings({}, [setting])).toThrow(new CohortError(message, 2));
  });
});
