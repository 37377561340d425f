"""stack_on_freeze: every thread's stack on standard error."""
import signal
import subprocess
import sys
import unittest

from support import DEADLINE, INSTANCE, InvigilTest

HANGING = """
import invigil, threading
invigil.stack_on_freeze()
hangs = threading.Event()

def deep_in_a_thread():
    print("hanging", flush=True)
    hangs.wait()

threading.Thread(target=deep_in_a_thread, daemon=True).start()
input()
print("went on", flush=True)
input()
"""


class StackOnFreeze(InvigilTest):
    def hanging(self):
        child = subprocess.Popen(
            [sys.executable, "-c", HANGING],
            env={**self.environment, **INSTANCE},
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for pipe in (child.stdin, child.stdout, child.stderr):
            self.addCleanup(pipe.close)
        self.addCleanup(child.wait)
        self.addCleanup(child.kill)
        self.assertEqual(child.stdout.readline(), "hanging\n")
        return child

    def test_sigabrt_shows_every_thread_and_ends_it(self):
        child = self.hanging()
        child.send_signal(signal.SIGABRT)
        self.assertIn("deep_in_a_thread", child.communicate(timeout=DEADLINE)[1])
        self.assertEqual(child.returncode, -signal.SIGABRT)

    def test_sigquit_shows_it_and_the_program_goes_on(self):
        child = self.hanging()
        child.send_signal(signal.SIGQUIT)
        while "deep_in_a_thread" not in child.stderr.readline():
            pass
        child.stdin.write("\n")
        child.stdin.flush()
        self.assertEqual(child.stdout.readline(), "went on\n")


if __name__ == "__main__":
    unittest.main()
