// The yardstick of executing: threads of a program, one on each processor, over MESI (Illinois) caches
// that hold values. Plain C++: a switch over the instruction words, sets that are searched way by way
// (the way used last first), every other cache asked at a miss. The words are those of
// src/programs/isa.ts; those that block, send, reserve a line or draw random numbers are left out.
//
// Notes of locks are counted, as nobody listens to them; those of barriers fill a buffer that is emptied.
//
// Processors take turns by the rule of assembly/execute/schedule.ts, so that a run has the same
// instructions in the same order as Cohort's, and leaves the same memory.
//
//   file:  u32 × 16    as `Header` has them
//          u64 × n     the instructions: code | rd | rs1 | rs2 (u8 each) | imm (i32)
//          u8 × m      memory as it is at first, whole lines
//
//   command   answer, one line
//   pass      nanoseconds of one run from the beginning, and its instructions
//   counters  those of `Counters`, of all processors together, then of all locks acquisitions, hand-overs,
//             and cycles waited and held; of the last run
//   memory    writes memory, caches written back, to the file of the second argument; its bytes

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "stream.hpp"

struct Header {
  uint32_t instructions, entry, processors, memoryBase, memoryBytes, stackBase, stackBytes, imageBytes;
  uint32_t sets, ways, lineShift, slackBits, seed, eventRoom, turnCycles, unused;
};
static_assert(sizeof(Header) == 64, "16 words");

enum State : uint8_t { Invalid, Shared, Exclusive, Modified };

constexpr uint64_t kNever = UINT64_MAX;
constexpr uint64_t kLongestTurn = 1 << 16;
constexpr uint64_t kPauseCycles = 10;
constexpr uint32_t kReturnAddress = 30, kStackPointer = 31;
constexpr uint32_t kNoTag = UINT32_MAX;

[[noreturn]] void refuse(const char* what, uint64_t number) {
  std::fprintf(stderr, "%s: %llu\n", what, static_cast<unsigned long long>(number));
  std::exit(1);
}

struct Way {
  uint32_t tag = kNoTag;
  State state = Invalid;
  uint64_t used = 0;
  uint8_t* data = nullptr;
};

/// A set is so many ways in a row; least recently used goes first, free ways before.
class Cache {
 public:
  Cache(const Header& h)
      : ways_(h.ways), mask_(h.sets - 1), lines_(h.sets * h.ways), recent_(h.sets), data_(size_t{h.sets} * h.ways << h.lineShift) {
    for (size_t i = 0; i < lines_.size(); i++) lines_[i].data = &data_[i << h.lineShift];
  }
  Cache(Cache&&) = default;

  /// The way of a line that is held, touched; else null.
  Way* use(uint32_t tag) {
    const uint32_t set = tag & mask_;
    Way* const ways = &lines_[set * ways_];
    Way* way = &ways[recent_[set]];
    if (way->tag != tag) {
      way = find(tag);
      if (!way) return nullptr;
      recent_[set] = static_cast<uint32_t>(way - ways);
    }
    way->used = ++clock_;
    return way;
  }

  Way* find(uint32_t tag) {
    Way* const ways = &lines_[(tag & mask_) * ways_];
    for (uint32_t i = 0; i < ways_; i++)
      if (ways[i].tag == tag) return &ways[i];
    return nullptr;
  }

  /// Where a new line goes; its old line, if any, has to be written back.
  Way* victim(uint32_t tag) {
    Way* const ways = &lines_[(tag & mask_) * ways_];
    Way* least = ways;
    for (uint32_t i = 0; i < ways_; i++) {
      if (ways[i].state == Invalid) {
        least = &ways[i];
        break;
      }
      if (ways[i].used < least->used) least = &ways[i];
    }
    recent_[tag & mask_] = static_cast<uint32_t>(least - ways);
    least->used = ++clock_;
    return least;
  }

  std::vector<Way>& lines() { return lines_; }

 private:
  uint32_t ways_, mask_;
  uint64_t clock_ = 0;
  std::vector<Way> lines_;
  std::vector<uint32_t> recent_;
  std::vector<uint8_t> data_;
};

struct Counters {
  uint64_t readHits = 0, writeHits = 0, readMisses = 0, writeMisses = 0, upgrades = 0;
  uint64_t evictions = 0, writeBacks = 0, flushes = 0, invalidations = 0, transfers = 0, memoryReads = 0;
};

