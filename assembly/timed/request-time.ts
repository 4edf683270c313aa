/**
 * A transaction in time on a machine with directories, message by message, as home.ts and
 * home-of-nodes.ts send them.
 *
 *   node bus (directories of nodes) ─► page, if it moves ─► request ─► directory of the home ─► each holder ─► answers
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
  CAUSE_L3,
  endFork,
  keepWay,
  spend,
  startFork,
  startWay,
} from './causes';
import {
  CLASS_CACHE_LOCAL,
  CLASS_CACHE_REMOTE,
  CLASS_L3,
  CLASS_MEMORY_LOCAL,
  CLASS_MEMORY_REMOTE,
  CLASS_UPGRADE,
} from './classes';
import { endAt, endsAt, setClass, startsAt, take } from './current';
import { readMemory, writeMemory } from './memory';
import { awaitPage } from './migration';
import { REQUEST, RESPONSE, post, travel } from './network';
import { CALENDAR_BYTES, directories, nodeBuses, nodeDataBuses, told } from './regions';
import {
  arbitrationCycles,
  controlTransfer,
  dataTransfer,
  l3Cycles,
  lineTransfer,
  lookupCycles,
  occupancyCycles,
  requestCycles,
  snoopCycles,
  wordsTransfer,
} from './settings';
import { general } from '../hierarchy';
import { lineBytes } from '../layout';

const NO_NODE: u32 = 0xffffffff;

/** When the requester's own caches have been asked, where they are, and when the request leaves its node. */
let snooped: u64 = 0;
let asked: u64 = 0;
/** Whether it is an L3 that supplies the line from another node. */
let fromShared: bool = false;
/** When the home has looked the line up. */
let known: u64 = 0;
/** Whether the home has answered. */
let isAnswered: bool = true;
// A recall that has to wait.
let isPending: bool = false;
let pendingHome: u32 = 0;
let pendingHolder: u32 = 0;
let pendingLine: u64 = 0;
let pendingWrites: bool = false;
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
  snooped = startsAt;
  asked = startsAt;
}

/** The caches of the requester's node snoop. */
export function snoopNode(node: u32): void {
  const request = arbitrationCycles + requestCycles;
  const granted = reserve(ofNode(nodeBuses, node), startsAt, request);
  spend(CAUSE_BUS_WAIT, granted - startsAt);
  spend(CAUSE_BUS, request);
  spend(CAUSE_CACHE, snoopCycles);
  snooped = granted + request + snoopCycles;
  asked = snooped;
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

/** The same where an L3 may have it: the own one, or another of the node. */
export function endInNodeFrom(node: u32, supplied: bool, shared: bool, own: bool): void {
  if (supplied && shared) {
    spend(CAUSE_L3, l3Cycles);
    asked += l3Cycles;
  }
  endInNode(node, supplied);
  asked = snooped;
  if (supplied && own) setClass(CLASS_L3);
}

/** The own L3 was looked into before the request leaves. */
export function lookInShared(): void {
  spend(CAUSE_L3, l3Cycles);
  asked += l3Cycles;
}

/** Whether what comes next from another node comes from an L3. */
export function supplyFromShared(shared: bool): void {
  fromShared = shared;
}

/** A word goes to its home, from where nothing is waited for. */
export function postWords(node: u32, home: u32, lineAddress: u64, bytes: u32): void {
  writeMemory(home, lineAddress, bytes, post(REQUEST, node, home, wordsTransfer(bytes), asked));
}

/**
 * The request goes to the home, which looks the line up. `asks`: by a message of its own; `bytes`: of words
 * that go along, 0 if there are none.
 */
export function askDirectory(node: u32, home: u32, lineAddress: u64, asks: bool, bytes: u32): void {
  asked = awaitPage(home, lineAddress, asked);
  let arrival: u64;
  if (asks) {
    arrival = travel(REQUEST, node, home, controlTransfer, asked);
    if (bytes) postWords(node, home, lineAddress, bytes);
  } else {
    arrival = travel(REQUEST, node, home, wordsTransfer(bytes), asked);
    writeMemory(home, lineAddress, bytes, arrival);
  }
  const start = reserve(ofNode(directories, home), arrival, occupancyCycles);
  take(start, start + occupancyCycles);
  spend(CAUSE_DIRECTORY_WAIT, start - arrival);
  spend(CAUSE_DIRECTORY, lookupCycles);
  known = start + lookupCycles;
  recalled = known;
  isAnswered = false;
}

/** The home of another line, or of this, takes it back from a holder. */
export function timeRecall(home: u32, holder: u32, lineAddress: u64, writes: bool): void {
  // One that makes room for a new holder comes after what the reference drives out.
  if (isAnswered && general) {
    isPending = true;
    pendingHome = home;
    pendingHolder = holder;
    pendingLine = lineAddress;
    pendingWrites = writes;
    return;
  }
  postRecall(home, holder, lineAddress, writes);
}

/** What was left of that. */
export function postPendingRecall(): void {
  if (!isPending) return;
  isPending = false;
  postRecall(pendingHome, pendingHolder, pendingLine, pendingWrites);
}

function postRecall(home: u32, holder: u32, lineAddress: u64, writes: bool): void {
  const answered = post(REQUEST, home, holder, controlTransfer, known) + snoopCycles;
  const arrival = post(RESPONSE, holder, home, writes ? dataTransfer : controlTransfer, answered);
  if (writes) writeMemory(home, lineAddress, lineBytes, arrival);
  recalled = max(recalled, arrival);
}

/** Every copy that had to make room is back; from here on the holders of the line are told. */
export function startTelling(): void {
  spend(CAUSE_DIRECTORY_WAIT, recalled - known);
  known = recalled;
  source = NO_NODE;
  isAnswered = false;
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
  const shared: bool = supplies && fromShared;
  const found = shared ? l3Cycles : snoopCycles;
  const done = travel(REQUEST, home, holder, controlTransfer, known) + found;
  spend(shared ? CAUSE_L3 : CAUSE_CACHE, found);
  fromShared = false;
  if (supplies) {
    noteSource(holder);
    arriveAt(travel(RESPONSE, holder, node, dataTransfer, done));
  }
  if (flushes) writeMemory(home, lineAddress, lineBytes, post(RESPONSE, holder, home, dataTransfer, done));
  else if (!supplies && loses) arriveAt(travel(RESPONSE, holder, node, controlTransfer, done));
  else if (!supplies) post(RESPONSE, holder, home, controlTransfer, done);
}

/** A copy in the requester's node goes to memory. */
export function postFlush(node: u32, home: u32, lineAddress: u64): void {
  writeMemory(home, lineAddress, lineBytes, post(RESPONSE, node, home, dataTransfer, snooped));
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
    const done = travel(REQUEST, home, holder, controlTransfer, known) + snoopCycles;
    spend(CAUSE_CACHE, snoopCycles);
    arriveAt(travel(RESPONSE, holder, node, controlTransfer, done));
  }
  toldCount = 0;
}

