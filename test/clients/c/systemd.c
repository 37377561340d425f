/* A plain systemd-aware service: libsystemd alone, linked by its library so that its headers need not be there. */
#include <unistd.h>

int sd_notify(int unset_environment, const char *state);
int sd_notifyf(int unset_environment, const char *format, ...);
int sd_watchdog_enabled(int unset_environment, unsigned long long *usec);

int main(void) {
  unsigned long long usec = 0;
  if (sd_watchdog_enabled(0, &usec) <= 0) return 3;
  sd_notify(0, "READY=1\nSTATUS=at work");
  for (int turn = 0;; turn++) {
    sd_notifyf(0, "WATCHDOG=1\nSTATUS=turn %d", turn / 10);
    usleep(100 * 1000);
  }
}
