/* How contenders live: threads.c or processes.c, one of which is part of a program. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The attribute of a mutex or a condition that contenders meet at: PTHREAD_PROCESS_PRIVATE or PTHREAD_PROCESS_SHARED. */
extern const int sharing;

/* So many bytes that all contenders see, which begin a cache line and are 0. Never fails: without them the program ends. */
void *shared(size_t bytes);

/* Starts a contender, whose life this is, and who ends with this process. Ends that where the system starts no more. */
void start_contender(int i, void (*live)(int i));

/* CPU time of all contenders so far. */
int64_t crew_cpu_ns(void);
