/*
 * A count that a pthread mutex guards, each in a cache line of its own, as the harness lays out a lock and its count.
 * Included by a baseline that has defined what its MUTEX begins as.
 */
#pragma once

#include <pthread.h>

#include "baseline.h"

static struct {
  _Alignas(LINE_BYTES) uint32_t count;
  _Alignas(LINE_BYTES) pthread_mutex_t mutex;
} regions[REGIONS] = {{.mutex = MUTEX}, {.mutex = MUTEX}};

void increments(int region, uint64_t n) {
  pthread_mutex_t *mutex = &regions[region].mutex;
  uint32_t *count = &regions[region].count;
  while (n-- > 0) {
    pthread_mutex_lock(mutex);
    uint32_t hit = ++*count;
    pthread_mutex_unlock(mutex);
    hand_over(hit);
  }
}

uint32_t value(int region) {
  pthread_mutex_lock(&regions[region].mutex);
  uint32_t count = regions[region].count;
  pthread_mutex_unlock(&regions[region].mutex);
  return count;
}
