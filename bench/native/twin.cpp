// The twin: the core's own algorithm (assembly/loop.ts, fetch.ts, bus.ts, cache.ts, pages.ts, holders.ts) in
// C++ with SSE4.1, for caches of 4, 8 or 16 ways under LRU. What it shows is the price of Wasm.
// The names are those of the core, where the reasons are told too.

#include "stream.hpp"

#include <smmintrin.h>

#include <algorithm>
#include <memory>

namespace {

constexpr uint32_t kPolicyShift = 5, kStateMask = 15, kStatusMask = 31;
constexpr uint32_t kTick = 1 << kPolicyShift, kClockLimit = 0xf0000000;
constexpr uint32_t kEmpty = 0xffffffff, kNoLine = 0xffffffff;
constexpr uint64_t kNoPage = ~uint64_t{0};
constexpr uint32_t kLineBits = 6, kLinesPerPage = 1 << kLineBits;
constexpr uint32_t kRecentBits = 16, kRecent = 1 << kRecentBits, kBucketBits = 16, kFirstPages = 256;
constexpr uint64_t kGolden = 0x9e3779b97f4a7c15, kSpread = 0x1000000000000 + 0x9e3779b9779;
constexpr uint32_t kStretch = 1 << 11;
constexpr uint32_t kAlone = 1, kVector = 2;
/// u64 of a processor's counters: visits, then tallies.
constexpr uint32_t kTallies = 1024, kRecordWords = kTallies + 32;

constexpr uint32_t kPrRd = 0, kPrWr = 1, kEvict = 2, kEventBusUpd = 6;
constexpr uint32_t kTxnShift = 12, kTxnBase = 2, kTxnBusUpd = 4, kTxnImpossible = 7;
constexpr uint32_t kFill = 1 << 15, kThenUpdate = 1 << 16, kMemoryWord = 1 << 17, kWordAlways = 1 << 24;
constexpr uint32_t kSupply = 1 << 19, kUpdate = 1 << 21;
constexpr uint32_t kHit = 1u << 31, kSpecial = 1u << 30, kPlainFill = 1u << 29;
constexpr uint32_t kTxnMask = 7 << kTxnShift, kUpdated = 1 << 16;
constexpr uint32_t kInvalidationsSent = 0, kUpdatesSent = 1, kMemoryWords = 2, kBusWords = 3;
constexpr uint32_t kFollowingUpdates = 4;

uint32_t transactionOf(uint32_t cell) { return cell >> kTxnShift & 7; }
uint32_t nextOf(uint32_t cell, uint32_t outcome) { return cell >> (outcome << 2) & kStateMask; }
bool isHit(uint32_t cell) { return static_cast<int32_t>(cell) < 0; }

bool fills(uint32_t cell) { return (cell & kFill) != 0; }
uint32_t isSupplied(uint32_t cell, uint32_t seen) { return cell >> 15 & seen >> 19 & 1; }

/// 0 alone, 1 shared, 2 owned, by the or of all cells snooped.
uint32_t outcomeOf(uint32_t seen) {
  const uint32_t lines = seen >> 22 & 3;
  return lines - (lines >> 1);
}

bool movesWord(uint32_t cell) { return (cell & kMemoryWord) || transactionOf(cell) == kTxnBusUpd; }

bool needsMore(uint32_t cell) {
  const uint32_t transaction = transactionOf(cell);
  return transaction == kTxnBusUpd || transaction == kTxnImpossible || (cell & (kThenUpdate | kMemoryWord));
}

bool writesWord(uint32_t cell, bool followed) {
  if (!(cell & kMemoryWord)) return false;
  return followed || (cell & (kThenUpdate | kWordAlways)) != kThenUpdate;
}

using Vector = __m128i;

Vector loadVector(const uint32_t* at) { return _mm_load_si128(reinterpret_cast<const Vector*>(at)); }
Vector equal(const uint32_t* at, Vector key) { return _mm_cmpeq_epi32(loadVector(at), key); }
uint32_t laneMask(Vector v) { return _mm_movemask_ps(_mm_castsi128_ps(v)); }
/// Two bits a lane.
uint32_t pairMask(Vector low, Vector high) { return _mm_movemask_epi8(_mm_packs_epi32(low, high)); }

Vector least(Vector m) {
  const Vector half = _mm_min_epu32(m, _mm_shuffle_epi32(m, 0x4e));
  return _mm_min_epu32(half, _mm_shuffle_epi32(half, 0xb1));
}

/// Tags and words of one set of one processor.
template <int kLanes>
struct alignas(kLanes == 4 ? 32 : 64) Block {
  uint32_t tag[kLanes];
  uint32_t word[kLanes];

