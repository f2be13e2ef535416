/* glibc's adaptive mutex: as the plain one, but it spins for a while before it sleeps. */
#include <pthread.h>

#ifndef PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP
#error "only glibc has an adaptive mutex"
#endif
#define MUTEX PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP
#include "guarded.h"
