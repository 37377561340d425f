/*
 * Says each argument through invigil.h: a word and its texts, separated by `|`, as in `health|lamp|warning|too hot`. `-` is NULL.
 * C99 and C++11. Built together with other.c; `other|name` is said there.
 */
#include "invigil.h"
#include "other.h"
#include <pthread.h>
#include <sys/wait.h>

#define MOST 10
#define THREADS 8
#define TURNS 50

static void say(char *argument);

static void *work(void *name) {
  int turn;
  for (turn = 0; turn < TURNS; turn++) {
    invigil_progress(turn);
    invigil_health((const char *)name, "healthy", NULL);
  }
  return NULL;
}

static void threads(void) {
  pthread_t thread[THREADS];
  static char names[THREADS][2];
  int i;
  for (i = 0; i < THREADS; i++) {
    names[i][0] = (char)('a' + i);
    pthread_create(&thread[i], NULL, work, names[i]);
  }
  for (i = 0; i < THREADS; i++) pthread_join(thread[i], NULL);
}

/* A child of a fork in which another thread was at work on the checks: as if, by the number of the parent. */
static void forked(char *argument) {
  invigil_state_.holder = (int)getpid();
  if (fork() == 0) {
    say(argument);
    _exit(0);
  }
  wait(NULL);
  invigil_state_.holder = 0;
}

static void say(char *argument) {
  const char *text[MOST + 1] = {NULL};
  char *rest = argument;
  int count = 0;
  if (strncmp(argument, "fork|", 5) == 0) {
    forked(argument + 5);
    return;
  }
  while (rest != NULL && count < MOST) {
    char *end = strchr(rest, '|');
    if (end != NULL) *end++ = 0;
    text[count++] = strcmp(rest, "-") == 0 ? NULL : rest;
    rest = end;
  }
  if (strcmp(text[0], "beat") == 0) invigil_beat();
  if (strcmp(text[0], "beats") == 0) for (count = 0; count < atoi(text[1]); count++) invigil_progress(count);
  if (strcmp(text[0], "beat_with") == 0) invigil_beat_with(NULL, text[1], text[2]);
  if (strcmp(text[0], "progress") == 0) invigil_progress(atoll(text[1]));
  if (strcmp(text[0], "ready") == 0) invigil_ready();
  if (strcmp(text[0], "busy") == 0) invigil_busy(strtod(text[1], NULL), text[2]);
  if (strcmp(text[0], "health") == 0) invigil_health(text[1], text[2], text[3]);
  if (strcmp(text[0], "error") == 0) invigil_error(text[1], text[2] != NULL);
  if (strcmp(text[0], "metric") == 0) invigil_metric(text[1], strtod(text[2], NULL), text[3] == NULL ? NULL : text + 3);
  if (strcmp(text[0], "request") == 0) invigil_request(text[1]);
  if (strcmp(text[0], "other") == 0) other_health(text[1]);
  if (strcmp(text[0], "socket") == 0) other_socket(text[1]);
  if (strcmp(text[0], "threads") == 0) threads();
}

int main(int count, char **arguments) {
  int i;
  for (i = 1; i < count; i++) say(arguments[i]);
  return 0;
}
