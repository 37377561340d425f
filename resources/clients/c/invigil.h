/*
 * Signs of life for Invigil, from the program's own loop: C99 and C++11, one header, no dependency.
 *
 *     #include "invigil.h"
 *
 *     for (;;) {
 *       work();
 *       invigil_beat();
 *     }
 *
 * With `heartbeat = { kind = "notify" }` in exhibit.toml. Invariants:
 * - Outside Invigil (no INVIGIL_SERVICE and INVIGIL_INSTANCE in the environment) every word does nothing and says nothing.
 * - Nothing beats by itself: there is no thread here, it would beat on while the program hangs.
 * - A word never waits, never fails, never allocates: one datagram, or none when the socket is full or gone.
 * - Every word may be called from any thread, from several source files and after a fork. No descriptor is kept.
 * - Texts are UTF-8; other bytes become U+FFFD. NULL leaves a text out. What is longer than its place is cut: a message
 *   INVIGIL_MESSAGE bytes, a check with its name INVIGIL_CHECK bytes.
 */
#ifndef INVIGIL_H
#define INVIGIL_H

#include <errno.h>
#include <fcntl.h>
#include <float.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

/** Largest message but `health`, in bytes; it lies on the stack of the thread that sends it. */
#define INVIGIL_MESSAGE 4096
/** Named checks that are kept and sent. */
#define INVIGIL_CHECKS 50
/** Largest name of a check, and largest check as JSON, in bytes. */
#define INVIGIL_NAME 64
#define INVIGIL_CHECK 512

/* ---- The words ---------------------------------------------------------------------------------------------------- */

/** The program lives: once in each turn of the loop that does the work. The first beat also means ready. */
static inline void invigil_beat(void);

/** A beat with a count that has to move (frames shown); standing still for `stall`, it is a reason to restart. */
static inline void invigil_progress(long long count);

/** A beat with a health status (healthy, warning, error, fatal, unknown) and what the program is doing; NULL leaves one out. */
static inline void invigil_beat_with(const long long *progress, const char *status, const char *message);

/** The program does its work from now on; what waits for it may start. */
static inline void invigil_ready(void);

/** Asks for patience: no beat for so long, at most `busy.max`. The next beat ends it. */
static inline void invigil_busy(double seconds, const char *why);

/** One named check. The last of each name is kept, and all of them are sent each time. */
static inline void invigil_health(const char *name, const char *status, const char *message);

/** Something went wrong; `fatal` (not 0) means: restart me. */
static inline void invigil_error(const char *message, int fatal);

/** A number to remember. `labels`: name, value, name, value, ..., NULL; or NULL. */
static inline void invigil_metric(const char *name, double value, const char *const *labels);

/** Asks the supervisor for something; "restart" is all there is. */
static inline void invigil_request(const char *what);

/* ---- How -------------------------------------------------------------------------------------------------------------
 *
 * What follows is not for use. sd_notify's words are said where there is one; the rest is JSON, one object a datagram.
 */

#ifdef __cplusplus
extern "C" {
#endif

struct invigil_check_ {
  char name[INVIGIL_NAME];
  char json[INVIGIL_CHECK];
};

struct invigil_state_ {
  /** The process that works on the checks, 0 for none: one of before a fork holds nothing in the child. */
  int holder;
  /** Whether READY=1 was taken, and whether a wrong kind of heartbeat was told. */
  int ready, told;
  int checks;
  struct invigil_check_ check[INVIGIL_CHECKS];
};

/** Weak, so that all source files of a program share it. */
__attribute__((weak)) struct invigil_state_ invigil_state_;

#ifdef __cplusplus
}
#endif

/** A text that grows up to `size`. Once something did not fit, `full` is set and nothing is added any more. */
struct invigil_text_ {
  char *at;
  size_t length, size;
  int full;
};

static inline struct invigil_text_ invigil_text_in_(char *at, size_t size) {
  struct invigil_text_ text;
  text.at = at;
  text.length = 0;
  text.size = size;
  text.full = 0;
  return text;
}

