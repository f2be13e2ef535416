/* The processor's own addition: what no counter that all contenders share can be faster than. */
#include "baseline.h"

static struct {
  _Alignas(LINE_BYTES) uint32_t count;
} regions[REGIONS];

void increments(int region, uint64_t n) {
  uint32_t *count = &regions[region].count;
  while (n-- > 0) hand_over(__atomic_fetch_add(count, 1, __ATOMIC_SEQ_CST) + 1);
}

uint32_t value(int region) { return __atomic_load_n(&regions[region].count, __ATOMIC_SEQ_CST); }
