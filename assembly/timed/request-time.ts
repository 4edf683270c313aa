/**
 * A transaction in time on a machine with directories, message by message, as home.ts and
 * home-of-nodes.ts send them.
 *
 *   node bus (directories of nodes) ─► request ─► directory of the home ─► each holder ─► answers
 *
 * It ends when the last of data and acknowledgements is there. Whatever does not lead to that is posted:
 * it takes its place on links, buses and banks, and nobody waits for it.
 */
import { reserve } from './calendar';
import {
  CAUSE_BUS,
  CAUSE_BUS_WAIT,
  CAUSE_CACHE,
  CAUSE_DIRECTORY,
  CAUSE_DIRECTORY_WAIT,
  endFork,
  keepWay,
  spend,
  startFork,
  startWay,
} from './causes';
import {
  CLASS_CACHE_LOCAL,
  CLASS_CACHE_REMOTE,
  CLASS_MEMORY_LOCAL,
  CLASS_MEMORY_REMOTE,
  CLASS_UPGRADE,
} from './classes';
import { endAt, endsAt, setClass, startsAt } from './current';
import { readMemory, writeMemory } from './memory';
import { post, travel } from './network';
import { CALENDAR_BYTES, directories, nodeBuses, nodeDataBuses, told } from './regions';
import {
  arbitrationCycles,
  controlTransfer,
  dataTransfer,
  lineTransfer,
  lookupCycles,
  occupancyCycles,
  requestCycles,
  snoopCycles,
  wordsTransfer,
} from './settings';
import { lineBytes } from '../layout';

const NO_NODE: u32 = 0xffffffff;

/** When the request leaves the requester's node, its own caches having been asked where they are. */
let asked: u64 = 0;
/** When the home has looked the line up. */
let known: u64 = 0;
/** The latest answer to a recall. */
let recalled: u64 = 0;
/** The node that supplies the line, or NO_NODE. */
let source: u32 = NO_NODE;
/** How many the home tells in vain, because their entry is imprecise. */
let toldCount: u32 = 0;

// @ts-ignore: decorator
@inline
function ofNode(calendars: usize, node: u32): usize {
  return calendars + <usize>node * CALENDAR_BYTES;
}

/** The requester's own node, whose caches do not snoop, has nothing to say. */
export function startRequest(): void {
  asked = startsAt;
}

/** The caches of the requester's node snoop. */
export function snoopNode(node: u32): void {
  const request = arbitrationCycles + requestCycles;
  const granted = reserve(ofNode(nodeBuses, node), startsAt, request);
  spend(CAUSE_BUS_WAIT, granted - startsAt);
  spend(CAUSE_BUS, request);
  spend(CAUSE_CACHE, snoopCycles);
  asked = granted + request + snoopCycles;
}

/** The node's own caches see to the request. `supplied`: one of them passes the line on. */
export function endInNode(node: u32, supplied: bool): void {
  setClass(supplied ? CLASS_CACHE_LOCAL : CLASS_UPGRADE);
  endAt(asked);
  if (!supplied) return;
  const start = reserve(ofNode(nodeDataBuses, node), asked, lineTransfer);
  spend(CAUSE_BUS_WAIT, start - asked);
  spend(CAUSE_BUS, lineTransfer);
  endAt(start + lineTransfer);
}

/** A word goes to its home, from where nothing is waited for. */
export function postWords(node: u32, home: u32, lineAddress: u64, bytes: u32): void {
  writeMemory(home, lineAddress, bytes, post(node, home, wordsTransfer(bytes), asked));
}

/**
 * The request goes to the home, which looks the line up. `asks`: by a message of its own; `bytes`: of words
 * that go along, 0 if there are none.
 */
export function askDirectory(node: u32, home: u32, lineAddress: u64, asks: bool, bytes: u32): void {
  let arrival: u64;
  if (asks) {
    arrival = travel(node, home, controlTransfer, asked);
    if (bytes) postWords(node, home, lineAddress, bytes);
  } else {
    arrival = travel(node, home, wordsTransfer(bytes), asked);
    writeMemory(home, lineAddress, bytes, arrival);
  }
  const start = reserve(ofNode(directories, home), arrival, occupancyCycles);
  spend(CAUSE_DIRECTORY_WAIT, start - arrival);
  spend(CAUSE_DIRECTORY, lookupCycles);
  known = start + lookupCycles;
  recalled = known;
}

