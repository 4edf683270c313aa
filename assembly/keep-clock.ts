/** Keeps the clock behind time stamps from wrapping, wherever there are stamps. */
import { POLICY_SHIFT } from './cache';
import { renumberDirectory } from './sparse';
import { settleExchanges } from './exchanges';
import { general } from './hierarchy';
import {
  directed,
  keepsStates,
  lanes,
  pBits,
  policy,
  recent,
  sets,
  twoLevel,
  upper,
  upperLanes,
  upperPolicy,
  upperSets,
  upperWays,
  cache,
  ways,
} from './layout';
import { directoryWays } from './layout-nodes';
import { renumberLevels } from './levels';
import { forgetRecent } from './pages';
import { CLOCK_LIMIT, clock, renumber, setClock } from './replacement/clock';
import { hasStamps } from './replacement/index';

/** Replaces time stamps by ranks before the clock can wrap; `recent` serves as scratch. */
// @ts-ignore: decorator
@inline
export function keepClock(): void {
  if (clock >= CLOCK_LIMIT) setBack();
}

function setBack(): void {
  let newest: u32 = 0;
  if (!keepsStates && hasStamps(policy)) {
    newest = ways;
    renumber(cache, sets << pBits, ways, lanes, recent);
  }
  if (twoLevel && hasStamps(upperPolicy)) {
    newest = max(newest, upperWays);
    renumber(upper, upperSets << pBits, upperWays, upperLanes, recent);
  }
  if (general) newest = max(newest, renumberLevels(recent));
  if (directed) {
    newest = max(newest, directoryWays);
    renumberDirectory(recent);
    settleExchanges();
  }
  forgetRecent();
  setClock(newest << POLICY_SHIFT);
}