/// What notes tell of a lock; of each thread since when it wants it, and has it: cycle + 1, 0 if it does not.
struct Lock {
  explicit Lock(uint32_t threads) : wanted(threads), had(threads), taken(threads) {}

  void note(uint32_t which, uint32_t p, uint64_t now) {
    if (which == 0) wanted[p] = now + 1;
    else if (which == 1) take(p, now);
    else if (had[p]) held += now + 1 - std::exchange(had[p], 0);
  }

  void take(uint32_t p, uint64_t now) {
    const uint64_t since = std::exchange(wanted[p], 0);
    const uint64_t cycles = since ? now + 1 - since : 0;
    waited += cycles;
    longest = std::max(longest, cycles);
    acquisitions++;
    if (last != kNobody && last != p) handovers++;
    last = p;
    taken[p]++;
    had[p] = now + 1;
  }

  static constexpr uint32_t kNobody = UINT32_MAX;
  uint64_t acquisitions = 0, handovers = 0, waited = 0, longest = 0, held = 0;
  uint32_t last = kNobody;
  std::vector<uint64_t> wanted, had, taken;
};

struct Thread {
  uint64_t registers[32] = {};
  uint32_t pc = 0;
  bool halted = false;
  uint64_t clock = 0;
  uint64_t instructions = 0;
};

class Machine {
 public:
  Machine(const Header& h, const std::vector<uint64_t>& code, const std::vector<uint8_t>& memory)
      : h_(h), code_(code), memory_(memory), counters_(h.processors), threads_(h.processors) {
    for (uint32_t p = 0; p < h.processors; p++) {
      caches_.emplace_back(h);
      threads_[p].pc = h.entry;
      threads_[p].registers[kReturnAddress] = h.instructions;
      threads_[p].registers[kStackPointer] = h.stackBase + (p + 1) * h.stackBytes;
    }
    draws_ = uint64_t{h.seed} << 1 | 1;
  }

  /// Runs to the end; returns the instructions of all threads.
  uint64_t run() {
    while (goOn()) events_ = 0;
    uint64_t sum = 0;
    for (const Thread& thread : threads_) sum += thread.instructions;
    return sum;
  }

  void printCounters() const {
    for (auto counter : {&Counters::readHits, &Counters::writeHits, &Counters::readMisses, &Counters::writeMisses,
                         &Counters::upgrades, &Counters::evictions, &Counters::writeBacks, &Counters::flushes,
                         &Counters::invalidations, &Counters::transfers, &Counters::memoryReads}) {
      uint64_t sum = 0;
      for (const Counters& counters : counters_) sum += counters.*counter;
      std::printf("%llu ", static_cast<unsigned long long>(sum));
    }
    Lock all(0);
    for (const auto& [object, lock] : locks_) {
      all.acquisitions += lock.acquisitions;
      all.handovers += lock.handovers;
      all.waited += lock.waited;
      all.held += lock.held;
    }
    for (uint64_t sum : {all.acquisitions, all.handovers, all.waited, all.held})
      std::printf("%llu ", static_cast<unsigned long long>(sum));
    std::printf("\n");
  }

  /// Memory, with what the caches hold that is newer.
  const std::vector<uint8_t>& writtenBack() {
    for (Cache& cache : caches_)
      for (Way& way : cache.lines())
        if (way.state == Modified) writeBack(way);
    return memory_;
  }

 private:
  /// A stretch between two looks of the host; whether there is more to do.
  bool goOn() {
    const uint64_t slack = (uint64_t{1} << h_.slackBits) - 1;
    for (uint64_t cycles = 0; cycles < h_.turnCycles;) {
      if (unfinished_) {
        cycles += takeTurn(halted_, threads_[halted_].clock, std::exchange(unfinished_, 0));
        if (events_ > h_.eventRoom) return true;
        continue;
      }
      uint32_t picked = 0;
      uint64_t now = kNever, next = kNever;
      for (uint32_t p = 0; p < h_.processors; p++) {
        const uint64_t ready = threads_[p].halted ? kNever : threads_[p].clock;
        if (ready < now) {
          next = now;
          now = ready;
          picked = p;
        } else if (ready < next) {
          next = ready;
        }
      }
      if (now == kNever) return false;
      uint64_t until = next == kNever ? now + kLongestTurn : std::min(next, now + kLongestTurn) + 1;
      if (slack) until += draw() & slack;
      cycles += takeTurn(picked, now, until);
      if (events_ > h_.eventRoom) return true;
    }
    return true;
  }

