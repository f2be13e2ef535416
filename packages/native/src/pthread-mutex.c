/* The mutex that C programs use: on Linux a futex, which those who wait sleep on. */
#define MUTEX PTHREAD_MUTEX_INITIALIZER
#include "guarded.h"
