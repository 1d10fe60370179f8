# SPDX-License-Identifier: Apache-2.0
"""Backups: made beside a unit that takes in messages, restored, checked; what they hold
and what they must not; what a restore refuses."""
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

from serve_test import Serving
from unit import PIU, Unit, piu, simulate

FLIGHTS = 6


class Backup(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-backup-"))
        cls.files = simulate(cls.folder / "messages", FLIGHTS)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def setUp(self):
        self.unit = Unit(lists=self.folder / "messages")
        self.addCleanup(self.unit.close)
        self.unit.fresh = False
        here = pathlib.Path(self.unit.folder)
        self.backups, self.keys, self.data = here / "backups", here / "keys", here / "restored"

    def backup(self, status=0, keys=True):
        more = ["--keys", self.keys] if keys else []
        out, err = piu("backup", self.backups, "--data", self.unit.data, "--json", *more, status=status)
        return json.loads(out) if status == 0 else err

    def restore(self, backup, *more, status=0, keys=None):
        return piu("restore", backup, "--keys", keys or self.keys, "--data", self.data, *more, status=status)

    def digest(self, data):
        report = json.loads(piu("check", "--json", "--data", data)[0])
        self.assertEqual(report["faults"], 0, report["fault"])
        return report["digest"]

    def test_a_restored_unit_is_the_unit_and_works(self):
        half = len(self.files) // 2
        self.unit.ingest(self.files[:half])
        before = self.unit.digest()
        made = self.backup()
        self.assertEqual(made["digest"], before)
        self.unit.ingest(self.files[half:])
        after = self.unit.digest()
        _, err = self.restore(made["backup"], "--verify")
        self.assertIn("is whole; nothing was kept", err)
        self.assertFalse(self.data.exists())
        self.assertEqual([p.name for p in self.backups.iterdir()], [pathlib.Path(made["backup"]).name])
        self.restore(made["backup"])
        self.assertEqual(self.digest(self.data), before)
        piu("audit", "verify", "--data", self.data)
        piu("ingest", "--data", self.data, "--", *self.files[half:])
        self.assertEqual(self.digest(self.data), after)
        acts = [row[0] for row in sqlite3.connect(self.data / "piu.db").execute("SELECT act FROM audit")]
        self.assertEqual([act for act in acts if act in ("unit.copied", "unit.restored")],
                         ["unit.copied", "unit.restored"])

    def test_a_serving_unit_goes_on_while_it_is_copied(self):
        serving = Serving(self.unit)
        done = threading.Event()
        receipts = pathlib.Path(self.unit.data) / "drop" / "done"

        def drop():
            for number, path in enumerate(self.files):
                part = pathlib.Path(self.unit.data) / "drop" / f"{number}.part"
                shutil.copy(path, part)
                part.rename(part.with_suffix(".edi"))
                time.sleep(0.05)
            while len(list(receipts.glob("*.json"))) < len(self.files):
                time.sleep(0.1)
            done.set()

        sender = threading.Thread(target=drop, daemon=True)
        sender.start()
        made = []
        while not done.is_set() and len(made) < 20:
            made.append(self.backup())
            time.sleep(1.1)  # names go by the second
        sender.join(60)
        self.assertTrue(done.is_set())
        self.assertGreater(len(made), 1)
        self.assertEqual(serving.stop(), 0)
        for one in made:
            self.restore(one["backup"], "--verify")
        self.assertEqual(self.unit.check()["faults"], 0)

    def test_a_backup_holds_no_key_and_nothing_unminimised(self):
        self.unit.ingest(self.files[:2])
        waiting = pathlib.Path(self.unit.data) / "drop" / "waiting.edi"
        shutil.copy(self.files[2], waiting)
        made = self.backup()
        self.assertEqual(sorted(p.name for p in pathlib.Path(made["backup"]).iterdir()), ["manifest", "piu.db"])
        held = b"".join(p.read_bytes() for p in pathlib.Path(made["backup"]).iterdir())
        for key in pathlib.Path(self.unit.data, "keys").rglob("*.key"):
            text = key.read_bytes().strip()
            self.assertNotIn(text, held, key)
            self.assertNotIn(bytes.fromhex(text.decode()), held, key)
        self.assertFalse((self.keys / "vault.key").exists(), "people hold that one")
        for path in list(pathlib.Path(made["backup"]).iterdir()) + list(self.keys.rglob("*.key")):
            self.assertEqual(path.stat().st_mode & 0o077, 0, path)

    def test_a_destroyed_key_is_destroyed_in_the_copy_too(self):
        months = pathlib.Path(self.unit.data, "keys", "months")
        months.mkdir(exist_ok=True)
        (months / "2030-12.key").write_text("ab" * 32)
        self.backup()
        self.assertTrue((self.keys / "months" / "2030-12.key").exists())
        (months / "2030-12.key").unlink()
        time.sleep(1.1)
        made = self.backup()
        self.assertEqual(made["keys_destroyed"], 1)
        self.assertFalse((self.keys / "months" / "2030-12.key").exists())
        self.restore(made["backup"])
        self.assertFalse((self.data / "keys" / "months" / "2030-12.key").exists())

    def test_what_is_changed_or_not_its_own_is_refused(self):
        self.unit.ingest(self.files[:2])
        backup = pathlib.Path(self.backup()["backup"])
        other = Unit()
        self.addCleanup(other.close)
        _, err = self.restore(backup, status=1, keys=pathlib.Path(other.data, "keys"))
        self.assertIn("not made with these keys", err)
        _, err = self.restore(backup, status=1, keys=self.backups)
        self.assertIn("no copy of a unit's keys", err)
        _, err = piu("backup", self.backups, "--data", other.data, "--keys", self.keys, status=1)
        self.assertIn("keys of another unit", err)
        whole = (backup / "piu.db").read_bytes()
        for content in (whole[:-4096], whole[:5000] + b"?" + whole[5001:]):
            (backup / "piu.db").write_bytes(content)
            _, err = self.restore(backup, "--verify", status=1)
            self.assertIn("is not the file that was made", err)
        (backup / "piu.db").write_bytes(whole)
        manifest = (backup / "manifest").read_text()
        (backup / "manifest").write_text(manifest.replace("made-at 2", "made-at 3"))
        self.restore(backup, status=1)
        (backup / "manifest").write_text(manifest)
        self.assertFalse(self.data.exists(), "nothing is left of what failed")
        self.restore(backup)
        _, err = self.restore(backup, status=1)
        self.assertIn("is not empty", err)
        _, err = piu("backup", self.backups, "--data", self.unit.data, "--keys", self.backups / "keys", status=1)
        self.assertIn("must not lie with the backups", err)

    def test_a_backup_that_was_killed_is_not_there(self):
        self.unit.ingest(self.files)
        for delay in (0.005, 0.02, 0.04, 0.06, 0.1):
            process = subprocess.Popen([PIU, "backup", self.backups, "--data", self.unit.data, "--keys", self.keys],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            for path in self.backups.glob("piu-*Z"):
                self.restore(path, "--verify")
                shutil.rmtree(path)
        time.sleep(1.1)
        self.restore(self.backup()["backup"], "--verify")
        self.assertEqual(len(list(self.backups.iterdir())), 1, "what was begun is cleared away")
        self.assertEqual(self.unit.check()["faults"], 0)
        self.assertFalse(os.path.exists(self.data))


if __name__ == "__main__":
    unittest.main(verbosity=2)
