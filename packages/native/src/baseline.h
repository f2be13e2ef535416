/*
 * A baseline in C: a program that contends in windows as the harness's own threads do, by the harness's own rules.
 *
 *     program CONTENDERS NOTICE_NS RAMP_NS SHORTEST LONGEST LARGEST_BATCH
 *
 * starts so many contenders, says so, and then obeys lines on stdin, answering each in a line of JSON:
 *
 *     (at the start)      {"threads":[ID, …]}       the kernel's ids, so that they can be pinned; null where unknown
 *     window REGION NS    {"contended":[…]}         one entry a contender, once all have left; times in ms
 *     value REGION        {"value":N}               the count, modulo 2^32, while no contender is at work
 *     progress            {"progress":{…}}          at any time: increments finished, CPU time of all in ns
 *     abort                                         all contenders leave after their batch, for good
 *
 * Between windows all sleep. The program ends with its stdin. Contenders are threads of the program (threads.c), or processes
 * that it forks (processes.c).
 *
 * program.c does all this. A baseline defines what is below and nothing else.
 */
#pragma once

#include <stdint.h>

/* One region of memory to warm up on and one to count in. */
enum { REGIONS = 2 };

/* LINE_BYTES, between what must not share a cache line, is the compiler's to be told. */

/* Counts n hits one after the other, called by all contenders at once. */
void increments(int region, uint64_t n);

/* The count, modulo 2^32. */
uint32_t value(int region);

/* A hit's number is handed to its caller. Nobody looks at it here, but it has to be there as it is in JavaScript. */
static inline void hand_over(uint32_t hit) { __asm__ volatile("" : : "r"(hit)); }
