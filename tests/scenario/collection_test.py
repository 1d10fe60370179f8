# SPDX-License-Identifier: Apache-2.0
"""Carriers push; the unit logs in nowhere (R-010). Every address that the serving program connects to is watched
while it takes in messages by every channel. What carriers are asked for is one text (R-018, R-213)."""
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import unittest

from carrier import departing, paxlst, pnrgov, served
from unit import ROOT, piu


class PushOnly(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="piu-collection-")
        self.addCleanup(self.folder.cleanup)
        self.log = os.path.join(self.folder.name, "connects")
        library = os.path.join(self.folder.name, "watch.so")
        subprocess.run(["cc", "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", library, ROOT / "tests/scenario/connect_watch.c", "-ldl"],
                       check=True)
        self.watched = {"LD_PRELOAD": library, "CONNECT_WATCH": self.log}

    def families(self):
        if not os.path.exists(self.log):
            return []
        return re.findall(r"\w+ (-?\d+)", pathlib.Path(self.log).read_text(encoding="ascii"))

    def test_no_channel_makes_the_unit_open_a_connection(self):
        """R-010"""
        unit, serving, key = served(environment=self.watched)
        self.addCleanup(unit.close)
        taken = serving.post(key, pnrgov(418, departing(30 * 60), "HTTPS1"))
        self.assertEqual(taken["new"], 1)
        framed = b"\x01QU LISPIXH\r\n.NBOAPZ9 110312\r\n\x02" + pnrgov(419, departing(30 * 60), "TYPEB1") + b"\x03"
        self.assertEqual(serving.post(key, framed)["new"], 1)
        drop = pathlib.Path(unit.data, "drop")
        (drop / "new.tmp").write_bytes(paxlst(418, departing(60), "DROP1"))
        (drop / "new.tmp").rename(drop / "new.edi")
        until = time.monotonic() + 60
        while not (drop / "done").exists() or not any((drop / "done").iterdir()):
            self.assertLess(time.monotonic(), until, "the drop folder was not read")
            time.sleep(0.2)
        file = pathlib.Path(self.folder.name, "file.edi")
        file.write_bytes(pnrgov(420, departing(30 * 60), "FILE1"))
        piu("ingest", "--data", unit.data, file)  # through the operator's socket
        serving.post(key, pnrgov(418, departing(-70), "LATE1"))  # the carrier gets a notice: it waits to be fetched
        serving.call("GET", "/notices", headers={"Authorization": f"Bearer {key}"})
        time.sleep(6)  # a round of the timers
        maps = pathlib.Path(f"/proc/{serving.process.pid}/maps").read_text(encoding="utf-8")
        self.assertIn("watch.so", maps, "the program is not watched")
        self.assertEqual(serving.stop(), 0)
        outside = [f for f in self.families() if int(f) in (socket.AF_INET, socket.AF_INET6)]
        self.assertEqual(outside, [])

    def test_the_watch_would_see_a_connection(self):
        """The observation itself: another program that does connect is seen."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            subprocess.run(["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}"], check=True, env={**os.environ, **self.watched})
        self.assertIn(str(int(socket.AF_INET)), self.families())

    def test_no_table_holds_a_password_of_a_carrier(self):
        """R-010: of carriers the unit keeps hashes of its own keys, and whom to tell."""
        schema = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "src/store/schema").glob("*.sql")))
        columns = re.findall(r"CREATE TABLE (carrier\w*) \((.*?)\n\);", schema, re.S)
        self.assertEqual({name for name, _ in columns}, {"carrier_key", "carrier_contact", "carrier_notice"})
        for name, text in columns:
            self.assertNotRegex(text, r"password|secret|url|address|host", name)


class Sheet(unittest.TestCase):
    def test_what_carriers_are_asked_for_is_one_text(self):
        """R-018, R-213"""
        out, _ = piu("profile", "carrier-sheet", "eu-strict")
        self.assertIn("only as far as you have them already in your normal course of business (R-018)", out)
        self.assertIn("pnrgov from 11.1, pnrgov-xml from 13.1", out)
        unit, serving, _ = served()
        self.addCleanup(unit.close)
        serving.cookie = None
        text = serving.call("GET", "/carrier-sheet")["text"]
        self.assertEqual(serving.stop(), 0)
        mine, _ = piu("profile", "carrier-sheet", "--data", unit.data)
        self.assertEqual(mine, text)

    def test_a_profile_that_asks_for_more_is_refused(self):
        """R-018"""
        shown, _ = piu("profile", "show", "eu-strict")
        with tempfile.NamedTemporaryFile("w", suffix=".profile") as file:
            file.write(shown.replace("mandatory-headings = 1 4", "mandatory-headings = 1 4 6"))
            file.flush()
            _, err = piu("profile", "check", file.name, status=1)
        self.assertRegex(err, r"normal course of business.*\(R-018\)")


if __name__ == "__main__":
    unittest.main()