static inline void invigil_add_bytes_(struct invigil_text_ *text, const char *bytes, size_t count) {
  if (text->full || count > text->size - text->length) {
    text->full = 1;
    return;
  }
  memcpy(text->at + text->length, bytes, count);
  text->length += count;
}

static inline void invigil_add_(struct invigil_text_ *text, const char *words) { invigil_add_bytes_(text, words, strlen(words)); }

/** How many bytes the UTF-8 character at `s` has; 0 when there is none. The terminating zero continues none. */
static inline size_t invigil_character_(const unsigned char *s) {
  if (s[0] < 0x80) return 1;
  if (s[0] >= 0xc2 && s[0] <= 0xdf) return (s[1] & 0xc0) == 0x80 ? 2 : 0;
  if (s[0] >= 0xe0 && s[0] <= 0xef) {
    unsigned char low = s[0] == 0xe0 ? 0xa0 : 0x80, high = s[0] == 0xed ? 0x9f : 0xbf;
    return s[1] >= low && s[1] <= high && (s[2] & 0xc0) == 0x80 ? 3 : 0;
  }
  if (s[0] >= 0xf0 && s[0] <= 0xf4) {
    unsigned char low = s[0] == 0xf0 ? 0x90 : 0x80, high = s[0] == 0xf4 ? 0x8f : 0xbf;
    return s[1] >= low && s[1] <= high && (s[2] & 0xc0) == 0x80 && (s[3] & 0xc0) == 0x80 ? 4 : 0;
  }
  return 0;
}

/**
 * Adds `words` character by character and leaves `rest` bytes free for what has to follow. `json`: escaped as inside a JSON
 * string; otherwise in one line.
 */
static inline void invigil_add_words_(struct invigil_text_ *text, const char *words, size_t rest, int json) {
  static const char digits[] = "0123456789abcdef";
  const unsigned char *s = (const unsigned char *)words;
  while (!text->full && *s != 0) {
    size_t count = invigil_character_(s), used = count;
    char escape[6] = {'\\', 'u', '0', '0', '0', '0'};
    const char *bytes = (const char *)s;
    if (count == 0) {
      bytes = "\xef\xbf\xbd";
      count = 3;
      used = 1;
    } else if (json && *s < 0x20) {
      escape[4] = digits[*s >> 4];
      escape[5] = digits[*s & 15];
      bytes = escape;
      count = 6;
    } else if (json && (*s == '"' || *s == '\\')) {
      escape[1] = (char)*s;
      bytes = escape;
      count = 2;
    } else if (!json && (*s == '\n' || *s == '\r')) {
      bytes = " ";
    }
    if (text->length + count + rest > text->size) return;
    invigil_add_bytes_(text, bytes, count);
    s += used;
  }
}

/** Adds `,"key":"value"`, cut to what fits with `rest` bytes left; nothing for NULL. */
static inline void invigil_add_field_(struct invigil_text_ *text, const char *key, const char *value, size_t rest) {
  if (value == NULL || text->length + strlen(key) + 6 + rest > text->size) return;
  invigil_add_(text, ",\"");
  invigil_add_(text, key);
  invigil_add_(text, "\":\"");
  invigil_add_words_(text, value, rest + 1, 1);
  invigil_add_(text, "\"");
}

/** Adds a finite number; whatever the locale's decimal sign is, JSON's is a point. */
static inline void invigil_add_number_(struct invigil_text_ *text, double value) {
  char digits[40];
  const char *s;
  snprintf(digits, sizeof digits, "%.15g", value);
  for (s = digits; *s != 0; s++) {
    if (strchr("0123456789+-e", *s) != NULL) invigil_add_bytes_(text, s, 1);
    else if (text->at[text->length - 1] != '.') invigil_add_(text, ".");
  }
}

static inline int invigil_is_inside_(void) {
  const char *service = getenv("INVIGIL_SERVICE"), *instance = getenv("INVIGIL_INSTANCE");
  return service != NULL && *service != 0 && instance != NULL && *instance != 0;
}

