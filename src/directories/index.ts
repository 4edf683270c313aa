/** Organisations of directories. One file each, one line here. */
import { coarseVector } from './coarse-vector.js';
import { fullMap } from './full-map.js';
import { limited } from './limited.js';
import { limitedBroadcast } from './limited-broadcast.js';
import type { Organisation } from './organisation.js';
import { shadowTags } from './shadow-tags.js';
import { sparse } from './sparse.js';

export { bitsFor, type DirectoryShape, type Members, type Organisation } from './organisation.js';

/** Every organisation, in the order in which they are listed. */
export const ORGANISATIONS = [
  fullMap,
  limitedBroadcast,
  limited,
  coarseVector,
  sparse,
  shadowTags,
] as const satisfies readonly Organisation[];

export type OrganisationName = (typeof ORGANISATIONS)[number]['name'];

/** The organisation of that name. */
export const organisationNamed = (name: OrganisationName): Organisation =>
  ORGANISATIONS.find((organisation) => organisation.name === name)!;
