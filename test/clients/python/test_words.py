"""What each word says to a notify socket, whatever it is given."""
import contextlib
import io
import math
import unittest
from unittest import mock

from support import NotifyTest

from invigil import _complain
from invigil._message import MOST_BYTES


class Words(NotifyTest):
    def test_the_first_beat_means_ready_too(self):
        self.invigil.beat()
        self.invigil.beat()
        self.assertEqual(self.supervisor.said(3), ["READY=1", "WATCHDOG=1", "WATCHDOG=1"])

    def test_ready_is_said_once_when_it_was_said(self):
        self.becomes_ready()
        self.invigil.beat()
        self.assertEqual(self.supervisor.said(1), ["WATCHDOG=1"])

    def test_a_beat_that_says_more_is_one_message(self):
        self.becomes_ready()
        self.invigil.beat(message="film 3\nof 7")
        self.invigil.progress(7)
        self.invigil.beat(progress=8.5, status="warning", message="film 3\nof 7")
        self.assertEqual(
            self.supervisor.said(3),
            [
                "WATCHDOG=1\nSTATUS=film 3 of 7",
                self.message(type="beat", progress=7),
                self.message(type="beat", progress=8.5, status="warning", message="film 3\nof 7"),
            ],
        )

    def test_busy_is_patience_and_no_readiness(self):
        with self.invigil.busy(60, "loading\r\nfilms"):
            pass
        self.invigil.busy(0.5)
        self.assertEqual(self.supervisor.said(2), ["EXTEND_TIMEOUT_USEC=60000000\nSTATUS=loading films", "EXTEND_TIMEOUT_USEC=500000"])
        self.assertIsNone(self.supervisor.nothing_more())

    def test_all_checks_are_sent_the_newest_of_each_name(self):
        self.invigil.health("lamp")
        self.invigil.health("door", "warning", "open")
        self.invigil.health("lamp", "error", "dark")
        first, _, last = self.supervisor.said(3)
        shown = [(check["name"], check["status"], check.get("message")) for check in last["checks"]]
        self.assertEqual(shown, [("door", "warning", "open"), ("lamp", "error", "dark")])
        self.assertRegex(first["checks"][0]["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$")

    def test_an_error_brings_the_traceback_of_what_is_being_handled(self):
        self.invigil.error("no lamp")
        try:
            raise ValueError("too bright")
        except ValueError as problem:
            self.invigil.error("the lamp")
            self.invigil.error(problem)
        plain, handled, given = self.supervisor.said(3)
        self.assertEqual(plain, self.message(type="error", message="no lamp", fatal=False))
        self.assertEqual(handled["message"], "the lamp")
        self.assertIn("test_words.py", handled["traceback"])
        self.assertEqual(given["message"], "ValueError: too bright")
        self.assertTrue(given["traceback"].endswith("ValueError: too bright\n"))

    def test_fatal_gives_the_reason_before_it_asks(self):
        self.invigil.error("out of memory", fatal=True)
        self.invigil.request("restart")
        reason, trigger, request, again = self.supervisor.said(4)
        self.assertEqual((reason["message"], reason["fatal"], trigger), ("out of memory", True, "WATCHDOG=trigger"))
        self.assertEqual((request["message"], request["fatal"], again), ("asked for a restart", True, "WATCHDOG=trigger"))

    def test_a_metric(self):
        self.invigil.metric("fps", 59.5, {"screen": 2})
        self.assertEqual(self.supervisor.said(1), [self.message(type="metric", name="fps", value=59.5, labels={"screen": "2"})])


class NumPyLike:
    """NumPy's numbers are no int and no float, and become one."""

    def __float__(self):
        return 2.5


class Hostile(NotifyTest):
    def setUp(self):
        super().setUp()
        self.stderr = io.StringIO()
        self.enter(contextlib.redirect_stderr(self.stderr))
        self.enter(mock.patch.object(_complain, "_told", set()))

    def test_numbers_that_json_cannot_say_are_left_out(self):
        for value in (math.nan, math.inf, "fast", None, 10**5000):
            self.invigil.metric("fps", value)
        self.invigil.metric("fps", NumPyLike())
        self.assertEqual(self.supervisor.said(1)[0]["value"], 2.5)
        self.assertEqual(self.stderr.getvalue(), "invigil: metric: 'fast' is not a number; left out\n")

    def test_a_beat_with_a_bad_progress_is_still_a_beat(self):
        self.becomes_ready()
        for value in (math.nan, "seven"):
            self.invigil.beat(progress=value)
        self.assertEqual(self.supervisor.said(2), ["WATCHDOG=1", "WATCHDOG=1"])

    def test_no_patience_is_asked_for_that_is_none(self):
        for seconds in (0, -1, math.nan, math.inf, "long"):
            self.invigil.busy(seconds)
        self.invigil.busy(1e300)
        self.assertEqual(self.supervisor.said(1), ["EXTEND_TIMEOUT_USEC=999999999999999"])

    def test_a_misspelt_status_is_unknown_and_told_once(self):
        self.invigil.health("lamp", "broken")
        self.invigil.health("lamp", "broken")
        self.assertEqual(self.supervisor.said(2)[1]["checks"][0]["status"], "unknown")
        self.assertEqual(self.stderr.getvalue().count("there is no status 'broken'"), 1)

    def test_an_unknown_request_is_told(self):
        self.invigil.request("reboot")
        self.assertIsNone(self.supervisor.nothing_more())
        self.assertIn('request is "restart"', self.stderr.getvalue())

    def test_what_is_too_long_is_cut_to_fit(self):
        huge = "\u0001ä" * 100_000
        self.invigil.error(huge, traceback=huge + "the end")
        self.invigil.beat(message=huge)
        error, _, beat = [self.supervisor.socket.recv(1 << 20) for _ in range(3)]
        self.assertLessEqual(len(error), MOST_BYTES)
        self.assertIn(b"the end", error)
        self.assertLess(len(beat), 4096)

    def test_as_many_checks_as_one_likes_fit(self):
        for number in range(70):
            self.invigil.health(f"check {number} " + "\u0001" * 5000, "warning", "\u0001" * 5000)
            last = self.supervisor.socket.recv(1 << 20)
        self.assertLessEqual(len(last), MOST_BYTES)
        self.assertIn(b"check 69 ", last)
        self.assertIn(b"check 20 ", last)
        self.assertNotIn(b"check 19 ", last)

    def test_bytes_that_are_no_utf_8_and_halves_of_characters(self):
        self.becomes_ready()
        self.invigil.beat(message=b"caf\xe9")
        self.invigil.beat(message="half \ud800", status="healthy")
        words, message = self.supervisor.said(2)
        self.assertEqual(words, "WATCHDOG=1\nSTATUS=caf\ufffd")
        self.assertEqual(message["message"], "half ?")


if __name__ == "__main__":
    unittest.main()
