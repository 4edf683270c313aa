/** The rules that tie a machine's fields together. */
import type { Fault } from './fault.js';
import { checkGeometry } from './geometry-rules.js';
import { checkHierarchy } from './hierarchy-rules.js';
import type { MachineConfig } from './machine.js';
import { checkNuma } from './numa-rules.js';
import { checkShape } from './shape-rules.js';
import { checkTiming } from './timing-rules.js';
import { checkTlb } from './tlb-rules.js';

/** Every rule that the machine breaks; its fields are each in their range. */
export const checkMachine = (machine: MachineConfig): Fault[] => {
  const { l1, l1i, l2, l3, lineBytes, bus } = machine;
  const faults = [
    checkShape(machine),
    ...Object.entries({ l1, l1i, l2, l3 }).map(([name, cache]) =>
      cache === null ? undefined : checkGeometry(name, cache, lineBytes),
    ),
    ...checkHierarchy(machine),
    ...checkTlb(machine),
    bus.wordBytes > lineBytes
      ? {
          path: 'bus.wordBytes',
          message: `is ${bus.wordBytes} B; expected at most lineBytes (${lineBytes} B). Set bus.wordBytes to ${lineBytes}, or take longer lines.`,
        }
      : undefined,
    ...checkNuma(machine),
    checkTiming(machine),
  ];
  return faults.filter((fault) => fault !== undefined);
};