  uint32_t findMask(uint32_t line) const {
    const Vector key = _mm_set1_epi32(static_cast<int>(line));
    if (kLanes == 4) return laneMask(equal(tag, key));
    uint32_t mask = pairMask(equal(tag, key), equal(tag + 4, key));
    if (kLanes == 16) mask |= pairMask(equal(tag + 8, key), equal(tag + 12, key)) << 16;
    return mask;
  }

  uint32_t* wordOfMask(uint32_t mask) {
    return &word[kLanes == 4 ? __builtin_ctz(mask) : __builtin_ctz(mask) >> 1];
  }

  uint32_t oldest() const {
    const Vector a = loadVector(word);
    if (kLanes == 4) return __builtin_ctz(laneMask(_mm_cmpeq_epi32(a, least(a))));
    const Vector b = loadVector(word + 4);
    if (kLanes == 8) {
      const Vector m = least(_mm_min_epu32(a, b));
      return __builtin_ctz(pairMask(_mm_cmpeq_epi32(a, m), _mm_cmpeq_epi32(b, m))) >> 1;
    }
    const Vector c = loadVector(word + 8), d = loadVector(word + 12);
    const Vector m = least(_mm_min_epu32(_mm_min_epu32(a, b), _mm_min_epu32(c, d)));
    const uint32_t low = pairMask(_mm_cmpeq_epi32(a, m), _mm_cmpeq_epi32(b, m));
    const uint32_t high = pairMask(_mm_cmpeq_epi32(c, m), _mm_cmpeq_epi32(d, m));
    return __builtin_ctz(low | high << 16) >> 1;
  }
};

struct Recent {
  uint64_t firstAddress;
  uint32_t first, unused;
};

/// What the core keeps of a processor: counters, its last reference, and how it alone holds a line.
template <class Block, class Holder>
struct Record {
  uint64_t counts[kRecordWords];
  uint64_t lastLine;
  uint32_t* lastWord;
  Block* firstBlock;
  Holder alone;
};

struct Page {
  uint64_t number;
  uint32_t next, unused;
};

}  // namespace

/// Holder is uint64_t up to 64 processors (one bit each), else uint32_t (nobody, one, or a vector's slot).
template <int kLanes, class Holder>
class Twin {
 public:
  explicit Twin(const Stream& s) : s_(s), setMask_(s.sets - 1), setBlocks_(1u << s.pBits), slotWords_((s.processors + 63) >> 6) {
    std::copy(s.table, s.table + 128, table_);
    for (uint32_t event = kPrRd; event <= kPrWr; event++)
      for (uint32_t state = 0; state < 16; state++) {
        uint32_t& cell = table_[event << 4 | state];
        if (needsMore(cell))
          cell |= kSpecial;
        else if (!s.coherent)
          cell &= ~kTxnMask;
        if (!nextOf(cell, 0) || (cell & kSpecial)) continue;
        if (state && !(cell & kTxnMask)) cell |= kHit;
        if (!state && nextOf(cell, 1) && nextOf(cell, 2)) cell |= kPlainFill;
      }
    reset();
  }