  /// A turn of one processor; the cycles that it took. One that full events cut short goes on first.
  uint64_t takeTurn(uint32_t p, uint64_t now, uint64_t until) {
    const uint64_t end = interpret(threads_[p], p, now, until);
    threads_[p].clock = end;
    halted_ = p;
    if (events_ > h_.eventRoom && !threads_[p].halted && end < until) unfinished_ = until;
    return end - now;
  }

  uint64_t draw() {
    draws_ ^= draws_ >> 12;
    draws_ ^= draws_ << 25;
    draws_ ^= draws_ >> 27;
    return (draws_ * 0x2545f4914f6cdd1dULL) >> 40;
  }

  uint64_t interpret(Thread& thread, uint32_t p, uint64_t now, uint64_t until) {
    uint64_t* const r = thread.registers;
    const uint64_t* const code = code_.data();
    uint32_t pc = thread.pc;
    uint64_t done = 0;
    while (now < until) {
      if (pc >= h_.instructions) refuse("a jump out of the program", pc);
      const uint64_t word = code[pc];
      const uint32_t op = word & 255, rd = word >> 8 & 31;
      const uint64_t a = r[word >> 16 & 31], b = r[word >> 24 & 31];
      const int64_t imm = static_cast<int64_t>(word) >> 32;
      pc++;
      now++;
      done++;
      uint64_t result;
      switch (op) {
        case 0x01: result = a + b; break;
        case 0x02: result = a - b; break;
        case 0x03: result = a & b; break;
        case 0x04: result = a | b; break;
        case 0x05: result = a ^ b; break;
        case 0x06: result = a << (b & 63); break;
        case 0x07: result = a >> (b & 63); break;
        case 0x08: result = static_cast<int64_t>(a) >> (b & 63); break;
        case 0x09: result = a * b; break;
        case 0x0a: result = static_cast<int64_t>(a) < static_cast<int64_t>(b); break;
        case 0x0b: result = a < b; break;
        case 0x0c:
        case 0x0d:
          if (!b) refuse("a division by 0 at instruction", pc - 1);
          result = op == 0x0c ? a / b : a % b;
          break;
        case 0x11: result = a + imm; break;
        case 0x13: result = a & imm; break;
        case 0x14: result = a | imm; break;
        case 0x15: result = a ^ imm; break;
        case 0x16: result = a << (imm & 63); break;
        case 0x17: result = a >> (imm & 63); break;
        case 0x18: result = static_cast<int64_t>(a) >> (imm & 63); break;
        case 0x19: result = a * imm; break;
        case 0x1a: result = static_cast<int64_t>(a) < imm; break;
        case 0x1b: result = a < static_cast<uint64_t>(imm); break;
        case 0x1e: result = imm; break;
        case 0x1f: result = (r[rd] & 0xffffffff) | static_cast<uint64_t>(imm) << 32; break;
        case 0x20: if (a == b) pc = imm; continue;
        case 0x21: if (a != b) pc = imm; continue;
        case 0x22: if (static_cast<int64_t>(a) < static_cast<int64_t>(b)) pc = imm; continue;
        case 0x23: if (static_cast<int64_t>(a) >= static_cast<int64_t>(b)) pc = imm; continue;
        case 0x24: if (a < b) pc = imm; continue;
        case 0x25: if (a >= b) pc = imm; continue;
        case 0x28: result = pc; pc = imm; break;
        case 0x29:
          result = pc;
          if (a + imm >= h_.instructions) refuse("a jump out of the program to", a + imm);
          pc = static_cast<uint32_t>(a + imm);
          break;
        case 0x30: result = p; break;
        case 0x31: result = h_.processors; break;
        case 0x32: result = now - 1; break;
        case 0x36:
          thread.halted = true;
          until = now;
          continue;
        case 0x37:
          now--;
          done--;
          note(static_cast<uint32_t>(imm), p, a, now);
          if (events_ > h_.eventRoom) until = now;
          continue;
        case 0x38: now += kPauseCycles - 1; continue;
        case 0x3a: until = now; continue;
        case 0x40: result = static_cast<int64_t>(load<int8_t>(p, a + imm)); break;
        case 0x41: result = static_cast<int64_t>(load<int16_t>(p, a + imm)); break;
        case 0x42: case 0x4a: result = static_cast<int64_t>(load<int32_t>(p, a + imm)); break;
        case 0x43: case 0x4b: result = load<uint64_t>(p, a + imm); break;
        case 0x44: result = load<uint8_t>(p, a + imm); break;
        case 0x45: result = load<uint16_t>(p, a + imm); break;
        case 0x46: case 0x4e: result = load<uint32_t>(p, a + imm); break;
        case 0x50: store<uint8_t>(p, a + imm, b); continue;
        case 0x51: store<uint16_t>(p, a + imm, b); continue;
        case 0x52: case 0x5a: store<uint32_t>(p, a + imm, b); continue;
        case 0x53: case 0x5b: store<uint64_t>(p, a + imm, b); continue;
        case 0x60: case 0x61: case 0x62: case 0x63: case 0x64: continue;
        default:
          if (op < 0x80 || op >= 0xa0) refuse("an instruction that the yardstick leaves out, code", op);
          result = op & 4 ? exchange<uint64_t>(p, a + imm, op, b, r[rd])
                          : static_cast<int64_t>(static_cast<int32_t>(exchange<uint32_t>(p, a + imm, op, b, r[rd])));
      }
      r[rd] = result;
      r[0] = 0;
    }
    thread.pc = pc;
    thread.instructions += done;
    return now;
  }

