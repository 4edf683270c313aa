// The yardstick: a MESI (Illinois) multiprocessor simulated in the plain way. A set is a list of
// lines ordered by age, tags have 64 bits, and every other cache is asked at a miss.
//
// Of several layouts this is the one that was fastest over the kernels: one array for all sets, and
// lines that are gone leave the list, so that only lines that are held are looked at. It counts
// what Cohort's report counts, except for the state-transition matrix, which Cohort counts besides.

#include "stream.hpp"

#include <algorithm>

enum class State : uint8_t { Modified, Exclusive, Shared };

struct Line {
  uint64_t tag;
  State state;
};

struct Counters {
  uint64_t readHits = 0, writeHits = 0, readMisses = 0, writeMisses = 0;
  uint64_t upgrades = 0, fills = 0, evictions = 0, writeBacks = 0, flushes = 0;
  uint64_t invalidationsSent = 0, invalidationsReceived = 0, interventions = 0;
  uint64_t transfers = 0, supplies = 0;
  uint64_t busRd = 0, busRdX = 0, busUpgr = 0, busDataBytes = 0, memoryReads = 0;
};

/// A vector of sets. The lines of a set are ordered by age, the one used last in front.
class Cache {
 public:
  Cache(uint32_t sets, uint32_t ways) : ways_(ways), mask_(sets - 1), sizes_(sets), lines_(size_t{sets} * ways) {}

  Line* find(uint64_t tag) {
    Line* const end = front(tag) + size(tag);
    for (Line* line = front(tag); line != end; ++line)
      if (line->tag == tag) return line;
    return nullptr;
  }

  /// Finds a line and moves it to the front of its set.
  Line* use(uint64_t tag) {
    Line* line = find(tag);
    if (!line) return nullptr;
    const Line used = *line;
    shift(front(tag), line);
    *front(tag) = used;
    return front(tag);
  }

  void drop(uint64_t tag) {
    std::move(find(tag) + 1, front(tag) + size(tag), find(tag));
    size(tag)--;
  }

  /// Places a line in front; true if one had to go, which is then in `victim`.
  bool insert(uint64_t tag, State state, Line& victim) {
    const bool full = size(tag) == ways_;
    if (full)
      victim = front(tag)[ways_ - 1];
    else
      size(tag)++;
    shift(front(tag), front(tag) + size(tag) - 1);
    *front(tag) = Line{tag, state};
    return full;
  }

 private:
  Line* front(uint64_t tag) { return &lines_[(tag & mask_) * ways_]; }
  size_t& size(uint64_t tag) { return sizes_[tag & mask_]; }

  /// Moves the lines before `last` one place back, over it.
  static void shift(Line* first, Line* last) {
    for (; last != first; --last) *last = *(last - 1);
  }

  size_t ways_;
  uint64_t mask_;
  std::vector<size_t> sizes_;
  std::vector<Line> lines_;
};

class Machine {
 public:
  explicit Machine(const Stream& s)
      : processors_(s.processors), sets_(s.sets), ways_(s.ways), lineShift_(s.lineShift) {
    reset();
  }

  void reset() {
    caches_.assign(processors_, Cache(sets_, ways_));
    counters_.assign(processors_, Counters());
  }

  void run(const uint64_t* addresses, const uint32_t* meta, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
      const uint32_t processor = meta[i] & 0xffff;
      const bool write = (meta[i] >> 16 & 15) == 1;
      const uint64_t bytes = std::max(1u, meta[i] >> 20);
      const uint64_t first = addresses[i] >> lineShift_;
      const uint64_t last = (addresses[i] + bytes - 1) >> lineShift_;
      for (uint64_t tag = first; tag <= last; tag++) {
        if (write)
          this->write(processor, tag);
        else
          read(processor, tag);
      }
    }
  }

  void printCounters() const {
    for (const Counters& c : counters_) {
      for (uint64_t value : {c.readHits, c.writeHits, c.readMisses, c.writeMisses, c.upgrades, c.fills,
                             c.evictions, c.writeBacks, c.flushes, c.invalidationsSent,
                             c.invalidationsReceived, c.interventions, c.transfers, c.supplies, c.busRd,
                             c.busRdX, c.busUpgr, c.busDataBytes, c.memoryReads})
        std::printf("%llu ", static_cast<unsigned long long>(value));
    }
  }

 private:
  void read(uint32_t processor, uint64_t tag) {
    Counters& own = counters_[processor];
    if (caches_[processor].use(tag)) {
      own.readHits++;
      return;
    }
    own.readMisses++;
    own.busRd++;
    bool shared = false;
    for (uint32_t q = 0; q < processors_; q++) {
      if (q == processor) continue;
      Line* line = caches_[q].find(tag);
      if (!line) continue;
      Counters& other = counters_[q];
      if (!shared) supply(own, other);
      shared = true;
      if (line->state == State::Modified) other.flushes++;
      if (line->state != State::Shared) other.interventions++;
      line->state = State::Shared;
    }
    if (!shared) own.memoryReads++;
    fill(processor, tag, shared ? State::Shared : State::Exclusive);
  }

  void write(uint32_t processor, uint64_t tag) {
    Counters& own = counters_[processor];
    Line* line = caches_[processor].use(tag);
    if (!line) {
      own.writeMisses++;
      own.busRdX++;
      if (!invalidateOthers(processor, tag, true)) own.memoryReads++;
      fill(processor, tag, State::Modified);
      return;
    }
    own.writeHits++;
    if (line->state == State::Shared) {
      own.upgrades++;
      own.busUpgr++;
      invalidateOthers(processor, tag, false);
    }
    line->state = State::Modified;
  }

  /// Takes the line from all others; true if one of them had it.
  bool invalidateOthers(uint32_t processor, uint64_t tag, bool wantsData) {
    Counters& own = counters_[processor];
    bool found = false;
    for (uint32_t q = 0; q < processors_; q++) {
      if (q == processor) continue;
      Line* line = caches_[q].find(tag);
      if (!line) continue;
      Counters& other = counters_[q];
      if (wantsData && !found) supply(own, other);
      found = true;
      other.invalidationsReceived++;
      own.invalidationsSent++;
      caches_[q].drop(tag);
    }
    return found;
  }

  void supply(Counters& to, Counters& from) {
    to.transfers++;
    from.supplies++;
  }

  void fill(uint32_t processor, uint64_t tag, State state) {
    Counters& own = counters_[processor];
    const uint64_t lineBytes = uint64_t{1} << lineShift_;
    own.fills++;
    own.busDataBytes += lineBytes;
    Line victim;
    if (!caches_[processor].insert(tag, state, victim)) return;
    own.evictions++;
    if (victim.state != State::Modified) return;
    own.writeBacks++;
    own.busDataBytes += lineBytes;
  }

  uint32_t processors_, sets_, ways_, lineShift_;
  std::vector<Cache> caches_;
  std::vector<Counters> counters_;
};

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: plain STREAM\n");
    return 2;
  }
  const Stream stream = readStream(argv[1]);
  Machine machine(stream);
  return serve(stream, machine);
}
