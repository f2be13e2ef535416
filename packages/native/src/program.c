/* The program around a baseline: contenders that sleep between windows, commands on stdin, answers on stdout. */
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

#include "crew.h"
#include "windows.h"

/* What contenders sleep on between windows: the number of the window that is on. */
static struct {
  _Alignas(LINE_BYTES) pthread_mutex_t mutex;
  pthread_cond_t changed;
  int started;
  unsigned long window;
  int region;
  int64_t ns;
  /* Held by whoever answers: a line is one contender's, or the main thread's, until its end. */
  pthread_mutex_t answering;
  /* The kernel's, of each contender. */
  long ids[MOST_CONTENDERS];
} *turn;

static void make_turn(void) {
  pthread_mutexattr_t of_mutex;
  pthread_condattr_t of_condition;
  turn = shared(sizeof *turn);
  pthread_mutexattr_init(&of_mutex);
  pthread_mutexattr_setpshared(&of_mutex, sharing);
  pthread_mutex_init(&turn->mutex, &of_mutex);
  pthread_mutex_init(&turn->answering, &of_mutex);
  pthread_condattr_init(&of_condition);
  pthread_condattr_setpshared(&of_condition, sharing);
  pthread_cond_init(&turn->changed, &of_condition);
}

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

static void begin_line(const char *beginning) {
  pthread_mutex_lock(&turn->answering);
  printf("%s", beginning);
}

static void end_line(const char *end) {
  puts(end);
  fflush(stdout);
  pthread_mutex_unlock(&turn->answering);
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

static void live(int i) {
  struct contender *self = &all[i];
  unsigned long window = 0;
  turn->ids[i] = thread_id();
  pthread_mutex_lock(&turn->mutex);
  turn->started++;
  pthread_cond_broadcast(&turn->changed);
  for (;;) {
    while (turn->window == window) pthread_cond_wait(&turn->changed, &turn->mutex);
    window = turn->window;
    int region = turn->region;
    int64_t ns = turn->ns;
    pthread_mutex_unlock(&turn->mutex);
    /* The last one answers for all. */
    if (contend(self, region, ns)) print_contended();
    pthread_mutex_lock(&turn->mutex);
  }
}

static void start(void) {
  for (int i = 0; i < contenders; i++) start_contender(i, live);
  pthread_mutex_lock(&turn->mutex);
  while (turn->started < contenders) pthread_cond_wait(&turn->changed, &turn->mutex);
  pthread_mutex_unlock(&turn->mutex);
  begin_line("{\"threads\":[");
  for (int i = 0; i < contenders; i++) print_known(i == 0 ? "" : ",", turn->ids[i]);
  end_line("]}");
}

static void open_window(int region, int64_t ns) {
  pthread_mutex_lock(&turn->mutex);
  reset_gate();
  turn->region = region;
  turn->ns = ns;
  turn->window++;
  pthread_cond_broadcast(&turn->changed);
  pthread_mutex_unlock(&turn->mutex);
}

static void print_progress(void) {
  uint64_t finished = 0;
  for (struct contender *each = all; each < all + contenders; each++) finished += each->finished;
  begin_line("{\"progress\":");
  printf("{\"finished\":%llu,\"cpuNs\":%lld}", (unsigned long long)finished,
         (long long)crew_cpu_ns());
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
  make_windows();
  make_turn();
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
