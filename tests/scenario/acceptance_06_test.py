# SPDX-License-Identifier: Apache-2.0
"""Acceptance 6: under eu-strict, a traveller whom no objective evidence links with a risk is deleted at six months; with
evidence the record is kept, masked (R-115)."""
import pathlib
import shutil
import tempfile
import unittest

from masked_test import SEVEN_MONTHS_US, database, lie_in_a_file, make_older, told
from serve_test import PASSWORD, Serving
from unit import Unit, piu, simulate


class ObjectiveEvidence(unittest.TestCase):
    def setUp(self):
        self.messages = pathlib.Path(tempfile.mkdtemp(prefix="piu-messages-"))
        self.addCleanup(shutil.rmtree, self.messages, ignore_errors=True)
        files = simulate(self.messages, 4)
        self.unit = Unit(self.messages, profile="eu-strict")
        self.addCleanup(self.unit.close)
        self.unit.ingest(files)
        self.unit.fresh, self.unit.codes = True, {}

    def age(self):
        make_older(self.unit, SEVEN_MONTHS_US)
        piu("retention", "run", "--data", self.unit.data)
        self.assertEqual(self.unit.check()["faults"], 0)

    def travellers(self):
        with database(self.unit) as db:
            return db.execute("SELECT id, family, masked_at, pseudonym FROM traveller").fetchall()

    def test_the_strict_law_deletes_whom_nothing_links_with_a_risk(self):  # R-115 R-118
        words = told(self.unit)
        lists = ((self.messages / "persons.csv").read_text() + (self.messages / "documents.csv").read_text()).upper()
        self.age()
        self.assertEqual(self.travellers(), [])
        self.assertEqual(lie_in_a_file(self.unit, {w for w in words if w.upper() not in lists}), [])

    def test_with_evidence_the_record_is_kept_and_masked(self):
        linked = self.travellers()[0]
        served = Serving(self.unit)
        self.addCleanup(lambda: served.process.poll() is None and served.kill())
        served.call("POST", "/setup", {"code": served.code, "user": "root", "name": "Ada", "password": PASSWORD}, status=201)
        served.set_second_factor("root")
        served.sign_in("root")
        served.call("POST", "/users", {"user": "anna", "name": "Anna", "role": "analyst", "password": PASSWORD}, status=201)
        served.sign_in("anna")
        served.call("POST", f"/travellers/{linked[0]}/evidence",
                    {"grounds": "An inquiry names this person.", "case": "C-1"}, status=204)
        self.assertEqual(served.stop(), 0)
        self.age()
        kept, = self.travellers()
        self.assertEqual((kept[0], kept[1]), (linked[0], None))
        self.assertTrue(kept[2] and kept[3].startswith("P-"))
        with database(self.unit) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM sealed WHERE object_id = ?", (linked[0],)).fetchone()[0], 1)


if __name__ == "__main__":
    unittest.main()
