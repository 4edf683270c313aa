/*
 * Records the memory accesses of a multi-threaded program: a stand-in for the run-time library of
 * GCC's and Clang's thread sanitizer. The compiler calls a function before each access; this one
 * writes a line for each of them, `processor operation address size`, in the order in which the
 * accesses happen:
 *
 *   0 W 0x555555558040 8
 *
 * Threads are numbered as they are created, the main thread is 0. They run one at a time and hand
 * over after one to four accesses (seeded, so the recording can be repeated), which is about how
 * cores of one speed would interleave, whatever the machine that records.
 *
 *   cc -O1 -g -fsanitize=thread -c program.c
 *   cc -O1 -c record.c
 *   cc program.o record.o -o program -lpthread \
 *     -Wl,--wrap=pthread_create,--wrap=pthread_join,--wrap=pthread_mutex_lock,--wrap=pthread_mutex_unlock
 *   RECORD=trace.txt setarch -R ./program …
 *
 * Note that `-fsanitize=thread` stands in the compilation and not in the linking. Seen are accesses
 * of the files compiled so, atomic operations (a read-modify-write is one W), and mutexes (each look
 * at a taken one is an R, taking and releasing it is a W). Not seen: accesses inside libraries, the
 * stack's own pushes and pops. Condition variables, barriers and semaphores would have to be wrapped
 * like the mutex; until then a program that waits for them stops for ever.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_THREADS = 1024, LONGEST_TURN = 4 };

/* The functions that the linker's --wrap puts others before. */
int __real_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int __real_pthread_join(pthread_t, void **);
int __real_pthread_mutex_lock(pthread_mutex_t *);
int __real_pthread_mutex_unlock(pthread_mutex_t *);

static struct {
  pthread_t handle;
  pthread_cond_t moved;
  int running, ended;
  /* Who waits in pthread_join for this thread, or -1. */
  int joiner;
} threads[MAX_THREADS];
static int count;

static FILE *out;
static pthread_mutex_t monitor = PTHREAD_MUTEX_INITIALIZER;
/* Whose turn it is, or -1, and how many accesses are left of it. */
static int turn = -1;
static int left;
static uint32_t chance = 2463534242u;
static __thread int self = -1;

static uint32_t next_chance(void) {
  chance ^= chance << 13;
  chance ^= chance >> 17;
  chance ^= chance << 5;
  return chance;
}

/* Gives the turn to the next running thread. This and the next two: with the monitor held. */
static void hand_over(void) {
  int next = turn < 0 ? 0 : turn;
  for (int i = 0; i < count; i++) {
    next = (next + 1) % count;
    if (threads[next].running) break;
  }
  turn = threads[next].running ? next : -1;
  left = 1 + (int)(next_chance() % LONGEST_TURN);
  if (turn >= 0) pthread_cond_signal(&threads[turn].moved);
}

static void await_turn(void) {
  if (turn < 0) turn = self;
  while (turn != self) pthread_cond_wait(&threads[self].moved, &monitor);
}

/* One more thread; its number. */
static int enter(void) {
  if (count == MAX_THREADS) {
    fprintf(stderr, "record: more than %d threads\n", MAX_THREADS);
    exit(1);
  }
  pthread_cond_init(&threads[count].moved, NULL);
  threads[count].running = 1;
  threads[count].joiner = -1;
  return count++;
}

static void start_recording(void) {
  const char *path = getenv("RECORD");
  if (!out) out = fopen(path ? path : "trace.txt", "w");
  if (!out) {
    perror("record");
    exit(1);
  }
  if (self < 0) self = enter();
}

/* Writes the line and keeps the turn, so that the access itself comes before anyone else's next line. */
static void record(char operation, const volatile void *address, unsigned size) {
  if (self < 0) start_recording();
  __real_pthread_mutex_lock(&monitor);
  await_turn();
  if (left == 0) {
    hand_over();
    await_turn();
  }
  left--;
  fprintf(out, "%d %c %p %u\n", self, operation, (void *)address, size);
  __real_pthread_mutex_unlock(&monitor);
}

/* Threads and mutexes. */

struct start {
  void *(*run)(void *);
  void *argument;
  int number;
};

static void *run_thread(void *given) {
  struct start start = *(struct start *)given;
  free(given);
  self = start.number;
  __real_pthread_mutex_lock(&monitor);
  await_turn();
  __real_pthread_mutex_unlock(&monitor);
  void *result = start.run(start.argument);
  __real_pthread_mutex_lock(&monitor);
  await_turn();
  threads[self].running = 0;
  threads[self].ended = 1;
  if (threads[self].joiner >= 0) threads[threads[self].joiner].running = 1;
  hand_over();
  __real_pthread_mutex_unlock(&monitor);
  return result;
}

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument) {
  if (self < 0) start_recording();
  struct start *start = malloc(sizeof *start);
  __real_pthread_mutex_lock(&monitor);
  await_turn();
  *start = (struct start){run, argument, enter()};
  int number = start->number;
  int failed = __real_pthread_create(thread, attributes, run_thread, start);
  if (failed) threads[number].running = 0;
  else threads[number].handle = *thread;
  __real_pthread_mutex_unlock(&monitor);
  return failed;
}

