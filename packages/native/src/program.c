/* The program around a baseline: threads that sleep between windows, commands on stdin, answers on stdout. */
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include "windows.h"

/* What contenders sleep on between windows: the number of the window that is on. */
static struct {
  _Alignas(LINE_BYTES) pthread_mutex_t mutex;
  pthread_cond_t changed;
  int started;
  unsigned long window;
  int region;
  int64_t ns;
} turn = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

/* The kernel's, of each contender. */
static long ids[MOST_CONTENDERS];

static double ms(int64_t ns) { return ns / 1e6; }

/* The kernel's id of the calling thread, or -1. */
static long thread_id(void) {
#ifdef __linux__
  return syscall(SYS_gettid);
#else
  return -1;
#endif
}

static void print_known(const char *before, long number) {
  if (number < 0) printf("%snull", before);
  else printf("%s%ld", before, number);
}

/* The main thread may be asked while a contender answers: a line is one thread's until its end. */
static void begin_line(const char *beginning) {
  flockfile(stdout);
  printf("%s", beginning);
}

static void end_line(const char *end) {
  puts(end);
  fflush(stdout);
  funlockfile(stdout);
}

static void print_contended(void) {
  begin_line("{\"contended\":[");
  for (struct contender *each = all; each < all + contenders; each++) {
    double inside = each->complete ? each->at_closing - each->at_opening : 0;
    printf("%s{\"seen\":[{\"operations\":%llu,\"inside\":%.17g,\"longestGap\":%.6f,\"entered\":%.6f,\"left\":%.6f,",
           each == all ? "" : ",", (unsigned long long)each->operations, inside,
           ms(each->longest_gap), ms(each->entered), ms(each->at));
    printf("\"complete\":%s}],\"used\":{\"cpuNs\":%lld", each->complete ? "true" : "false",
           (long long)each->used.cpu_ns);
    print_known(",\"voluntary\":", each->used.voluntary);
    print_known(",\"involuntary\":", each->used.involuntary);
    printf("}}");
  }
  end_line("]}");
}

static void *live(void *argument) {
  struct contender *self = argument;
  unsigned long window = 0;
  ids[self - all] = thread_id();
  pthread_mutex_lock(&turn.mutex);
  turn.started++;
  pthread_cond_broadcast(&turn.changed);
  for (;;) {
    while (turn.window == window) pthread_cond_wait(&turn.changed, &turn.mutex);
    window = turn.window;
    int region = turn.region;
    int64_t ns = turn.ns;
    pthread_mutex_unlock(&turn.mutex);
    /* The last one answers for all. */
    if (contend(self, region, ns)) print_contended();
    pthread_mutex_lock(&turn.mutex);
  }
  return NULL;
}

static void start(void) {
  pthread_t thread;
  for (struct contender *each = all; each < all + contenders; each++) {
    if (pthread_create(&thread, NULL, live, each) == 0) continue;
    fprintf(stderr, "error: the system starts no more than %td threads\n", each - all);
    exit(1);
  }
  pthread_mutex_lock(&turn.mutex);
  while (turn.started < contenders) pthread_cond_wait(&turn.changed, &turn.mutex);
  pthread_mutex_unlock(&turn.mutex);
  begin_line("{\"threads\":[");
  for (struct contender *each = all; each < all + contenders; each++) print_known(each == all ? "" : ",", ids[each - all]);
  end_line("]}");
}

static void open_window(int region, int64_t ns) {
  pthread_mutex_lock(&turn.mutex);
  reset_gate();
  turn.region = region;
  turn.ns = ns;
  turn.window++;
  pthread_cond_broadcast(&turn.changed);
  pthread_mutex_unlock(&turn.mutex);
}

static void print_progress(void) {
  uint64_t finished = 0;
  for (struct contender *each = all; each < all + contenders; each++) finished += each->finished;
  begin_line("{\"progress\":");
  printf("{\"finished\":%llu,\"cpuNs\":%lld}", (unsigned long long)finished,
         (long long)clock_ns(CLOCK_PROCESS_CPUTIME_ID));
  end_line("}");
}

static void print_value(int region) {
  begin_line("{\"value\":");
  printf("%lu", (unsigned long)value(region));
  end_line("}");
}

static bool obey(const char *line) {
  int region = 0, end = 0;
  long long ns;
  if (strcmp(line, "abort\n") == 0) {
    abort_windows();
    return true;
  }
  if (strcmp(line, "progress\n") == 0) {
    print_progress();
    return true;
  }
  bool window = sscanf(line, "window %d %lld\n%n", &region, &ns, &end) == 2;
  if (!window && sscanf(line, "value %d\n%n", &region, &end) != 1) return false;
  if (line[end] != '\0' || region < 0 || region >= REGIONS || (window && ns <= 0)) return false;
  if (window) open_window(region, ns);
  else print_value(region);
  return true;
}

static bool is_told(int count, char **words) {
  if (count != 7) return false;
  contenders = atoi(words[1]);
  rules.notice_ns = atoll(words[2]);
  rules.ramp_ns = atoll(words[3]);
  rules.shortest = atof(words[4]);
  rules.longest = atof(words[5]);
  rules.largest_batch = strtoull(words[6], NULL, 10);
  return contenders >= 1 && contenders <= MOST_CONTENDERS && rules.notice_ns > 0 && rules.ramp_ns > 0 &&
         rules.shortest > 0 && rules.longest > rules.shortest && rules.largest_batch > 0;
}

int main(int count, char **words) {
  if (!is_told(count, words)) {
    fprintf(stderr, "error: give the number of contenders, 1 to %d, and the rules of a window\n", MOST_CONTENDERS);
    return 2;
  }
  /* The terminal sends Ctrl-C to every process in front; what becomes of this one is its parent's to decide. */
  signal(SIGINT, SIG_IGN);
#ifdef __linux__
  /* A killed parent closes stdin, which is enough unless this process is stopped. */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  start();
  char line[128];
  while (fgets(line, sizeof line, stdin) != NULL) {
    if (obey(line)) continue;
    fprintf(stderr, "error: no such command: %s", line);
    return 2;
  }
  /* Contenders may be waiting for each other: nobody waits for them. */
  _Exit(0);
}