  void note(uint32_t which, uint32_t p, uint64_t object, uint64_t now) {
    if (which <= 2) locks_.try_emplace(object, h_.processors).first->second.note(which, p, now);
    else if (which == 5 || which == 6) events_++;
  }

  template <class T>
  void check(uint64_t address) const {
    if (address < h_.memoryBase || address > h_.memoryBytes - sizeof(T)) refuse("out of range", address);
    if (address & (sizeof(T) - 1)) refuse("not aligned", address);
  }

  template <class T>
  T load(uint32_t p, uint64_t address) {
    check<T>(address);
    T value;
    std::memcpy(&value, readable(p, address), sizeof value);
    return value;
  }

  template <class T>
  void store(uint32_t p, uint64_t address, uint64_t value) {
    check<T>(address);
    const T narrow = static_cast<T>(value);
    std::memcpy(writable(p, address), &narrow, sizeof narrow);
  }

  /// Test-and-set, swap, compare-and-swap, fetch-and-add; returns the old value.
  template <class T>
  T exchange(uint32_t p, uint64_t address, uint32_t op, uint64_t operand, uint64_t expected) {
    check<T>(address);
    uint8_t* const at = writable(p, address);
    T old;
    std::memcpy(&old, at, sizeof old);
    T value = static_cast<T>(operand);
    if (op < 0x88) value = 1;
    else if (op >= 0x98) value += old;
    else if (op >= 0x90 && old != static_cast<T>(expected)) value = old;
    std::memcpy(at, &value, sizeof value);
    return old;
  }

  const uint8_t* readable(uint32_t p, uint64_t address) {
    const uint32_t tag = static_cast<uint32_t>(address >> h_.lineShift);
    Way* way = caches_[p].use(tag);
    if (way) counters_[p].readHits++;
    else way = readMiss(p, tag);
    return way->data + (address & (lineBytes() - 1));
  }

  uint8_t* writable(uint32_t p, uint64_t address) {
    const uint32_t tag = static_cast<uint32_t>(address >> h_.lineShift);
    Way* way = caches_[p].use(tag);
    if (way) {
      counters_[p].writeHits++;
      if (way->state == Shared) upgrade(p, tag);
    } else {
      way = writeMiss(p, tag);
    }
    way->state = Modified;
    return way->data + (address & (lineBytes() - 1));
  }

