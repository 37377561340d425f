"""A thread reads a sensor, the main thread lets a lamp follow it."""
import queue
import random
import threading
import time


def read_sensor(readings):
    """Stands for a serial port that now and then says something odd."""
    while True:
        time.sleep(0.1)
        reading = random.choice(["0.2", "0.5", "0.9", "?"])
        try:
            readings.put(float(reading))
        except ValueError:
            print(f"not a number: {reading}")


def follow(readings):
    turns = 0
    while True:
        try:
            brightness = readings.get(timeout=1)
        except queue.Empty:
            brightness = 0
        turns += 1


readings = queue.Queue(maxsize=10)
threading.Thread(target=read_sensor, args=(readings,), daemon=True).start()
follow(readings)
