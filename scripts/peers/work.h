/* The work of EngineBenchmark for other stores: the same keys, drawn before the time is taken. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEYS = 100000, ROUNDS = 3, SCANS = 2000, ROWS = 100, KEY = 8 };

static uint64_t dice;

/* SplitMix64, as in Dice.swift. */
static uint64_t draw(void) {
  uint64_t mixed = dice += 0x9E3779B97F4A7C15;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

static int below(int limit) { return (int)(((unsigned __int128)draw() * (uint64_t)limit) >> 64); }

/* Eight bytes and a zero. */
static void name(char *key, int number) {
  char digits[16];
  snprintf(digits, sizeof digits, "%d", 10000000 + number);
  key[0] = 'k';
  memcpy(key + 1, digits + 1, 8);
}

/* The keys of transactions of `width` gets and as many puts. */
static char (*draw_keys(int round, int transactions, int width))[KEY + 1] {
  char(*keys)[KEY + 1] = (char(*)[KEY + 1])malloc((size_t)transactions * width * 2 * (KEY + 1));
  dice = round + 1;
  for (int i = 0; i < transactions * width * 2; i++) name(keys[i], below(KEYS));
  return keys;
}

static double cpu(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

static int compare(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static void print_median(const char *what, double *times) {
  qsort(times, ROUNDS, sizeof *times, compare);
  printf("%s %.1f\n", what, times[ROUNDS / 2]);
}

static void must(int fine, const char *what) {
  if (fine) return;
  fprintf(stderr, "%s failed\n", what);
  exit(1);
}

/* What a store does: a transaction with `width` gets and puts, and a scan of ROWS keys. */
static void transact(char (*gets)[KEY + 1], char (*puts)[KEY + 1], int width, char digit);
static void scan(const char *low, const char *high);

static void measure(const char *what, int width, int rereads) {
  double times[ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    int transactions = 40000 / width;
    char(*keys)[KEY + 1] = draw_keys(round, transactions, width);
    double start = cpu();
    for (int i = 0; i < transactions; i++) {
      char(*gets)[KEY + 1] = keys + (size_t)i * width * 2;
      transact(gets, rereads ? gets : gets + width, width, (char)('0' + i % 10));
    }
    times[round] = (cpu() - start) / transactions;
    free(keys);
  }
  print_median(what, times);
}

static void measure_scans(const char *what) {
  double times[ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    static char low[SCANS][KEY + 1], high[SCANS][KEY + 1];
    dice = round + 1;
    for (int i = 0; i < SCANS; i++) {
      int first = below(KEYS - ROWS);
      name(low[i], first);
      name(high[i], first + ROWS);
    }
    double start = cpu();
    for (int i = 0; i < SCANS; i++) scan(low[i], high[i]);
    times[round] = (cpu() - start) / SCANS;
  }
  print_median(what, times);
}

static size_t sum; /* of what is read, so that reading is not optimized away */
