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

/** `protocol "MSI", state S, event BusRd: …`: how every complaint about a table reads. */
export function defectText(protocol: string, defect: Defect): string {
  const place = [
    `protocol "${protocol}"`,
    ...(defect.state === undefined ? [] : [`state ${defect.state}`]),
    ...(defect.event === undefined ? [] : [`event ${defect.event}`]),
  ];
  return `${place.join(', ')}: ${defect.message}`;
}

export const protocolError = (protocol: string, defect: Defect): CohortError =>
  new CohortError(defectText(protocol, defect), 2);