  void reset() {
    Block<kLanes> empty;
    for (uint32_t i = 0; i < kLanes; i++) {
      empty.tag[i] = kEmpty;
      empty.word[i] = i < s_.ways ? 0 : 0xffffffff;
    }
    blocks_.assign(size_t{s_.sets} << s_.pBits, empty);
    records_.assign(s_.processors, Own{});
    for (uint32_t p = 0; p < s_.processors; p++) {
      records_[p].firstBlock = &blocks_[p];
      records_[p].alone = static_cast<Holder>(sizeof(Holder) == 8 ? uint64_t{1} << (p & 63) : p << 2 | kAlone);
    }
    buckets_.assign(size_t{1} << kBucketBits, 0);
    pages_.assign(kFirstPages, Page{});
    holders_.assign(size_t{kFirstPages} * kLinesPerPage, 0);
    pool_.clear();
    pagesUsed_ = freePage_ = freePages_ = 0;
    poolRoom_ = poolUsed_ = freeVector_ = freeVectors_ = 0;
    clock_ = 0;
    forgetRecent();
  }

  void run(const uint64_t* addresses, const uint32_t* meta, uint32_t count) {
    uint32_t i = 0;
    while (i < count) {
      if (clock_ >= kClockLimit) renumber();
      const uint32_t end = std::min(i + kStretch, count);
      const uint32_t odd = firstOdd(addresses, meta, i, end);
      runClean(addresses, meta, i, odd);
      i = odd;
      if (odd == end) continue;
      runPieces(addresses[odd], meta[odd]);
      i++;
    }
  }

  void printCounters() const {
    for (const Own& record : records_)
      for (uint64_t count : record.counts) std::printf("%llu ", static_cast<unsigned long long>(count));
  }

 private:
  using Own = Record<Block<kLanes>, Holder>;

  // Before the loop (intake.ts, run.ts)

  bool crossesLines(uint64_t address, uint32_t meta) const {
    const uint32_t lineBytes = 1u << s_.lineShift;
    return (static_cast<uint32_t>(address) & (lineBytes - 1)) + (meta >> 20) > lineBytes;
  }

  /// Four records: lanes that are not 0 are those that are no read or write within one line.
  Vector oddOfFour(const uint64_t* addresses, const uint32_t* meta) const {
    const int lineBytes = 1 << s_.lineShift;
    const __m128 a = _mm_loadu_ps(reinterpret_cast<const float*>(addresses));
    const __m128 b = _mm_loadu_ps(reinterpret_cast<const float*>(addresses + 2));
    const Vector low = _mm_castps_si128(_mm_shuffle_ps(a, b, 0x88));
    const Vector metas = _mm_loadu_si128(reinterpret_cast<const Vector*>(meta));
    const Vector offsets = _mm_and_si128(low, _mm_set1_epi32(lineBytes - 1));
    const Vector ends = _mm_add_epi32(offsets, _mm_srli_epi32(metas, 20));
    const Vector name = _mm_and_si128(metas, _mm_set1_epi32(0xeffff));
    return _mm_or_si128(_mm_cmpgt_epi32(ends, _mm_set1_epi32(lineBytes)),
                        _mm_cmpgt_epi32(name, _mm_set1_epi32(s_.processors - 1)));
  }

  /// The first record that crosses a line boundary, else `end`. Others than reads and writes of the
  /// machine's processors are not in these streams, but are looked for as the core does.
  uint32_t firstOdd(const uint64_t* addresses, const uint32_t* meta, uint32_t i, uint32_t end) const {
    for (; i + 8 <= end; i += 8) {
      const Vector odd = _mm_or_si128(oddOfFour(addresses + i, meta + i), oddOfFour(addresses + i + 4, meta + i + 4));
      if (!_mm_testz_si128(odd, odd)) break;
    }
    while (i < end && !crossesLines(addresses[i], meta[i])) i++;
    return i;
  }

  void runClean(const uint64_t* addresses, const uint32_t* meta, uint32_t i, uint32_t end) {
    makeRoomForVectors(end - i);
    while (i < end) {
      i = loop(addresses, meta, i, end);
      if (i < end) makeRoomForPages();
    }
  }

  void runPieces(uint64_t address, uint32_t meta) {
    const uint32_t lineBytes = 1u << s_.lineShift;
    for (uint32_t left = meta >> 20; left;) {
      const uint32_t bytes = std::min(left, lineBytes - (static_cast<uint32_t>(address) & (lineBytes - 1)));
      const uint32_t piece = (meta & 0xfffff) | bytes << 20;
      runClean(&address, &piece, 0, 1);
      address += bytes;
      left -= bytes;
    }
  }

