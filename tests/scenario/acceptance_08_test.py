# SPDX-License-Identifier: Apache-2.0
"""Acceptance 8: a line of the log is edited in the database; the verifier names the broken link (R-151)."""
import os
import pathlib
import shutil
import sqlite3
import tempfile
import unittest

from unit import Unit, piu, simulate

EDITS = {"edited": ("UPDATE audit SET actor = 'nobody' WHERE seq = 3", 3, "was changed"),
         "taken out": ("DELETE FROM audit WHERE seq = 3", 3, "is missing"),
         "its time": ("UPDATE audit SET at = at + 1 WHERE seq = 2", 2, "was changed"),
         "the first": ("DELETE FROM audit WHERE seq = 1", 1, "is missing")}


class EditedLog(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.messages = pathlib.Path(tempfile.mkdtemp(prefix="piu-messages-"))
        cls.files = simulate(cls.messages, 1)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.messages, ignore_errors=True)

    def test_an_edited_audit_record_is_found(self):
        for what, (sql, record, words) in EDITS.items():
            with self.subTest(what=what):
                unit = Unit(self.messages)
                self.addCleanup(unit.close)
                unit.ingest(self.files[:3])
                piu("audit", "verify", "--data", unit.data)
                with sqlite3.connect(os.path.join(unit.data, "piu.db")) as db:
                    db.execute(sql)
                out, _ = piu("audit", "verify", "--data", unit.data, status=1)
                self.assertIn(f"record {record}", out)
                self.assertIn(words, out)
                piu("check", "--data", unit.data, status=1)


if __name__ == "__main__":
    unittest.main()