/** The start of a JSON message: `{"type":TYPE,"service":...,"instance":...`. */
static inline void invigil_begin_(struct invigil_text_ *text, const char *type) {
  invigil_add_(text, "{\"type\":\"");
  invigil_add_(text, type);
  invigil_add_(text, "\"");
  invigil_add_field_(text, "service", getenv("INVIGIL_SERVICE"), INVIGIL_NAME);
  invigil_add_field_(text, "instance", getenv("INVIGIL_INSTANCE"), INVIGIL_NAME);
}

/** One datagram of several parts; whether it was taken. A socket for each: nothing is inherited, nothing can be stale. */
static inline int invigil_send_(struct iovec *parts, size_t count) {
  const char *path = getenv("NOTIFY_SOCKET");
  struct sockaddr_un to;
  struct msghdr datagram;
  size_t length = path == NULL ? 0 : strlen(path);
  int error = errno, door, taken;
  if (length == 0 || length >= sizeof to.sun_path) return 0;
  memset(&to, 0, sizeof to);
  to.sun_family = AF_UNIX;
  memcpy(to.sun_path, path, length);
  /* A name that begins with @ is in the abstract namespace, written with a zero byte. */
  if (*path == '@') to.sun_path[0] = 0;
  memset(&datagram, 0, sizeof datagram);
  datagram.msg_name = &to;
  datagram.msg_namelen = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + (*path == '@' ? 0 : 1));
  datagram.msg_iov = parts;
  datagram.msg_iovlen = count;
  door = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  taken = door >= 0 && sendmsg(door, &datagram, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
  if (door >= 0) close(door);
  errno = error;
  return taken;
}

static inline int invigil_send_text_(const struct invigil_text_ *text) {
  struct iovec part;
  part.iov_base = text->at;
  part.iov_len = text->length;
  return !text->full && invigil_send_(&part, 1);
}

static inline int invigil_send_words_(const char *words) {
  struct iovec part;
  part.iov_base = (void *)words;
  part.iov_len = strlen(words);
  return invigil_send_(&part, 1);
}

/** Without NOTIFY_SOCKET the heartbeat is of another kind: a beat touches the heartbeat file, and that is all it can do. */
static inline int invigil_has_socket_(int beats) {
  const char *file = getenv("INVIGIL_HEARTBEAT_FILE");
  int error = errno;
  if (getenv("NOTIFY_SOCKET") != NULL) return 1;
  if (__atomic_exchange_n(&invigil_state_.told, 1, __ATOMIC_RELAXED) == 0) {
    fputs("invigil: only beats are heard, by the heartbeat file: there is no notify socket. "
          "Set heartbeat = { kind = \"notify\" } for this service in exhibit.toml\n",
          stderr);
  }
  if (beats && file != NULL && utime(file, NULL) != 0 && errno == ENOENT) {
    int made = open(file, O_CREAT | O_WRONLY, 0600);
    if (made >= 0) close(made);
  }
  errno = error;
  return 0;
}

/** READY=1 has to arrive: it is repeated with each beat until the socket has taken it. */
static inline void invigil_first_ready_(void) {
  if (__atomic_load_n(&invigil_state_.ready, __ATOMIC_RELAXED) == 0 && invigil_send_words_("READY=1"))
    __atomic_store_n(&invigil_state_.ready, 1, __ATOMIC_RELAXED);
}

