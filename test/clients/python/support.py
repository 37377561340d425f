"""What these tests share: an environment as Invigil gives it, and a notify socket of the test's own."""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

from invigil._client import Client

#: Seconds after which a program that should long have ended fails the test.
DEADLINE = 30
INSTANCE = {"INVIGIL_SERVICE": "core", "INVIGIL_INSTANCE": "core-1-test"}


class InvigilTest(unittest.TestCase):
    """A folder of its own, and an environment without anything of Invigil's."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="invigil-client-")
        self.addCleanup(shutil.rmtree, self.folder)
        clean = {key: value for key, value in os.environ.items() if not key.startswith("INVIGIL_") and key != "NOTIFY_SOCKET"}
        self.environment = {**clean, "PYTHONDONTWRITEBYTECODE": "1"}
        self.enter(mock.patch.dict(os.environ, self.environment, clear=True))

    def enter(self, context):
        context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)

    def path(self, name):
        return os.path.join(self.folder, name)

    def client(self, **environment):
        """A client of a process with this environment."""
        os.environ.update(INSTANCE, **environment)
        return Client()

    def run_program(self, program, **environment):
        """Runs Python text in a process of its own, to its end."""
        command = [sys.executable, "-c", program]
        return subprocess.run(
            command, env={**self.environment, **environment}, cwd=self.folder, capture_output=True, text=True, timeout=DEADLINE
        )


class Supervisor:
    """A datagram socket that keeps what it is sent."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(address)
        self.socket.settimeout(DEADLINE)

    def close(self):
        self.socket.close()

    def said(self, count):
        """The next datagrams; JSON ones read."""
        return [read(self.socket.recv(1 << 20)) for _ in range(count)]

    def nothing_more(self):
        self.socket.setblocking(False)
        try:
            return read(self.socket.recv(1 << 20))
        except BlockingIOError:
            return None
        finally:
            self.socket.settimeout(DEADLINE)


def read(datagram):
    return json.loads(datagram) if datagram.startswith(b"{") else datagram.decode()


class NotifyTest(InvigilTest):
    """A client with a notify socket."""

    def setUp(self):
        super().setUp()
        self.supervisor = Supervisor(self.path("notify"))
        self.addCleanup(self.supervisor.close)
        self.invigil = self.client(NOTIFY_SOCKET=self.path("notify"))

    def becomes_ready(self):
        self.invigil.ready()
        self.assertEqual(self.supervisor.said(1), ["READY=1"])

    def message(self, **fields):
        return {**fields, "service": "core", "instance": "core-1-test"}
