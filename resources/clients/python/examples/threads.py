"""A thread reads a sensor, the main thread lets a lamp follow it."""
import queue
import random
import threading
import time

import invigil


def read_sensor(readings):
    """Stands for a serial port that now and then says something odd."""
    while True:
        time.sleep(0.1)
        reading = random.choice(["0.2", "0.5", "0.9", "?"])
        try:
            readings.put(float(reading))
            invigil.health("sensor", "healthy")
        except ValueError:
            print(f"not a number: {reading}")
            invigil.health("sensor", "warning", f"it said {reading!r}")


def follow(readings):
    turns = 0
    while True:
        try:
            brightness = readings.get(timeout=1)
            invigil.metric("brightness", brightness)
        except queue.Empty:
            brightness = 0
            invigil.health("sensor", "error", "silent for a second")
        invigil.progress(turns)
        turns += 1


invigil.stack_on_freeze()
readings = queue.Queue(maxsize=10)
threading.Thread(target=read_sensor, args=(readings,), daemon=True).start()
follow(readings)