  [[gnu::noinline]] Way* readMiss(uint32_t p, uint32_t tag) {
    counters_[p].readMisses++;
    Way* const way = place(p, tag);
    bool found = false;
    for (uint32_t q = 0; q < h_.processors; q++) {
      Way* const other = q == p ? nullptr : caches_[q].find(tag);
      if (!other) continue;
      if (!found) std::memcpy(way->data, other->data, lineBytes());
      found = true;
      if (other->state == Modified) {
        writeBack(*other);
        counters_[q].flushes++;
      }
      other->state = Shared;
    }
    arrive(p, *way, tag, found);
    way->state = found ? Shared : Exclusive;
    return way;
  }

  [[gnu::noinline]] Way* writeMiss(uint32_t p, uint32_t tag) {
    counters_[p].writeMisses++;
    Way* const way = place(p, tag);
    bool found = false;
    for (uint32_t q = 0; q < h_.processors; q++) {
      Way* const other = q == p ? nullptr : caches_[q].find(tag);
      if (!other) continue;
      if (!found) std::memcpy(way->data, other->data, lineBytes());
      found = true;
      drop(p, *other);
    }
    arrive(p, *way, tag, found);
    return way;
  }

  [[gnu::noinline]] void upgrade(uint32_t p, uint32_t tag) {
    counters_[p].upgrades++;
    for (uint32_t q = 0; q < h_.processors; q++) {
      Way* const other = q == p ? nullptr : caches_[q].find(tag);
      if (other) drop(p, *other);
    }
  }

  void drop(uint32_t p, Way& way) {
    counters_[p].invalidations++;
    way.state = Invalid;
    way.tag = kNoTag;
  }

  /// A way for the line, emptied.
  Way* place(uint32_t p, uint32_t tag) {
    Way* const way = caches_[p].victim(tag);
    if (way->state != Invalid) counters_[p].evictions++;
    if (way->state == Modified) {
      writeBack(*way);
      counters_[p].writeBacks++;
    }
    way->state = Invalid;
    return way;
  }

  /// The line is in its way, from another cache if one was found, else from memory.
  void arrive(uint32_t p, Way& way, uint32_t tag, bool found) {
    way.tag = tag;
    if (found) {
      counters_[p].transfers++;
      return;
    }
    counters_[p].memoryReads++;
    std::memcpy(way.data, &memory_[size_t{tag} << h_.lineShift], lineBytes());
  }

  void writeBack(const Way& way) {
    std::memcpy(&memory_[size_t{way.tag} << h_.lineShift], way.data, lineBytes());
  }

  size_t lineBytes() const { return size_t{1} << h_.lineShift; }

  const Header h_;
  const std::vector<uint64_t>& code_;
  std::vector<uint8_t> memory_;
  std::vector<Cache> caches_;
  std::vector<Counters> counters_;
  std::vector<Thread> threads_;
  std::unordered_map<uint64_t, Lock> locks_;
  uint64_t draws_;
  uint32_t events_ = 0;
  uint32_t halted_ = 0;
  uint64_t unfinished_ = 0;
};

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: execute PROGRAM MEMORY\n");
    return 2;
  }
  FILE* file = std::fopen(argv[1], "rb");
  if (!file) {
    std::perror(argv[1]);
    return 1;
  }
  Header header;
  readBytes(file, &header, sizeof header);
  std::vector<uint64_t> code(header.instructions);
  std::vector<uint8_t> memory(header.imageBytes);
  readBytes(file, code.data(), code.size() * sizeof(uint64_t));
  readBytes(file, memory.data(), memory.size());
  std::fclose(file);

  std::unique_ptr<Machine> machine;
  std::string command;
  while (std::getline(std::cin, command)) {
    if (command == "pass") {
      const long long start = processorTime();
      machine = std::make_unique<Machine>(header, code, memory);
      const uint64_t instructions = machine->run();
      std::printf("%lld %llu\n", processorTime() - start, static_cast<unsigned long long>(instructions));
    } else if (command == "counters" && machine) {
      machine->printCounters();
    } else if (command == "memory" && machine) {
      const std::vector<uint8_t>& last = machine->writtenBack();
      FILE* to = std::fopen(argv[2], "wb");
      if (!to || std::fwrite(last.data(), 1, last.size(), to) != last.size() || std::fclose(to) != 0) {
        std::perror(argv[2]);
        return 1;
      }
      std::printf("%zu\n", last.size());
    } else {
      std::fprintf(stderr, "unknown command: %s\n", command.c_str());
      return 1;
    }
    std::fflush(stdout);
  }
  return 0;
}
