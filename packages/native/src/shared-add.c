/* The processor's own addition, to a word of a page that processes share. */
#include <stdatomic.h>

#include "baseline.h"
#include "crew.h"

static struct {
  _Alignas(LINE_BYTES) atomic_uint count;
} *regions;

__attribute__((constructor)) static void make_regions(void) { regions = shared(REGIONS * sizeof *regions); }

void increments(int region, uint64_t n) {
  atomic_uint *count = &regions[region].count;
  while (n-- > 0) hand_over(atomic_fetch_add(count, 1) + 1);
}

uint32_t value(int region) { return atomic_load(&regions[region].count); }
