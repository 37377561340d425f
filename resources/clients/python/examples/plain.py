"""Lets a lamp breathe, ten steps a second."""
import math
import time

import invigil


class Lamp:
    """Stands for what an exhibit drives: a serial port, a DMX line, a projector."""

    def __init__(self):
        time.sleep(0.3)  # real ones take a while

    def set(self, brightness):
        """Returns its temperature in °C."""
        return 30 + 45 * brightness


def main():
    invigil.stack_on_freeze()
    invigil.busy(20, "looking for the lamp")
    lamp = Lamp()
    invigil.ready()
    step = 0
    while True:
        try:
            temperature = lamp.set((1 + math.sin(step / 10)) / 2)
        except OSError:
            invigil.error("the lamp was lost")
            lamp = Lamp()
            continue
        invigil.progress(step)
        invigil.health("lamp", "healthy" if temperature < 70 else "warning")
        invigil.metric("lamp_celsius", temperature)
        step += 1
        time.sleep(0.1)


main()