/** The home of another line, or of this, takes it back from a member. */
export function timeRecall(home: u32, holder: u32, lineAddress: u64, writes: bool): void {
  const answered = post(home, holder, controlTransfer, known) + snoopCycles;
  const arrival = post(holder, home, writes ? dataTransfer : controlTransfer, answered);
  if (writes) writeMemory(home, lineAddress, lineBytes, arrival);
  recalled = max(recalled, arrival);
}

/** Every copy that had to make room is back; from here on the holders of the line are told. */
export function startTelling(): void {
  spend(CAUSE_DIRECTORY_WAIT, recalled - known);
  known = recalled;
  source = NO_NODE;
  endAt(0);
  startFork();
}

/** An answer is there that the requester waits for, by the way of the trail. */
function arriveAt(time: u64): void {
  if (time <= endsAt) return;
  endAt(time);
  keepWay();
}

export function noteSource(node: u32): void {
  source = node;
}

/** The home tells a holder, as `tellHolder` in request.ts says. */
export function timeHolder(
  home: u32,
  holder: u32,
  node: u32,
  lineAddress: u64,
  supplies: bool,
  flushes: bool,
  loses: bool,
  changes: bool,
): void {
  if (!(supplies || flushes || loses || changes)) return;
  startWay();
  const done = travel(home, holder, controlTransfer, known) + snoopCycles;
  spend(CAUSE_CACHE, snoopCycles);
  if (supplies) {
    noteSource(holder);
    arriveAt(travel(holder, node, dataTransfer, done));
  }
  if (flushes) writeMemory(home, lineAddress, lineBytes, post(holder, home, dataTransfer, done));
  else if (!supplies && loses) arriveAt(travel(holder, node, controlTransfer, done));
  else if (!supplies) post(holder, home, controlTransfer, done);
}

/** A copy in the requester's node goes to memory. */
export function postFlush(node: u32, home: u32, lineAddress: u64): void {
  writeMemory(home, lineAddress, lineBytes, post(node, home, dataTransfer, asked));
}

/** The home will tell a node where nothing is held, once it has told those that hold the line. */
export function noteUseless(node: u32): void {
  store<u16>(told + ((<usize>toldCount) << 1), <u16>node);
  toldCount++;
}

/** The home tells those, too. */
export function timeUseless(home: u32, node: u32): void {
  for (let i: u32 = 0; i < toldCount; i++) {
    const holder: u32 = load<u16>(told + ((<usize>i) << 1));
    startWay();
    const done = travel(home, holder, controlTransfer, known) + snoopCycles;
    spend(CAUSE_CACHE, snoopCycles);
    arriveAt(travel(holder, node, controlTransfer, done));
  }
  toldCount = 0;
}

/** The home says that all is done. */
export function timeAck(home: u32, node: u32): void {
  startWay();
  arriveAt(travel(home, node, controlTransfer, known));
}

/** Memory sends the line. */
export function timeData(home: u32, node: u32, lineAddress: u64): void {
  startWay();
  arriveAt(travel(home, node, dataTransfer, readMemory(home, lineAddress, lineBytes, known)));
}

/** All answers are under way. */
export function endRequest(node: u32, home: u32, fetches: bool): void {
  endFork();
  if (!fetches) setClass(CLASS_UPGRADE);
  else if (source != NO_NODE) setClass(source == node ? CLASS_CACHE_LOCAL : CLASS_CACHE_REMOTE);
  else setClass(home == node ? CLASS_MEMORY_LOCAL : CLASS_MEMORY_REMOTE);
}

/** A victim leaves its node once the reference that drove it out has ended. */
export function postPut(node: u32, home: u32, lineAddress: u64, writes: bool): void {
  const arrival = post(node, home, writes ? dataTransfer : controlTransfer, endsAt);
  if (writes) writeMemory(home, lineAddress, lineBytes, arrival);
  post(home, node, controlTransfer, arrival);
}
