/*
 * The mutex of POSIX threads as processes must take it: in a page that they share, and robust, for one of them may die while
 * it holds the mutex. The kernel then unlocks it and tells the next one, by the list that each keeps of what it holds.
 */
#include <errno.h>
#include <pthread.h>

#include "baseline.h"
#include "crew.h"

static struct {
  _Alignas(LINE_BYTES) uint32_t count;
  _Alignas(LINE_BYTES) pthread_mutex_t mutex;
} *regions;

__attribute__((constructor)) static void make_regions(void) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
  regions = shared(REGIONS * sizeof *regions);
  for (int i = 0; i < REGIONS; i++) pthread_mutex_init(&regions[i].mutex, &attributes);
}

static void lock(pthread_mutex_t *mutex) {
  /* The count is written in one step: whatever its writer died of, it is whole. */
  if (pthread_mutex_lock(mutex) == EOWNERDEAD) pthread_mutex_consistent(mutex);
}

void increments(int region, uint64_t n) {
  pthread_mutex_t *mutex = &regions[region].mutex;
  uint32_t *count = &regions[region].count;
  while (n-- > 0) {
    lock(mutex);
    uint32_t hit = ++*count;
    pthread_mutex_unlock(mutex);
    hand_over(hit);
  }
}

uint32_t value(int region) {
  lock(&regions[region].mutex);
  uint32_t count = regions[region].count;
  pthread_mutex_unlock(&regions[region].mutex);
  return count;
}
