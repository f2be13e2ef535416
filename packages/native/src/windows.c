/*
 * Windows by the rules of packages/harness (gate.ts, watch.ts): nobody's window opens before everyone is inside their
 * loop, and nobody leaves before everyone's has closed. A contender counts what it did inside from cumulative counts
 * stamped with the time at the end of each batch, interpolated where a batch straddles an edge.
 */
#include "windows.h"

#include <math.h>

#ifdef __linux__
#include <sys/resource.h>
#endif

#include "crew.h"

static const int64_t UNKNOWN = INT64_MAX;

struct contender *all;
int contenders;
struct rules rules;

/* The gate that all contenders meet at; nothing waits here, or they would stop contending. */
static struct {
  _Alignas(LINE_BYTES) atomic_int arrived;
  atomic_int passed, left;
  atomic_bool scheduled, aborted;
  int64_t opens, closes;
} *gate;

void make_windows(void) {
  all = shared(MOST_CONTENDERS * sizeof *all);
  gate = shared(sizeof *gate);
}

int64_t clock_ns(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t now(void) { return clock_ns(CLOCK_MONOTONIC); }

/* What the calling thread has used since it began. */
static struct usage usage(void) {
  struct usage used = {clock_ns(CLOCK_THREAD_CPUTIME_ID), -1, -1};
#ifdef __linux__
  struct rusage system;
  if (getrusage(RUSAGE_THREAD, &system) == 0) {
    used.voluntary = system.ru_nvcsw;
    used.involuntary = system.ru_nivcsw;
  }
#endif
  return used;
}

void reset_gate(void) {
  gate->arrived = gate->passed = gate->left = 0;
  gate->scheduled = false;
}

void abort_windows(void) { gate->aborted = true; }

/* Says that one more contender is inside its loop; the last one schedules the window. */
static void arrive(int64_t at, int64_t window_ns) {
  if (atomic_fetch_add(&gate->arrived, 1) + 1 < contenders) return;
  gate->opens = at + rules.notice_ns;
  gate->closes = gate->opens + window_ns;
  atomic_store(&gate->scheduled, true);
}

static uint64_t adapted(uint64_t batch, int64_t took, int64_t window_ns) {
  if (took > rules.longest * window_ns) return batch > 1 ? batch / 2 : 1;
  if (took < rules.shortest * window_ns) return batch < rules.largest_batch ? batch * 2 : batch;
  return batch;
}

/* Notes where the batch that began at `before`, with `counted` increments behind it, lies in the window. */
static void look(struct contender *self, int64_t before, uint64_t counted) {
  if (self->opens == UNKNOWN) {
    if (!atomic_load(&gate->scheduled)) return;
    self->opens = gate->opens;
    self->closes = gate->closes;
  }
  int64_t at = self->at;
  if (at <= self->opens || self->passed) return;
  if (at - before > self->longest_gap) self->longest_gap = at - before;
  double per_ns = (double)self->batch / (at - before);
  if (before <= self->opens) self->at_opening = counted + per_ns * (self->opens - before);
  if (at < self->closes) return;
  if (before < self->closes) self->at_closing = counted + per_ns * (self->closes - before);
  self->passed = true;
  atomic_fetch_add(&gate->passed, 1);
}

/* The end of a batch. True: go on with the next. */
static bool tick(struct contender *self, int64_t window_ns) {
  int64_t before = self->at;
  uint64_t counted = self->operations;
  self->at = now();
  self->operations += self->batch;
  uint64_t finished = atomic_load_explicit(&self->finished, memory_order_relaxed) + self->batch;
  atomic_store_explicit(&self->finished, finished, memory_order_relaxed);
  if (self->entered == UNKNOWN) {
    self->entered = self->at;
    arrive(self->at, window_ns);
  } else {
    look(self, before, counted);
  }
  int64_t of_ns = self->at > self->opens ? window_ns : rules.ramp_ns;
  self->batch = self->passed ? 1 : adapted(self->batch, self->at - before, of_ns);
  return !atomic_load(&gate->aborted) && !(self->passed && atomic_load(&gate->passed) == contenders);
}

bool contend(struct contender *self, int region, int64_t window_ns) {
  struct usage before = usage();
  self->batch = 1;
  self->operations = 0;
  self->longest_gap = 0;
  self->entered = self->opens = self->closes = UNKNOWN;
  self->at_opening = self->at_closing = NAN;
  self->passed = false;
  self->at = now();
  do increments(region, self->batch);
  while (tick(self, window_ns));
  struct usage after = usage();
  self->used = (struct usage){
      after.cpu_ns - before.cpu_ns,
      after.voluntary < 0 ? -1 : after.voluntary - before.voluntary,
      after.involuntary < 0 ? -1 : after.involuntary - before.involuntary,
  };
  self->complete = !isnan(self->at_closing - self->at_opening);
  return atomic_fetch_add(&gate->left, 1) + 1 == contenders;
}