  // The loop (loop.ts)

  /// Records that need nothing more than their own cache; returns where that ends.
  uint32_t runAlone(const uint64_t* addresses, const uint32_t* metas, uint32_t i, uint32_t end, uint32_t ticks) {
    const uint32_t shift = s_.lineShift, setMask = setMask_, setBlocks = setBlocks_;
    uint32_t line;
    uint32_t* at;
    for (;; i++) {
      line = kNoLine;
      at = nullptr;
      if (i == end) break;
      const uint32_t meta = metas[i];
      Own& record = records_[meta & 0xffff];
      const uint32_t row = meta >> 12 & 16;
      const uint64_t lineAddress = addresses[i] >> shift;
      if (record.lastLine == lineAddress) {
        const uint32_t word = *record.lastWord, state = word & kStateMask, cell = table_[row + state];
        if (isHit(cell)) {
          record.counts[row + state]++;
          const uint32_t next = nextOf(cell, 0);
          if (next != state) *record.lastWord = (word & ~kStateMask) | next;
          continue;
        }
      }
      const Recent& recent = recentOf(lineAddress);
      const uint64_t inPage = lineAddress ^ recent.firstAddress;
      if (inPage >= kLinesPerPage) break;
      line = recent.first | static_cast<uint32_t>(inPage);
      record.lastLine = lineAddress;
      Block<kLanes>& block = record.firstBlock[(static_cast<uint32_t>(lineAddress) & setMask) * setBlocks];
      const uint32_t mask = block.findMask(line);
      if (!mask) {
        const uint32_t cell = table_[row];
        if (!(cell & kPlainFill)) break;
        const uint32_t now = i * kTick + ticks;
        uint32_t* word = nullptr;
        if (!holders_[line])
          word = fetchUnheld(record, block, line, row, cell, now);
        else if (sizeof(Holder) == 8)
          word = fetchFromOne(record, block, lineAddress, line, row, cell, now);
        if (!word) break;
        record.lastWord = word;
        continue;
      }
      at = block.wordOfMask(mask);
      const uint32_t state = *at & kStateMask, cell = table_[row + state];
      if (!isHit(cell)) break;
      record.counts[row + state]++;
      record.lastWord = at;
      *at = (i * kTick + ticks) | nextOf(cell, 0);
    }
    stoppedLine_ = line;
    stoppedWord_ = at;
    return i;
  }

  // Misses that the loop sees to by itself (fetch.ts)

  /// Where the next line goes; the line there is evicted. Null if its holders are in a vector.
  uint32_t* wordToFill(Own& record, Block<kLanes>& block) {
    const uint32_t way = block.oldest();
    const uint32_t old = block.tag[way];
    if (old != kEmpty) {
      if (isVector(old)) return nullptr;
      visit(record, kEvict, 0, block.word[way] & kStateMask);
      removeFromWord(old, record);
    }
    return &block.word[way];
  }

  uint32_t* fetchUnheld(Own& record, Block<kLanes>& block, uint32_t line, uint32_t row, uint32_t cell, uint32_t now) {
    uint32_t* const word = wordToFill(record, block);
    if (!word) return nullptr;
    record.counts[row]++;
    *(word - kLanes) = line;
    *word = now | nextOf(cell, 0);
    holders_[line] = record.alone;
    return word;
  }

