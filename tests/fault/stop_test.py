# SPDX-License-Identifier: Apache-2.0
"""SIGTERM in the middle of a long run of retention: the unit ends soon, nothing is half done,
and the next start goes on."""
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "scenario"))
from unit import PIU, Unit, piu, simulate  # noqa: E402

FLIGHTS = 60
STOP_SECONDS = 5
MONTH_US = 2629746 * 1000000


class Stopped(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-stop-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        files = simulate(self.folder, FLIGHTS)
        self.unit = Unit(lists=self.folder, profile="icao-base")
        self.addCleanup(self.unit.close)
        self.unit.ingest(files)
        with sqlite3.connect(self.unit.data + "/piu.db") as db:
            db.execute("UPDATE message SET received_at = received_at - ?", (7 * MONTH_US,))
        db.close()

    def masked(self):
        """Messages that are masked, and all of them."""
        with sqlite3.connect(f"file:{self.unit.data}/piu.db?mode=ro", uri=True) as db:
            masked, every = db.execute("SELECT count(masked_at), count(*) FROM message WHERE state = 'stored'").fetchone()
        db.close()
        return masked, every

    def serve(self):
        process = subprocess.Popen([PIU, "serve", "--data", self.unit.data, "--listen", "127.0.0.1:0"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(process.stderr.close)
        return process

    def wait_for(self, least, seconds):
        until = time.monotonic() + seconds
        while self.masked()[0] < least:
            self.assertLess(time.monotonic(), until, "sealing goes on")
            time.sleep(0.02)

    def test_sigterm_in_a_long_run_of_retention_ends_the_unit_soon(self):
        process = self.serve()
        self.wait_for(1, 60)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(60), 0)
        took = time.monotonic() - began
        masked, every = self.masked()
        print(f"# stopped after {took:.2f} s; {masked} of {every} messages were sealed", flush=True)
        self.assertLess(took, STOP_SECONDS)
        self.assertLess(masked, every, "it was in the middle")
        report = self.unit.check()
        self.assertEqual(report["faults"], 0, report["fault"])
        with sqlite3.connect(self.unit.data + "/piu.db") as db:
            last, = db.execute("SELECT detail FROM audit WHERE act = 'retention.run' ORDER BY seq DESC").fetchone()
        db.close()
        self.assertIn('"cut_short":true', last)
        process = self.serve()
        self.wait_for(every, 120)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(60), 0)
        report = self.unit.check()
        self.assertEqual(report["faults"], 0, report["fault"])
        piu("audit", "verify", "--data", self.unit.data)


if __name__ == "__main__":
    unittest.main(verbosity=2)