/** For the checks alone. 0: held by a thread for absurdly long, or by the one that a signal handler interrupts. */
static inline int invigil_take_checks_(void) {
  int self = (int)getpid(), tries;
  for (tries = 0; tries < 1000; tries++) {
    int holder = __atomic_load_n(&invigil_state_.holder, __ATOMIC_RELAXED);
    if (holder != self && __atomic_compare_exchange_n(&invigil_state_.holder, &holder, self, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
      return 1;
    sched_yield();
  }
  return 0;
}

static inline void invigil_leave_checks_(void) { __atomic_store_n(&invigil_state_.holder, 0, __ATOMIC_RELEASE); }

/** A misspelt status is `unknown`, so that it is seen. */
static inline const char *invigil_status_(const char *status) {
  static const char *const known[] = {"healthy", "warning", "error", "fatal"};
  size_t i;
  for (i = 0; status != NULL && i < sizeof known / sizeof *known; i++)
    if (strcmp(status, known[i]) == 0) return known[i];
  return "unknown";
}

/** Now, as ISO 8601. By hand: gmtime_r is not in C99, gmtime not for threads. Days to a date after Howard Hinnant. */
static inline void invigil_add_now_(struct invigil_text_ *text) {
  long long now = (long long)time(NULL), second = now % 86400, z = now / 86400 + 719468;
  long long era = z / 146097, day = z % 146097;
  long long year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  long long left = day - (365 * year + year / 4 - year / 100), month = (5 * left + 2) / 153;
  char stamp[40];
  snprintf(stamp, sizeof stamp, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)((year + era * 400 + (month >= 10)) % 10000),
           (int)(month < 10 ? month + 3 : month - 9), (int)(left - (153 * month + 2) / 5 + 1), (int)(second / 3600),
           (int)(second / 60 % 60), (int)(second % 60));
  invigil_add_(text, stamp);
}

/** The place of the check with this name; a new one goes to the end, for which the oldest may have to go. */
static inline struct invigil_check_ *invigil_place_(const char *name) {
  struct invigil_check_ *check = invigil_state_.check;
  int i;
  for (i = 0; i < invigil_state_.checks; i++)
    if (strcmp(check[i].name, name) == 0) return &check[i];
  if (invigil_state_.checks == INVIGIL_CHECKS) {
    memmove(check, check + 1, (INVIGIL_CHECKS - 1) * sizeof *check);
    invigil_state_.checks--;
  }
  return &check[invigil_state_.checks++];
}

/* ---- The words, said ---------------------------------------------------------------------------------------------- */

static inline void invigil_beat_with(const long long *progress, const char *status, const char *message) {
  char place[INVIGIL_MESSAGE];
  struct invigil_text_ text = invigil_text_in_(place, sizeof place);
  if (!invigil_is_inside_() || !invigil_has_socket_(1)) return;
  invigil_first_ready_();
  if (progress == NULL && status == NULL) {
    invigil_add_(&text, "WATCHDOG=1");
    if (message != NULL) {
      invigil_add_(&text, "\nSTATUS=");
      invigil_add_words_(&text, message, 0, 0);
    }
  } else {
    invigil_begin_(&text, "beat");
    if (progress != NULL) {
      char count[40];
      snprintf(count, sizeof count, ",\"progress\":%lld", *progress);
      invigil_add_(&text, count);
    }
    if (status != NULL) invigil_add_field_(&text, "status", invigil_status_(status), 1);
    invigil_add_field_(&text, "message", message, 1);
    invigil_add_(&text, "}");
  }
  invigil_send_text_(&text);
}

static inline void invigil_beat(void) { invigil_beat_with(NULL, NULL, NULL); }

static inline void invigil_progress(long long count) { invigil_beat_with(&count, NULL, NULL); }

static inline void invigil_ready(void) {
  if (invigil_is_inside_() && invigil_has_socket_(1) && invigil_send_words_("READY=1"))
    __atomic_store_n(&invigil_state_.ready, 1, __ATOMIC_RELAXED);
}

static inline void invigil_busy(double seconds, const char *why) {
  char place[INVIGIL_MESSAGE], patience[64];
  struct invigil_text_ text = invigil_text_in_(place, sizeof place);
  /* Also false for NaN. */
  if (!(seconds > 0) || !invigil_is_inside_() || !invigil_has_socket_(0)) return;
  /* The supervisor reads at most 15 digits of microseconds: three years are patience enough. */
  snprintf(patience, sizeof patience, "EXTEND_TIMEOUT_USEC=%lld", (long long)((seconds < 1e8 ? seconds : 1e8) * 1e6) + 1);
  invigil_add_(&text, patience);
  if (why != NULL) {
    invigil_add_(&text, "\nSTATUS=");
    invigil_add_words_(&text, why, 0, 0);
  }
  invigil_send_text_(&text);
}

static inline void invigil_health(const char *name, const char *status, const char *message) {
  char place[INVIGIL_MESSAGE], key[INVIGIL_NAME];
  struct iovec parts[2 * INVIGIL_CHECKS + 2];
  struct invigil_text_ text = invigil_text_in_(place, sizeof place), cut = invigil_text_in_(key, sizeof key - 1), json;
  struct invigil_check_ *check;
  size_t count = 0;
  int i;
  if (name == NULL || !invigil_is_inside_() || !invigil_has_socket_(0)) return;
  invigil_add_words_(&cut, name, 0, 0);
  key[cut.length] = 0;
  invigil_begin_(&text, "health");
  invigil_add_(&text, ",\"checks\":[");
  if (!invigil_take_checks_()) return;
  check = invigil_place_(key);
  memcpy(check->name, key, sizeof key);
  json = invigil_text_in_(check->json, sizeof check->json - 1);
  invigil_add_(&json, "{\"timestamp\":\"");
  invigil_add_now_(&json);
  invigil_add_(&json, "\",\"status\":\"");
  invigil_add_(&json, invigil_status_(status));
  invigil_add_(&json, "\"");
  invigil_add_field_(&json, "name", key, 1);
  invigil_add_field_(&json, "message", message, 1);
  invigil_add_(&json, "}");
  check->json[json.length] = 0;

  parts[count].iov_base = text.at;
  parts[count++].iov_len = text.length;
  for (i = 0; i < invigil_state_.checks; i++) {
    if (i > 0) {
      parts[count].iov_base = (void *)",";
      parts[count++].iov_len = 1;
    }
    parts[count].iov_base = invigil_state_.check[i].json;
    parts[count++].iov_len = strlen(invigil_state_.check[i].json);
  }
  parts[count].iov_base = (void *)"]}";
  parts[count++].iov_len = 2;
  invigil_send_(parts, count);
  invigil_leave_checks_();
}

static inline void invigil_error(const char *message, int fatal) {
  char place[INVIGIL_MESSAGE];
  struct invigil_text_ text = invigil_text_in_(place, sizeof place);
  if (!invigil_is_inside_() || !invigil_has_socket_(0)) return;
  invigil_begin_(&text, "error");
  if (fatal) invigil_add_(&text, ",\"fatal\":true");
  invigil_add_field_(&text, "message", message == NULL ? "" : message, 1);
  invigil_add_(&text, "}");
  invigil_send_text_(&text);
  /* After the reason. Should that be lost, this is still understood. */
  if (fatal) invigil_send_words_("WATCHDOG=trigger");
}

static inline void invigil_metric(const char *name, double value, const char *const *labels) {
  char place[INVIGIL_MESSAGE];
  struct invigil_text_ text = invigil_text_in_(place, sizeof place);
  /* NaN and infinity are no numbers in JSON. */
  if (name == NULL || !(value >= -DBL_MAX && value <= DBL_MAX) || !invigil_is_inside_() || !invigil_has_socket_(0)) return;
  invigil_begin_(&text, "metric");
  invigil_add_(&text, ",\"value\":");
  invigil_add_number_(&text, value);
  invigil_add_field_(&text, "name", name, INVIGIL_MESSAGE / 2);
  if (labels != NULL && labels[0] != NULL) {
    size_t before;
    invigil_add_(&text, ",\"labels\":{");
    for (before = text.length; labels[0] != NULL && labels[1] != NULL; labels += 2) {
      size_t start = text.length;
      if (start > before) invigil_add_(&text, ",");
      invigil_add_(&text, "\"");
      invigil_add_words_(&text, labels[0], 8, 1);
      invigil_add_(&text, "\":\"");
      invigil_add_words_(&text, labels[1], 3, 1);
      invigil_add_(&text, "\"");
      if (text.full || text.length + 2 > text.size) {
        text.full = 0;
        text.length = start;
        break;
      }
    }
    invigil_add_(&text, "}");
  }
  invigil_add_(&text, "}");
  invigil_send_text_(&text);
}

static inline void invigil_request(const char *what) {
  if (what != NULL && strcmp(what, "restart") == 0) invigil_error("asked for a restart", 1);
}

#endif