  __attribute__((noinline)) uint32_t* fetchFromOne(Own& record, Block<kLanes>& block, uint64_t lineAddress, uint32_t line, uint32_t row,
                         uint32_t cell, uint32_t now) {
    const uint64_t holders = holders_[line];
    if ((holders & (holders - 1)) || !(cell & kTxnMask)) return nullptr;
    Own& other = records_[__builtin_ctzll(holders)];
    Block<kLanes>& otherBlock = other.firstBlock[(static_cast<uint32_t>(lineAddress) & setMask_) * setBlocks_];
    uint32_t* const at = otherBlock.wordOfMask(otherBlock.findMask(line));
    const uint32_t held = *at, state = held & kStateMask;
    const uint32_t snoopRow = (transactionOf(cell) + kTxnBase) << 4;
    const uint32_t snooped = table_[snoopRow + state];
    if (snooped & (kTxnMask | kUpdate)) return nullptr;
    visit(other, snoopRow >> 4, isSupplied(cell, snooped), state);
    const uint32_t kept = nextOf(snooped, 0);
    if (kept) {
      *at = (held & ~kStateMask) | kept;
      holders_[line] = static_cast<Holder>(holders | record.alone);
    } else {
      clear(at);
      holders_[line] = record.alone;
      tally(record, kInvalidationsSent, 1);
    }
    const uint32_t outcome = outcomeOf(snooped);
    visit(record, row >> 4, outcome | isSupplied(cell, snooped) << 2, 0);
    uint32_t* const word = wordToFill(record, block);
    *(word - kLanes) = line;
    *word = now | nextOf(cell, outcome);
    return word;
  }

  uint32_t loop(const uint64_t* addresses, const uint32_t* metas, uint32_t from, uint32_t end) {
    const uint32_t ticks = clock_ - from * kTick + kTick;
    uint32_t i = runAlone(addresses, metas, from, end, ticks);
    while (i != end) {
      const uint64_t lineAddress = addresses[i] >> s_.lineShift;
      if (stoppedLine_ == kNoLine) {
        if (findLine(lineAddress) == kNoLine) break;
      } else {
        clock_ = i * kTick + ticks;
        uint32_t* const at = transact(addresses[i], metas[i], stoppedLine_, stoppedWord_);
        Own& record = records_[metas[i] & 0xffff];
        record.lastLine = lineAddress;
        record.lastWord = at ? at : &nowhere_;
        i++;
      }
      i = runAlone(addresses, metas, i, end, ticks);
    }
    clock_ = i * kTick + ticks - kTick;
    return i;
  }

  Block<kLanes>* blocksOf(uint64_t lineAddress) {
    return &blocks_[(static_cast<uint32_t>(lineAddress) & setMask_) * size_t{setBlocks_}];
  }

  // Counters (counters.ts)

  static void visit(Own& record, uint32_t event, uint32_t slot, uint32_t state) {
    record.counts[slot << 7 | event << 4 | state]++;
  }

  static void tally(Own& record, uint32_t index, uint64_t by) { record.counts[kTallies + index] += by; }

  // The bus (bus.ts)

  static void clear(uint32_t* word) {
    *(word - kLanes) = kEmpty;
    *word = 0;
  }

  __attribute__((noinline)) uint32_t* transact(uint64_t address, uint32_t meta, uint32_t line, uint32_t* at) {
    const uint32_t p = meta & 0xffff, op = meta >> 16 & 1;
    const uint32_t state = at ? *at & kStateMask : 0;
    const uint32_t cell = table_[op << 4 | state];
    if (cell & kSpecial) return transactSpecially(address, meta, line, at);
    Block<kLanes>* const blocks = blocksOf(address >> s_.lineShift);
    const uint32_t transaction = transactionOf(cell);
    uint32_t seen = 0;
    if (transaction) seen = snoop(p, line, blocks, transaction + kTxnBase, fills(cell));
    const uint32_t outcome = outcomeOf(seen);
    visit(records_[p], op, outcome | isSupplied(cell, seen) << 2, state);
    return settle(p, line, blocks, at, nextOf(cell, outcome));
  }

  __attribute__((noinline)) uint32_t* transactSpecially(uint64_t address, uint32_t meta, uint32_t line, uint32_t* at) {
    const uint32_t p = meta & 0xffff, op = meta >> 16 & 1;
    const uint32_t state = at ? *at & kStateMask : 0;
    const uint32_t cell = table_[op << 4 | state];
    const uint32_t transaction = transactionOf(cell);
    if (transaction == kTxnImpossible) impossible();
    Block<kLanes>* const blocks = blocksOf(address >> s_.lineShift);
    uint32_t seen = 0;
    if (transaction && s_.coherent) seen = snoop(p, line, blocks, transaction + kTxnBase, fills(cell));
    const uint32_t supplied = isSupplied(cell, seen);
    const bool followed = (cell & kThenUpdate) && outcomeOf(seen);
    if (followed) {
      seen = snoop(p, line, blocks, kEventBusUpd, false);
      tally(records_[p], kFollowingUpdates, 1);
    }
    const uint32_t outcome = outcomeOf(seen);
    visit(records_[p], op, outcome | supplied << 2, state);
    if (followed || movesWord(cell)) countWords(records_[p], cell, followed, address, meta);
    return settle(p, line, blocks, at, nextOf(cell, outcome));
  }

