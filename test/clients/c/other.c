/* A second source file of one program; the first one sees nothing but C99 and C++11, this one has setenv. */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif
#include "other.h"
#include "invigil.h"

void other_health(const char *name) { invigil_health(name, "healthy", "from another source file"); }

void other_socket(const char *path) { setenv("NOTIFY_SOCKET", path, 1); }
