"""ZeroMQ: a DEALER that says hello first, of its own in each process."""
import multiprocessing
import signal
import threading
import unittest
import warnings

import zmq
from support import DEADLINE, INSTANCE, InvigilTest, read


class ZeroMQ(InvigilTest):
    def setUp(self):
        super().setUp()
        self.endpoint = f"ipc://{self.path('zmq')}"
        context = zmq.Context()
        self.addCleanup(context.term)
        self.router = context.socket(zmq.ROUTER)
        self.addCleanup(self.router.close, 0)
        self.router.setsockopt(zmq.RCVTIMEO, DEADLINE * 1000)
        self.router.bind(self.endpoint)

    def open(self):
        invigil = self.client(INVIGIL_ENDPOINT=self.endpoint)
        self.addCleanup(self.close, invigil)
        return invigil

    def close(self, invigil):
        """The end of the process does it otherwise."""
        invigil._transports[0]._socket.close(0)

    def hears(self, count):
        """Who said what."""
        frames = [self.router.recv_multipart() for _ in range(count)]
        return [(identity, read(frame)) for identity, frame in frames]

    def test_hello_comes_first(self):
        self.open().beat(progress=1, message="up")
        (_, hello), (_, beat) = self.hears(2)
        about = {"service": "core", "instance": "core-1-test"}
        self.assertEqual(hello, {"type": "hello", "v": 1, "client": hello["client"], **about})
        self.assertRegex(hello["client"], r"^invigil-python/\d+\.\d+\.\d+$")
        self.assertEqual(beat, {"type": "beat", "progress": 1, "message": "up", **about})

    def test_ready_and_busy(self):
        invigil = self.open()
        invigil.busy(2.5, "loading")
        invigil.ready()
        _, busy, ready = [message for _, message in self.hears(3)]
        self.assertEqual((busy["type"], busy["for_ms"], busy["why"]), ("busy", 2500, "loading"))
        self.assertEqual((ready["type"], ready["ready"]), ("hello", True))

    def test_threads_share_one_socket(self):
        invigil = self.open()

        def work():
            for count in range(100):
                invigil.progress(count)

        threads = [threading.Thread(target=work) for _ in range(8)]
        invigil.beat()
        heard = self.hears(2)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        while self.router.poll(200):
            heard += self.hears(1)
        self.assertEqual(len({identity for identity, _ in heard}), 1)
        # More than the queue holds may have been dropped; nothing was torn.
        self.assertEqual({message["type"] for _, message in heard[1:]}, {"beat"})

    def test_each_forked_child_has_a_connection_of_its_own(self):
        invigil = self.open()
        invigil.beat()
        parents = {identity for identity, _ in self.hears(2)}
        fork = multiprocessing.get_context("fork")
        children = [fork.Process(target=_child, args=(invigil, number)) for number in range(2)]
        for child in children:
            child.start()
        # A child's last words may be lost when it ends at once: it ends when they were heard.
        heard = self.hears(4)
        for child in children:
            child.terminate()
            child.join(DEADLINE)
        invigil.progress(7)
        (identity, message) = self.hears(1)[0]
        self.assertEqual((parents, message["progress"]), ({identity}, 7))
        self.assertEqual(len({who for who, _ in heard} | parents), 3)
        self.assertEqual(sorted(message["progress"] for _, message in heard if message["type"] == "beat"), [0, 1])

    def test_a_supervisor_that_is_gone_or_never_was_holds_nothing_up(self):
        program = "import invigil\nfor n in range(10_000): invigil.beat(progress=n, message='x' * 1000)\nprint('end')"
        for endpoint in (f"ipc://{self.path('nobody')}", "nonsense"):
            ended = self.run_program(program, **INSTANCE, INVIGIL_ENDPOINT=endpoint)
            self.assertEqual((ended.returncode, ended.stdout), (0, "end\n"))
            self.assertEqual(ended.stderr.count("\n"), 1 if endpoint == "nonsense" else 0)

    def test_what_nobody_took_holds_up_no_end(self):
        invigil = self.client(INVIGIL_ENDPOINT=f"ipc://{self.path('nobody')}")
        invigil.beat()
        # As at the end of the process: socket and context are closed, with messages in them.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            invigil._forget()

    def test_a_supervisor_that_does_not_read_holds_nothing_up(self):
        invigil = self.open()
        for number in range(10_000):
            invigil.beat(progress=number, message="x" * 1000)
        self.assertEqual(self.hears(1)[0][1]["type"], "hello")


def _child(invigil, number):
    # Ends by itself should the test be killed.
    signal.alarm(DEADLINE)
    invigil.progress(number)
    signal.pause()


if __name__ == "__main__":
    unittest.main()