  /// Every other copy snoops, and the copies reached are counted. Returns all cells visited, or-ed.
  uint32_t snoop(uint32_t p, uint32_t line, Block<kLanes>* blocks, uint32_t event, bool fetching) {
    const uint32_t entry = sizeof(Holder) == 8 ? 0 : static_cast<uint32_t>(holders_[line]);
    const bool vector = sizeof(Holder) == 4 && (entry & kVector);
    uint32_t wanted = fetching ? kSupply : 0, seen = 0, sent = 0, i = 0;
    do {
      uint64_t kept = sizeof(Holder) == 8 ? holders_[line]
                      : vector            ? slotVector(entry)[i]
                                          : uint64_t{entry & kAlone} << (entry >> 2 & 63);
      const uint32_t first = sizeof(Holder) == 8 ? 0 : vector ? i << 6 : (entry >> 2) & ~63u;
      uint64_t rest = kept;
      if (p - first < 64) rest &= ~(uint64_t{1} << (p - first));
      for (; rest; rest &= rest - 1) {
        const uint32_t q = first + static_cast<uint32_t>(__builtin_ctzll(rest));
        uint32_t* const own = blocks[q].wordOfMask(blocks[q].findMask(line));
        const uint32_t word = *own, state = word & kStateMask, cell = table_[event << 4 | state];
        visit(records_[q], event, (cell & wanted) != 0, state);
        wanted &= ~cell;
        seen |= cell;
        if (transactionOf(cell)) impossible();
        if (cell & kUpdate) sent += kUpdated;
        const uint32_t next = nextOf(cell, 0);
        if (next) {
          *own = (word & ~kStateMask) | next;
        } else {
          clear(own);
          sent++;
          if (sizeof(Holder) == 8)
            kept &= ~(rest & -rest);
          else
            removeHolder(line, q);
        }
      }
      if (sizeof(Holder) == 8) holders_[line] = static_cast<Holder>(kept);
    } while (++i < (vector ? slotWords_ : 1));
    if (sent) countSent(records_[p], sent);
    return seen;
  }

  static void countSent(Own& record, uint32_t sent) {
    if (sent & (kUpdated - 1)) tally(record, kInvalidationsSent, sent & (kUpdated - 1));
    if (sent >= kUpdated) tally(record, kUpdatesSent, sent >> 16);
  }

  void countWords(Own& record, uint32_t cell, bool followed, uint64_t address, uint32_t meta) {
    const uint32_t first = static_cast<uint32_t>(address) & ((1u << s_.lineShift) - 1);
    const uint32_t last = first + std::max(1u, meta >> 20) - 1;
    const uint32_t words = (last >> s_.wordShift) - (first >> s_.wordShift) + 1;
    const bool memory = writesWord(cell, followed);
    if (memory) tally(record, kMemoryWords, words);
    if (memory || followed || transactionOf(cell) == kTxnBusUpd) tally(record, kBusWords, words);
  }

  uint32_t* settle(uint32_t p, uint32_t line, Block<kLanes>* blocks, uint32_t* at, uint32_t next) {
    if (at) return change(p, line, at, next);
    return next ? place(p, line, blocks[p], next) : nullptr;
  }

  uint32_t* place(uint32_t p, uint32_t line, Block<kLanes>& block, uint32_t next) {
    const uint32_t way = block.oldest();
    const uint32_t old = block.tag[way];
    if (old != kEmpty) {
      visit(records_[p], kEvict, 0, block.word[way] & kStateMask);
      removeHolder(old, p);
    }
    block.tag[way] = line;
    block.word[way] = clock_ | next;
    addHolder(line, p);
    return &block.word[way];
  }