/** The home says that all is done. */
export function timeAck(home: u32, node: u32): void {
  startWay();
  arriveAt(travel(RESPONSE, home, node, controlTransfer, known));
}

/** Memory sends the line. */
export function timeData(home: u32, node: u32, lineAddress: u64): void {
  startWay();
  arriveAt(travel(RESPONSE, home, node, dataTransfer, readMemory(home, lineAddress, lineBytes, known)));
}

/**
 * The whole of a request to which memory's answer is the only one, as the functions above say, without a fork:
 * there is but one way.
 */
export function timeFromMemory(node: u32, home: u32, lineAddress: u64): void {
  startRequest();
  askDirectory(node, home, lineAddress, true, 0);
  isAnswered = true;
  endAt(travel(RESPONSE, home, node, dataTransfer, readMemory(home, lineAddress, lineBytes, known)));
  setClass(home == node ? CLASS_MEMORY_LOCAL : CLASS_MEMORY_REMOTE);
}

/** The same of one that a holder alone answers, which supplies the line. */
export function timeFromHolder(node: u32, home: u32, holder: u32, lineAddress: u64, flushes: bool): void {
  startRequest();
  askDirectory(node, home, lineAddress, true, 0);
  isAnswered = true;
  const done = travel(REQUEST, home, holder, controlTransfer, known) + snoopCycles;
  spend(CAUSE_CACHE, snoopCycles);
  endAt(travel(RESPONSE, holder, node, dataTransfer, done));
  if (flushes) writeMemory(home, lineAddress, lineBytes, post(RESPONSE, holder, home, dataTransfer, done));
  setClass(holder == node ? CLASS_CACHE_LOCAL : CLASS_CACHE_REMOTE);
}

/** All answers are under way. */
export function endRequest(node: u32, home: u32, fetches: bool): void {
  endFork();
  isAnswered = true;
  if (!fetches) setClass(CLASS_UPGRADE);
  else if (source != NO_NODE) setClass(source == node ? CLASS_CACHE_LOCAL : CLASS_CACHE_REMOTE);
  else setClass(home == node ? CLASS_MEMORY_LOCAL : CLASS_MEMORY_REMOTE);
}

/** A victim leaves its node once the reference that drove it out has ended. */
export function postPut(node: u32, home: u32, lineAddress: u64, writes: bool): void {
  const arrival = writes
    ? post(RESPONSE, node, home, dataTransfer, endsAt)
    : post(REQUEST, node, home, controlTransfer, endsAt);
  if (writes) writeMemory(home, lineAddress, lineBytes, arrival);
  post(RESPONSE, home, node, controlTransfer, arrival);
}
