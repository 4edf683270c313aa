/*
 * Counts the words of a text with several threads: they take pieces of the text from a queue under
 * a mutex, and count words in a common hash table whose buckets are locked in stripes. Each thread
 * also keeps a tally of its own, and the tallies lie side by side in memory: false sharing, unless
 * compiled with -DPADDED.
 *
 *   word-count FILE [THREADS]
 */
#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_THREADS = 64, BUCKETS = 1024, STRIPES = 64, PIECE = 512, LONGEST = 24, MAX_WORDS = 16384 };

struct word {
  struct word *next;
  unsigned count;
  char text[LONGEST + 4];
};

struct tally {
  long letters, words, lines;
#ifdef PADDED
  char padding[128 - 3 * sizeof(long)];
#endif
};

static char *text;
static size_t length;

/* The queue of pieces: where the next one starts. */
static struct {
  pthread_mutex_t lock;
  size_t next;
} queue = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct word *buckets[BUCKETS];
static pthread_mutex_t stripes[STRIPES];
/* Words are taken from a pool with one atomic addition. */
static struct word pool[MAX_WORDS];
static unsigned used;

/* On a line of its own, so that what is shared falsely is shared among the tallies alone. */
static _Alignas(128) struct tally tallies[MAX_THREADS];

static int part_of_word(size_t at) { return at < length && isalpha((unsigned char)text[at]); }

static void count_word(const char *start, size_t size) {
  char word[LONGEST + 1];
  unsigned hash = 2166136261u;
  if (size > LONGEST) size = LONGEST;
  for (size_t i = 0; i < size; i++) {
    word[i] = (char)tolower((unsigned char)start[i]);
    hash = (hash ^ (unsigned char)word[i]) * 16777619u;
  }
  word[size] = 0;

  unsigned bucket = hash % BUCKETS;
  pthread_mutex_t *lock = &stripes[bucket % STRIPES];
  pthread_mutex_lock(lock);
  struct word *found = buckets[bucket];
  while (found) {
    size_t i = 0;
    while (found->text[i] && found->text[i] == word[i]) i++;
    if (found->text[i] == word[i]) break;
    found = found->next;
  }
  if (!found) {
    unsigned fresh = __atomic_fetch_add(&used, 1, __ATOMIC_RELAXED);
    if (fresh >= MAX_WORDS) {
      fprintf(stderr, "word-count: more than %d different words\n", MAX_WORDS);
      exit(1);
    }
    found = &pool[fresh];
    for (size_t i = 0; i <= size; i++) found->text[i] = word[i];
    found->next = buckets[bucket];
    buckets[bucket] = found;
  }
  found->count++;
  pthread_mutex_unlock(lock);
}

/* Counts the words that start in [from, to); the last one may end beyond. */
static void count_piece(size_t from, size_t to, struct tally *tally) {
  size_t at = from;
  if (from > 0)
    while (at < to && part_of_word(at) && part_of_word(at - 1)) at++;
  while (at < to) {
    if (!part_of_word(at)) {
      if (text[at] == '\n') tally->lines++;
      at++;
      continue;
    }
    size_t start = at;
    while (part_of_word(at)) {
      tally->letters++;
      at++;
    }
    tally->words++;
    count_word(text + start, at - start);
  }
}

static void *work(void *own) {
  struct tally *tally = own;
  for (;;) {
    pthread_mutex_lock(&queue.lock);
    size_t from = queue.next;
    queue.next = from + PIECE;
    pthread_mutex_unlock(&queue.lock);
    if (from >= length) return NULL;
    size_t to = from + PIECE < length ? from + PIECE : length;
    count_piece(from, to, tally);
  }
}

static void load(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(1);
  }
  size_t room = 1 << 20;
  text = malloc(room);
  length = fread(text, 1, room, file);
  fclose(file);
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: word-count FILE [THREADS]\n");
    return 2;
  }
  int threads = argc > 2 ? atoi(argv[2]) : 4;
  if (threads < 1 || threads > MAX_THREADS) threads = 4;
  load(argv[1]);
  for (int i = 0; i < STRIPES; i++) pthread_mutex_init(&stripes[i], NULL);

  /* The main thread works too. */
  pthread_t others[MAX_THREADS];
  for (int i = 1; i < threads; i++) pthread_create(&others[i], NULL, work, &tallies[i]);
  work(&tallies[0]);
  for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);

  struct tally total = {0};
  for (int i = 0; i < threads; i++) {
    total.letters += tallies[i].letters;
    total.words += tallies[i].words;
    total.lines += tallies[i].lines;
  }
  struct word *top = NULL;
  for (int b = 0; b < BUCKETS; b++)
    for (struct word *w = buckets[b]; w; w = w->next)
      if (!top || w->count > top->count) top = w;
  printf("%ld lines, %ld words (%u different), %ld letters; most frequent: %s (%u)\n", total.lines, total.words,
         used, total.letters, top ? top->text : "none", top ? top->count : 0);
  return 0;
}