  uint32_t* change(uint32_t p, uint32_t line, uint32_t* at, uint32_t next) {
    if (next) {
      *at = (*at & (kStatusMask & ~kStateMask)) | clock_ | next;
      return at;
    }
    clear(at);
    removeHolder(line, p);
    return nullptr;
  }

  [[noreturn]] static void impossible() {
    std::fprintf(stderr, "the protocol met a cell that cannot happen\n");
    std::exit(1);
  }

  // Who holds each line (holders.ts)

  /// A slot: u32 count, u32 next free, then the vector.
  uint64_t* slot(uint32_t index) { return &pool_[size_t{index} * (slotWords_ + 1)]; }
  uint64_t* slotVector(uint32_t entry) { return slot(entry >> 2) + 1; }

  void addHolder(uint32_t line, uint32_t p) {
    if (sizeof(Holder) == 8)
      holders_[line] |= static_cast<Holder>(uint64_t{1} << p);
    else
      addToEntry(line, p);
  }

  bool isVector(uint32_t line) const { return sizeof(Holder) == 4 && (holders_[line] & kVector); }

  void removeFromWord(uint32_t line, const Own& record) {
    if (sizeof(Holder) == 8)
      holders_[line] &= static_cast<Holder>(~record.alone);
    else
      holders_[line] = 0;
  }

  void removeHolder(uint32_t line, uint32_t p) {
    if (!isVector(line)) return removeFromWord(line, records_[p]);
    const uint32_t entry = static_cast<uint32_t>(holders_[line]);
    uint64_t* const vector = slotVector(entry);
    vector[p >> 6] &= ~(uint64_t{1} << (p & 63));
    if (--vector[-1]) return;
    holders_[line] = 0;
    vector[-1] = freeVector_;
    freeVector_ = entry >> 2;
    freeVectors_++;
  }

  void addToEntry(uint32_t line, uint32_t p) {
    const uint32_t entry = static_cast<uint32_t>(holders_[line]);
    if (!entry) {
      holders_[line] = static_cast<Holder>(p << 2 | kAlone);
      return;
    }
    uint64_t* vector;
    if (entry & kAlone) {
      const uint32_t index = takeSlot();
      holders_[line] = static_cast<Holder>(index << 2 | kVector);
      vector = slotVector(index << 2);
      std::fill(vector, vector + slotWords_, 0);
      const uint32_t q = entry >> 2;
      vector[q >> 6] |= uint64_t{1} << (q & 63);
      vector[-1] = 1;
    } else {
      vector = slotVector(entry);
    }
    vector[p >> 6] |= uint64_t{1} << (p & 63);
    vector[-1]++;
  }

  uint32_t takeSlot() {
    if (!freeVectors_) return poolUsed_++;
    const uint32_t index = freeVector_;
    freeVector_ = static_cast<uint32_t>(*slot(index));
    freeVectors_--;
    return index;
  }

  void makeRoomForVectors(uint32_t count) {
    if (sizeof(Holder) == 8 || freeVectors_ + (poolRoom_ - poolUsed_) >= count) return;
    poolRoom_ += (poolRoom_ >> 1) + count;
    pool_.resize(size_t{poolRoom_} * (slotWords_ + 1));
  }

  // From line addresses to line numbers (pages.ts)

  static uint32_t bucketOf(uint64_t page) {
    return static_cast<uint32_t>(page * kGolden >> 32) & ((1u << kBucketBits) - 1);
  }

  Recent& recentOf(uint64_t lineAddress) {
    return recent_[(lineAddress >> kLineBits) * kSpread >> (64 - kRecentBits)];
  }

