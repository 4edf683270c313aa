/** Calendars as results show them. */
import type { ResourceKind, ResourceUse } from '../../../src/result.js';
import type { Calendar } from './calendar.js';
import type { ModelMemory } from './memory.js';

const useOf = (kind: ResourceKind, index: number, { uses, busy, waited }: Calendar): ResourceUse => ({
  kind,
  index,
  uses,
  busy,
  waited,
});

export const usesOf = (kind: ResourceKind, calendars: readonly Calendar[]): ResourceUse[] =>
  calendars.map((calendar, index) => useOf(kind, index, calendar));

/** One of the kind for each node. */
export const usesByNode = (kind: ResourceKind, calendars: readonly Calendar[]): ResourceUse[] =>
  calendars.map((calendar, node) => ({ ...useOf(kind, node, calendar), node }));

/** The banks of every node, then the channels of every node. */
export const usesOfMemory = (memories: readonly ModelMemory[]): ResourceUse[] => {
  const all = (kind: ResourceKind, of: (memory: ModelMemory) => readonly Calendar[]): ResourceUse[] =>
    memories.flatMap((memory, node) => usesOf(kind, of(memory)).map((use) => ({ ...use, node })));
  return [...all('bank', ({ banks }) => banks), ...all('channel', ({ channels }) => channels)];
};
