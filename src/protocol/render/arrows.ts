import { type Cell, cellOf, isSnooped, OUTCOME_NAMES, type OutcomeName } from '../cell.js';
import { type EventName, INVALID } from '../codes.js';
import type { CompiledProtocol } from '../types.js';
import { actionsText } from './cell-text.js';

/** All transitions from one state to another, as one arrow of the diagram. */
export interface Arrow {
  /** Codes of states. */
  readonly from: number;
  readonly to: number;
  /** `event / actions`, with the bus lines in parentheses where they decide. */
  readonly labels: readonly string[];
}

/** The arrows of the state diagram, by state, then by next state in the order of the table. */
export function arrows(protocol: CompiledProtocol): Arrow[] {
  const merged = new Map<string, { from: number; to: number; labels: string[] }>();
  for (const { code } of protocol.states) {
    for (const event of protocol.events) {
      const cell = cellOf(protocol, event, code);
      if (cell.transaction === 'impossible' || isIdle(event, code)) continue;
      for (const to of new Set(OUTCOME_NAMES.map((outcome) => cell.next[outcome]))) {
        const arrow = merged.get(`${code} ${to}`) ?? { from: code, to, labels: [] };
        arrow.labels.push(label(event, cell, to));
        merged.set(`${code} ${to}`, arrow);
      }
    }
  }
  return [...merged.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** An absent line sees nothing; to draw that would say nothing. */
const isIdle = (event: EventName, state: number): boolean =>
  state === INVALID && (event === 'Evict' || isSnooped(event));

function label(event: EventName, cell: Cell, to: number): string {
  const actions = actionsText(cell);
  const condition = conditionOf(cell, to);
  return `${event} / ${actions === '' ? '–' : actions}${condition === '' ? '' : ` (${condition})`}`;
}

/** What the bus must have said for this next state. */
function conditionOf(cell: Cell, to: number): string {
  const holds = (outcome: OutcomeName): boolean => cell.next[outcome] === to;
  if (OUTCOME_NAMES.every(holds)) return '';
  if (holds('alone')) return holds('shared') ? 'not owned' : holds('owned') ? 'owned or alone' : 'not shared';
  if (!holds('shared')) return 'owned';
  return holds('owned') ? 'shared' : 'shared, not owned';
}
