/*
 * Counts the words of a text in a B-tree (R. Bayer and E. McCreight, Organization and Maintenance of
 * Large Ordered Indexes, 1972), then walks the tree in order and sorts the words by their counts.
 *
 *   word-tree FILE
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HALF = 4, KEYS = 2 * HALF - 1, LONGEST = 27 };

struct word {
  unsigned count;
  char text[LONGEST + 1];
};

struct node {
  int keys;
  int leaf;
  struct word *key[KEYS];
  struct node *child[KEYS + 1];
};

static unsigned different;

static struct node *new_node(int leaf) {
  struct node *node = calloc(1, sizeof *node);
  node->leaf = leaf;
  return node;
}

/* Splits the full child i of a node that is not full. */
static void split(struct node *parent, int i) {
  struct node *left = parent->child[i];
  struct node *right = new_node(left->leaf);
  right->keys = HALF - 1;
  for (int k = 0; k < HALF - 1; k++) right->key[k] = left->key[k + HALF];
  if (!left->leaf)
    for (int k = 0; k < HALF; k++) right->child[k] = left->child[k + HALF];
  left->keys = HALF - 1;
  for (int k = parent->keys; k > i; k--) {
    parent->child[k + 1] = parent->child[k];
    parent->key[k] = parent->key[k - 1];
  }
  parent->child[i + 1] = right;
  parent->key[i] = left->key[HALF - 1];
  parent->keys++;
}

static void insert(struct node *node, const char *text) {
  for (;;) {
    int low = 0, high = node->keys;
    while (low < high) {
      int middle = (low + high) / 2;
      int order = strcmp(text, node->key[middle]->text);
      if (order == 0) {
        node->key[middle]->count++;
        return;
      }
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    if (node->leaf) {
      for (int k = node->keys; k > low; k--) node->key[k] = node->key[k - 1];
      struct word *word = malloc(sizeof *word);
      word->count = 1;
      strcpy(word->text, text);
      node->key[low] = word;
      node->keys++;
      different++;
      return;
    }
    if (node->child[low]->keys == KEYS) {
      split(node, low);
      continue;
    }
    node = node->child[low];
  }
}

static struct node *add(struct node *root, const char *text) {
  if (root->keys == KEYS) {
    struct node *above = new_node(0);
    above->child[0] = root;
    split(above, 0);
    root = above;
  }
  insert(root, text);
  return root;
}

static size_t collect(const struct node *node, struct word **words, size_t found) {
  for (int i = 0; i < node->keys; i++) {
    if (!node->leaf) found = collect(node->child[i], words, found);
    words[found++] = node->key[i];
  }
  return node->leaf ? found : collect(node->child[node->keys], words, found);
}

static int by_count(const void *a, const void *b) {
  const struct word *x = *(struct word *const *)a, *y = *(struct word *const *)b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return strcmp(x->text, y->text);
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
  if (!file) {
    fprintf(stderr, "usage: word-tree FILE\n");
    return 2;
  }
  struct node *root = new_node(1);
  char text[LONGEST + 1];
  int length = 0;
  for (int c = getc(file);; c = getc(file)) {
    if (isalpha(c)) {
      if (length < LONGEST) text[length++] = (char)tolower(c);
      continue;
    }
    text[length] = 0;
    if (length > 0) root = add(root, text);
    length = 0;
    if (c == EOF) break;
  }
  fclose(file);

  struct word **words = malloc(different * sizeof *words);
  size_t found = collect(root, words, 0);
  qsort(words, found, sizeof *words, by_count);
  for (size_t i = 0; i < found && i < 5; i++) printf("%u %s\n", words[i]->count, words[i]->text);
  return 0;
}
