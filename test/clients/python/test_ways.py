"""The ways to the supervisor: none, full, gone, a file; and forks and threads."""
import os
import signal
import socket
import threading
import unittest
from unittest import mock

from support import DEADLINE, INSTANCE, InvigilTest, NotifyTest, Supervisor

EVERY_WORD = """
import asyncio, invigil

invigil.stack_on_freeze()
invigil.ready()
with invigil.busy(5, "why"):
    invigil.beat(progress=1, status="healthy", message="it lives")

async def coroutine():
    async with invigil.busy(5):
        invigil.beat()

asyncio.run(coroutine())
invigil.progress(2)
invigil.health("lamp", "nonsense", "text")
invigil.error("broken", fatal=True)
invigil.metric("fps", "nonsense")
invigil.request("nonsense")
"""


class Outside(InvigilTest):
    def test_every_word_does_nothing_and_says_nothing(self):
        # As under plain systemd: a notify socket, and nothing of Invigil's.
        supervisor = Supervisor(self.path("notify"))
        self.addCleanup(supervisor.close)
        ended = self.run_program(EVERY_WORD, NOTIFY_SOCKET=self.path("notify"))
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (0, "", ""))
        self.assertIsNone(supervisor.nothing_more())
        self.assertEqual(os.listdir(self.folder), ["notify"])


class Notify(NotifyTest):
    def test_a_full_socket_drops_and_never_waits(self):
        for number in range(10_000):
            self.invigil.progress(number)
        # READY=1 came through while there was room, and the first beats.
        self.assertEqual(self.supervisor.said(2), ["READY=1", self.message(type="beat", progress=0)])

    def test_ready_is_said_again_when_it_was_dropped(self):
        other = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(other.close)
        other.setblocking(False)
        with self.assertRaises(BlockingIOError):
            while True:
                other.sendto(b"X=1", self.path("notify"))
        self.invigil.beat()
        while self.supervisor.nothing_more() is not None:
            pass
        self.invigil.beat()
        self.assertEqual(self.supervisor.said(2), ["READY=1", "WATCHDOG=1"])

    def test_a_supervisor_that_is_gone_is_no_matter_and_one_that_is_back_is_heard(self):
        self.becomes_ready()
        self.supervisor.close()
        self.invigil.beat()
        os.unlink(self.path("notify"))
        for number in range(10_000):
            self.invigil.beat()
        self.supervisor = Supervisor(self.path("notify"))
        self.addCleanup(self.supervisor.close)
        self.invigil.beat()
        self.assertEqual(self.supervisor.said(1), ["WATCHDOG=1"])

    def test_a_socket_in_the_abstract_namespace(self):
        name = f"invigil-client-test-{os.getpid()}"
        supervisor = Supervisor("\0" + name)
        self.addCleanup(supervisor.close)
        self.client(NOTIFY_SOCKET="@" + name).ready()
        self.assertEqual(supervisor.said(1), ["READY=1"])

    def test_many_threads_at_once(self):
        self.becomes_ready()

        def work(number):
            for count in range(50):
                self.invigil.progress(count)
                self.invigil.health(f"thread {number}")

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        heard = [self.supervisor.nothing_more() for _ in iter(lambda: any(thread.is_alive() for thread in threads), False)]
        # What lies in the socket at the end.
        heard += iter(self.supervisor.nothing_more, None)
        self.assertEqual({message["type"] for message in heard if message is not None}, {"beat", "health"})
        self.invigil.health("last")
        self.assertEqual(len(self.supervisor.said(1)[0]["checks"]), 9)

    def test_the_first_words_of_many_threads_open_one_way(self):
        opened = []
        entered = threading.Event()

        def slowly(environment):
            opened.append(environment)
            # Time for another thread to come here too, if anything lets it.
            if len(opened) > 1:
                entered.set()
            entered.wait(0.1)
            return ()

        with mock.patch("invigil._client.transports_of", slowly):
            threads = [threading.Thread(target=self.invigil.beat) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(len(opened), 1)

    def test_a_child_forked_while_another_thread_speaks(self):
        self.becomes_ready()
        with self.invigil._lock:
            child = self.fork_in_thread(lambda: self.invigil.health("child"))
            self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.assertEqual([check["name"] for check in self.supervisor.said(1)[0]["checks"]], ["child"])

    def fork_in_thread(self, speak):
        """Forks in a thread that does not hold the lock; the child ends after it has spoken."""
        made = []

        def fork():
            pid = os.fork()
            if pid == 0:
                # Ends by itself should it wait for the lock.
                signal.alarm(DEADLINE)
                speak()
                os._exit(0)
            made.append(pid)

        thread = threading.Thread(target=fork)
        thread.start()
        thread.join()
        return made[0]


class WithoutZeroMQ(InvigilTest):
    PROGRAM = "import sys; sys.modules['zmq'] = None\n"

    def test_beats_touch_the_file_and_one_line_says_what_to_do(self):
        program = self.PROGRAM + "import invigil\nfor n in range(3): invigil.health('lamp'); invigil.beat(progress=n)"
        ended = self.run_program(
            program, **INSTANCE, INVIGIL_ENDPOINT=f"ipc://{self.path('zmq')}", INVIGIL_HEARTBEAT_FILE=self.path("beat")
        )
        self.assertEqual((ended.returncode, ended.stdout), (0, ""))
        self.assertEqual(ended.stderr.count("\n"), 1)
        self.assertRegex(ended.stderr, r"pip install pyzmq.*kind = \"notify\"")
        self.assertEqual(os.listdir(self.folder), ["beat"])

    def test_the_file_moves_with_each_beat_and_not_with_other_words(self):
        invigil = self.client(INVIGIL_HEARTBEAT_FILE=self.path("beat"))
        invigil.health("lamp")
        self.assertFalse(os.path.exists(self.path("beat")))
        invigil.beat()
        os.utime(self.path("beat"), (1, 1))
        invigil.metric("fps", 1)
        self.assertEqual(os.stat(self.path("beat")).st_mtime, 1)
        invigil.beat()
        self.assertGreater(os.stat(self.path("beat")).st_mtime, 1)


if __name__ == "__main__":
    unittest.main()
