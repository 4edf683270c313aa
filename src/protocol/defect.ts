import { CohortError } from '../errors.js';
import type { EventName } from './codes.js';

/** What is wrong with a table, and where. */
export interface Defect {
  /** The state whose row is at fault, where one is. */
  readonly state?: string;
  /** The event whose column is at fault, where one is. A name as the author wrote it. */
  readonly event?: EventName | string;
  /** What was found, what was expected, and the mend. */
  readonly message: string;
}

/** A file that is no protocol at all should not fill the terminal. */
const PLACE_LENGTH = 60;
const MESSAGE_LENGTH = 800;

const clipped = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length)}…`;

/** `protocol "MSI", state S, event BusRd: …`: how every complaint about a table reads. */
export function defectText(protocol: string, defect: Defect): string {
  const place = [
    `protocol "${clipped(protocol, PLACE_LENGTH)}"`,
    ...(defect.state === undefined ? [] : [`state ${clipped(defect.state, PLACE_LENGTH)}`]),
    ...(defect.event === undefined ? [] : [`event ${clipped(defect.event, PLACE_LENGTH)}`]),
  ];
  return `${place.join(', ')}: ${clipped(defect.message, MESSAGE_LENGTH)}`;
}

export const protocolError = (protocol: string, defect: Defect): CohortError =>
  new CohortError(defectText(protocol, defect), 2);
