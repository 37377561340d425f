/* Forced in before words.c: a machine whose locale writes numbers with a comma, which not every machine has. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static inline int comma_snprintf(char *to, size_t size, const char *format, ...) {
  va_list values;
  int length;
  char *at;
  va_start(values, format);
  length = vsnprintf(to, size, format, values);
  va_end(values);
  for (at = to; (at = strchr(at, '.')) != NULL;) *at = ',';
  return length;
}

#define snprintf comma_snprintf
