// What both native programs share: the stream file that bench/native.ts writes, and the
// conversation over standard input in which it asks for passes.
//
//   file:  u32 × 16    records, processors, sets, ways, lineShift, pBits, wordShift, coherent, then 0
//          u32 × 128   the protocol's compiled table
//          u64 × n     byte addresses
//          u32 × n     processor (bits 0-15), operation (16-19), bytes (20-31)
//
//   command   answer, one line
//   pass      nanoseconds of one pass, batch by batch, copying excluded
//   whole     nanoseconds of one pass over the records where they lie
//   counters  one line of numbers
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

struct Stream {
  uint32_t records = 0, processors = 0, sets = 0, ways = 0;
  uint32_t lineShift = 0, pBits = 0, wordShift = 0, coherent = 1;
  uint32_t table[128] = {};
  std::vector<uint64_t> addresses;
  std::vector<uint32_t> meta;
};

inline void readBytes(FILE* file, void* to, size_t bytes) {
  if (std::fread(to, 1, bytes, file) != bytes) {
    std::fprintf(stderr, "the stream file ends too early\n");
    std::exit(1);
  }
}

inline Stream readStream(const char* path) {
  FILE* file = std::fopen(path, "rb");
  if (!file) {
    std::perror(path);
    std::exit(1);
  }
  Stream s;
  uint32_t header[16];
  readBytes(file, header, sizeof header);
  s.records = header[0];
  s.processors = header[1];
  s.sets = header[2];
  s.ways = header[3];
  s.lineShift = header[4];
  s.pBits = header[5];
  s.wordShift = header[6];
  s.coherent = header[7];
  readBytes(file, s.table, sizeof s.table);
  s.addresses.resize(s.records);
  s.meta.resize(s.records);
  readBytes(file, s.addresses.data(), s.records * sizeof(uint64_t));
  readBytes(file, s.meta.data(), s.records * sizeof(uint32_t));
  std::fclose(file);
  return s;
}

constexpr uint32_t kBatchRecords = 1 << 16;

/// Processor time of this process: what others run meanwhile does not count.
inline long long processorTime() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/// Serves commands until the input ends. A simulator has run(addresses, meta, count) and printCounters().
template <class Simulator>
int serve(const Stream& stream, Simulator& simulator) {
  std::vector<uint64_t> addresses(kBatchRecords);
  std::vector<uint32_t> meta(kBatchRecords);
  std::string command;
  while (std::getline(std::cin, command)) {
    if (command == "pass") {
      long long spent = 0;
      for (uint32_t i = 0; i < stream.records; i += kBatchRecords) {
        const uint32_t count = std::min(kBatchRecords, stream.records - i);
        std::memcpy(addresses.data(), &stream.addresses[i], count * sizeof(uint64_t));
        std::memcpy(meta.data(), &stream.meta[i], count * sizeof(uint32_t));
        const long long start = processorTime();
        simulator.run(addresses.data(), meta.data(), count);
        spent += processorTime() - start;
      }
      std::printf("%lld", spent);
    } else if (command == "whole") {
      const long long start = processorTime();
      simulator.run(stream.addresses.data(), stream.meta.data(), stream.records);
      std::printf("%lld", processorTime() - start);
    } else if (command == "counters") {
      simulator.printCounters();
    } else {
      std::fprintf(stderr, "unknown command: %s\n", command.c_str());
      return 1;
    }
    std::printf("\n");
    std::fflush(stdout);
  }
  return 0;
}