  __attribute__((noinline)) uint32_t findLine(uint64_t lineAddress) {
    const uint64_t page = lineAddress >> kLineBits;
    uint32_t& bucket = buckets_[bucketOf(page)];
    uint32_t slot = bucket;
    while (slot && pages_[slot - 1].number != page) slot = pages_[slot - 1].next;
    if (!slot) {
      slot = takePage() + 1;
      if (!slot) return kNoLine;
      pages_[slot - 1].number = page;
      pages_[slot - 1].next = bucket;
      bucket = slot;
    }
    const uint32_t first = (slot - 1) << kLineBits;
    recentOf(lineAddress) = Recent{page << kLineBits, first, 0};
    return first | (static_cast<uint32_t>(lineAddress) & (kLinesPerPage - 1));
  }

  uint32_t takePage() {
    if (freePages_) {
      const uint32_t slot = freePage_;
      freePage_ = pages_[slot].next;
      freePages_--;
      return slot;
    }
    return pagesUsed_ < pages_.size() ? pagesUsed_++ : kNoLine;
  }

  void makeRoomForPages() {
    std::fill(buckets_.begin(), buckets_.end(), 0);
    forgetRecent();
    freePage_ = freePages_ = 0;
    for (uint32_t slot = 0; slot < pagesUsed_; slot++) {
      Page& page = pages_[slot];
      const Holder* const first = &holders_[size_t{slot} * kLinesPerPage];
      const bool held = std::any_of(first, first + kLinesPerPage, [](Holder h) { return h != 0; });
      if (page.number != kNoPage && held) {
        uint32_t& bucket = buckets_[bucketOf(page.number)];
        page.next = bucket;
        bucket = slot + 1;
      } else {
        page = Page{kNoPage, freePage_, 0};
        freePage_ = slot;
        freePages_++;
      }
    }
    if (freePages_ > pages_.size() >> 1) return;
    pages_.resize(pages_.size() << 1);
    holders_.resize(pages_.size() * kLinesPerPage);
  }

  void forgetRecent() {
    std::fill(std::begin(recent_), std::end(recent_), Recent{kNoPage, 0, 0});
    for (Own& record : records_) record.lastLine = kNoPage;
  }

  /// Replaces time stamps by ranks before the clock can wrap (replacement/clock.ts).
  void renumber() {
    for (Block<kLanes>& block : blocks_) {
      uint32_t ranked[kLanes];
      for (uint32_t i = 0; i < s_.ways; i++) {
        uint32_t rank = 1;
        for (uint32_t j = 0; j < s_.ways; j++)
          rank += block.word[j] >> kPolicyShift < block.word[i] >> kPolicyShift;
        ranked[i] = block.word[i] ? rank << kPolicyShift | (block.word[i] & kStatusMask) : 0;
      }
      std::copy(ranked, ranked + s_.ways, block.word);
    }
    forgetRecent();
    clock_ = s_.ways << kPolicyShift;
  }

  const Stream& s_;
  const uint32_t setMask_, setBlocks_, slotWords_;
  uint32_t table_[128];
  std::vector<Block<kLanes>> blocks_;
  std::vector<Own> records_;
  uint32_t stoppedLine_;
  uint32_t* stoppedWord_;
  std::vector<uint32_t> buckets_;
  std::vector<Page> pages_;
  std::vector<Holder> holders_;
  std::vector<uint64_t> pool_;
  Recent recent_[kRecent];
  /// Where the word of a line is that is not held.
  uint32_t nowhere_ = 0;
  uint32_t pagesUsed_, freePage_, freePages_;
  uint32_t poolRoom_, poolUsed_, freeVector_, freeVectors_;
  uint32_t clock_;
};

template <int kLanes>
int serveLanes(const Stream& stream) {
  if (stream.processors > 64) {
    const auto twin = std::make_unique<Twin<kLanes, uint32_t>>(stream);
    return serve(stream, *twin);
  }
  const auto twin = std::make_unique<Twin<kLanes, uint64_t>>(stream);
  return serve(stream, *twin);
}

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: twin STREAM\n");
    return 2;
  }
  const Stream stream = readStream(argv[1]);
  if (stream.ways <= 4) return serveLanes<4>(stream);
  if (stream.ways <= 8) return serveLanes<8>(stream);
  if (stream.ways <= 16) return serveLanes<16>(stream);
  std::fprintf(stderr, "the twin knows caches of up to 16 ways\n");
  return 2;
}