/* Who waits for another thread is out of the round until that has ended. */
int __wrap_pthread_join(pthread_t thread, void **result) {
  __real_pthread_mutex_lock(&monitor);
  await_turn();
  int other = 0;
  while (other < count && !pthread_equal(threads[other].handle, thread)) other++;
  if (other < count && !threads[other].ended) {
    threads[other].joiner = self;
    threads[self].running = 0;
    hand_over();
  }
  __real_pthread_mutex_unlock(&monitor);
  return __real_pthread_join(thread, result);
}

int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex) {
  for (;;) {
    record('R', mutex, sizeof(int));
    if (pthread_mutex_trylock(mutex) == 0) break;
  }
  record('W', mutex, sizeof(int));
  return 0;
}

int __wrap_pthread_mutex_unlock(pthread_mutex_t *mutex) {
  record('W', mutex, sizeof(int));
  return __real_pthread_mutex_unlock(mutex);
}

/* What the compiler calls. */

void __tsan_init(void) {}
void __tsan_func_entry(void *caller) { (void)caller; }
void __tsan_func_exit(void) {}

#define ACCESS(bytes)                                                                     \
  void __tsan_read##bytes(void *a) { record('R', a, bytes); }                             \
  void __tsan_write##bytes(void *a) { record('W', a, bytes); }                            \
  void __tsan_unaligned_read##bytes(void *a) { record('R', a, bytes); }                   \
  void __tsan_unaligned_write##bytes(void *a) { record('W', a, bytes); }                  \
  void __tsan_volatile_read##bytes(void *a) { record('R', a, bytes); }                    \
  void __tsan_volatile_write##bytes(void *a) { record('W', a, bytes); }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

/* Longer accesses, as of structures, in pieces of at most 64 bytes. */
static void record_range(char operation, char *address, size_t size) {
  for (; size > 64; address += 64, size -= 64) record(operation, address, 64);
  if (size > 0) record(operation, address, (unsigned)size);
}
void __tsan_read_range(void *address, size_t size) { record_range('R', address, size); }
void __tsan_write_range(void *address, size_t size) { record_range('W', address, size); }
void __tsan_vptr_read(void **pointer) { record('R', pointer, sizeof(void *)); }
void __tsan_vptr_update(void **pointer, void *value) {
  (void)value;
  record('W', pointer, sizeof(void *));
}

#define UPDATE(bits, type, name)                                                          \
  type __tsan_atomic##bits##_##name(volatile type *a, type v, int order) {                \
    (void)order;                                                                          \
    record('W', a, sizeof(type));                                                         \
    return __atomic_##name(a, v, __ATOMIC_SEQ_CST);                                       \
  }
#define COMPARE(bits, type, strength, weak)                                               \
  int __tsan_atomic##bits##_compare_exchange_##strength(volatile type *a, type *expected, \
                                                        type desired, int order, int otherwise) { \
    (void)order;                                                                          \
    (void)otherwise;                                                                      \
    record('W', a, sizeof(type));                                                         \
    return __atomic_compare_exchange_n(a, expected, desired, weak, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
  }
#define ATOMICS(bits, type)                                                               \
  type __tsan_atomic##bits##_load(const volatile type *a, int order) {                    \
    (void)order;                                                                          \
    record('R', a, sizeof(type));                                                         \
    return __atomic_load_n(a, __ATOMIC_SEQ_CST);                                          \
  }                                                                                       \
  void __tsan_atomic##bits##_store(volatile type *a, type v, int order) {                 \
    (void)order;                                                                          \
    record('W', a, sizeof(type));                                                         \
    __atomic_store_n(a, v, __ATOMIC_SEQ_CST);                                             \
  }                                                                                       \
  type __tsan_atomic##bits##_exchange(volatile type *a, type v, int order) {              \
    (void)order;                                                                          \
    record('W', a, sizeof(type));                                                         \
    return __atomic_exchange_n(a, v, __ATOMIC_SEQ_CST);                                   \
  }                                                                                       \
  UPDATE(bits, type, fetch_add)                                                           \
  UPDATE(bits, type, fetch_sub)                                                           \
  UPDATE(bits, type, fetch_and)                                                           \
  UPDATE(bits, type, fetch_or)                                                            \
  UPDATE(bits, type, fetch_xor)                                                           \
  UPDATE(bits, type, fetch_nand)                                                          \
  COMPARE(bits, type, strong, 0)                                                          \
  COMPARE(bits, type, weak, 1)
ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)

void __tsan_atomic_thread_fence(int order) {
  (void)order;
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
void __tsan_atomic_signal_fence(int order) { (void)order; }
