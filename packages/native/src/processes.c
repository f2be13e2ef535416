/* Contenders that are processes, forked from this one, over pages that they share with it and with each other. */
#ifndef __linux__
#error "contenders that are processes are for Linux"
#endif

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "crew.h"
#include "windows.h"

const int sharing = PTHREAD_PROCESS_SHARED;

static pid_t pids[MOST_CONTENDERS];
static int started;

void *shared(size_t bytes) {
  void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory != MAP_FAILED) return memory;
  fputs("error: there is no memory for the contenders\n", stderr);
  exit(1);
}

/* The others would wait for it for ever. */
static void mourn(int signal) {
  (void)signal;
  static const char last_words[] = "error: the process of a contender is gone\n";
  ssize_t written = write(STDERR_FILENO, last_words, sizeof last_words - 1);
  _exit(written < 0 ? 2 : 1);
}

static void watch_over_contenders(void) {
  struct sigaction action = {.sa_handler = mourn, .sa_flags = SA_NOCLDSTOP | SA_RESTART};
  sigaction(SIGCHLD, &action, NULL);
}

void start_contender(int i, void (*live)(int i)) {
  if (started == 0) watch_over_contenders();
  pid_t parent = getpid();
  pids[i] = fork();
  if (pids[i] == 0) {
    /* However the parent ends, nobody stays. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    live(i);
    _exit(0);
  }
  if (pids[i] < 0) {
    fprintf(stderr, "error: the system starts no more than %d processes\n", i);
    exit(1);
  }
  started++;
}

int64_t crew_cpu_ns(void) {
  int64_t ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
  clockid_t clock;
  for (int i = 0; i < started; i++)
    if (clock_getcpuclockid(pids[i], &clock) == 0) ns += clock_ns(clock);
  return ns;
}
