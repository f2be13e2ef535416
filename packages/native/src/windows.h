/* The windows in which contenders are timed. */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

#include "baseline.h"

enum { MOST_CONTENDERS = 256 };

struct usage {
  int64_t cpu_ns;
  /* -1 where the system does not count them per thread. */
  long voluntary, involuntary;
};

/* Of the harness, where each is explained: packages/harness/src/gate.ts and watch.ts. */
struct rules {
  int64_t notice_ns, ramp_ns;
  /* Shares of a window. */
  double shortest, longest;
  uint64_t largest_batch;
};

/* Times in ns, on the monotonic clock. */
struct contender {
  /* Increments finished since the start, for whoever asks whether anything moves. */
  _Alignas(LINE_BYTES) atomic_uint_fast64_t finished;
  /* Of one window. */
  uint64_t batch;
  uint64_t operations;
  int64_t entered, at, longest_gap, opens, closes;
  double at_opening, at_closing;
  bool passed;
  /* False: aborted, or the window opened before this contender had heard of it. */
  bool complete;
  struct usage used;
};

/* What contenders share. */
extern struct contender *all;
extern int contenders;
extern struct rules rules;

/* Makes it, once, before there are contenders. */
void make_windows(void);

int64_t clock_ns(clockid_t clock);

/* Makes the gate ready for the next window. Only while no contender is at it. */
void reset_gate(void);

/* One contender's part of a window, which all take at the same time. True: it was the last to leave. */
bool contend(struct contender *self, int region, int64_t window_ns);

/* Asks all contenders to leave at the end of their batch, for good. */
void abort_windows(void);
