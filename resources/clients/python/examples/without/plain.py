"""Lets a lamp breathe, ten steps a second."""
import math
import time


class Lamp:
    """Stands for what an exhibit drives: a serial port, a DMX line, a projector."""

    def __init__(self):
        time.sleep(0.3)  # real ones take a while

    def set(self, brightness):
        """Returns its temperature in °C."""
        return 30 + 45 * brightness


def main():
    lamp = Lamp()
    step = 0
    while True:
        try:
            temperature = lamp.set((1 + math.sin(step / 10)) / 2)
        except OSError:
            lamp = Lamp()
            continue
        step += 1
        time.sleep(0.1)


main()
