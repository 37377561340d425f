/* Turns a kaleidoscope, twenty steps a second. */
#include <stdio.h>
#include <unistd.h>

/* Stands for what an exhibit drives: a motor, a serial port, a camera. Returns its temperature in degrees Celsius. */
static double turn(long long step) {
  usleep(50 * 1000);
  return 40 + (double)(step % 40);
}

static int find_motor(void) {
  usleep(300 * 1000); /* real ones take a while */
  return 0;
}

int main(void) {
  long long step = 0;
  if (find_motor() != 0) {
    fprintf(stderr, "there is no motor\n");
    return 1;
  }
  for (;;) {
    double celsius = turn(step);
    if (celsius > 90) return 1;
    step++;
  }
}
