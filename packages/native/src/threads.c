/* Contenders that are threads of this process. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "windows.h"

const int sharing = PTHREAD_PROCESS_PRIVATE;

void *shared(size_t bytes) {
  void *memory;
  if (posix_memalign(&memory, LINE_BYTES, bytes) == 0) return memset(memory, 0, bytes);
  fputs("error: there is no memory for the contenders\n", stderr);
  exit(1);
}

struct life {
  int i;
  void (*live)(int i);
};

static void *begin(void *argument) {
  struct life life = *(struct life *)argument;
  free(argument);
  life.live(life.i);
  return NULL;
}

void start_contender(int i, void (*live)(int i)) {
  pthread_t thread;
  struct life *life = malloc(sizeof *life);
  if (life != NULL) {
    *life = (struct life){i, live};
    if (pthread_create(&thread, NULL, begin, life) == 0) return;
  }
  fprintf(stderr, "error: the system starts no more than %d threads\n", i);
  exit(1);
}

int64_t crew_cpu_ns(void) { return clock_ns(CLOCK_PROCESS_CPUTIME_ID); }
