# SPDX-License-Identifier: Apache-2.0
"""Acceptance 5: six months on, everything that tells who somebody is is masked: names are in no index and no file, and the
number of people who travelled together is gone as well (R-110, R-111, R-119); five years on nothing is left (R-115, R-118)."""
import pathlib
import shutil
import tempfile
import unittest

from masked_test import FIVE_YEARS_US, SEVEN_MONTHS_US, database, lie_in_a_file, make_older, told
from unit import Unit, piu, simulate

FLIGHTS = 4
CLEAR = {"traveller": ("family", "given", "middle", "title", "sex", "birth_date", "nationality", "residence", "locator", "seat"),
         "booking": ("locator", "party_size")}
GONE = ("document", "booking_contact", "booking_payment")
NOTHING_LEFT = ("traveller", "message", "flight", "sealed", "sealed_sign", "sealed_subject", "hit", "booking")


class SixMonthsOn(unittest.TestCase):
    def setUp(self):
        self.messages = pathlib.Path(tempfile.mkdtemp(prefix="piu-messages-"))
        self.addCleanup(shutil.rmtree, self.messages, ignore_errors=True)
        files = simulate(self.messages, FLIGHTS)
        self.unit = Unit(self.messages, profile="icao-base")
        self.addCleanup(self.unit.close)
        self.unit.ingest(files)

    def retention(self):
        piu("retention", "run", "--data", self.unit.data)
        self.assertEqual(self.unit.check()["faults"], 0)

    def listed(self, words):
        """Lists are public; who stands on one of them may stand in the database for that."""
        lists = ((self.messages / "persons.csv").read_text() + (self.messages / "documents.csv").read_text()).upper()
        return {word for word in words if word.upper() in lists}

    def test_no_file_tells_who_is_masked(self):  # R-110 R-115 R-118
        words = told(self.unit)
        self.assertGreater(len(words), 200)
        self.assertEqual(lie_in_a_file(self.unit, words), sorted(words))
        make_older(self.unit, SEVEN_MONTHS_US)
        piu("retention", "status", "--data", self.unit.data, status=1)  # overdue
        self.retention()
        piu("retention", "status", "--data", self.unit.data)
        self.assertEqual(lie_in_a_file(self.unit, words - self.listed(words)), [])
        make_older(self.unit, FIVE_YEARS_US)
        self.retention()
        with database(self.unit) as db:
            for table in NOTHING_LEFT:
                self.assertEqual(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0], 0, table)
            self.assertEqual(db.execute("SELECT count(*) FROM erasure_certificate").fetchone()[0], 1)

    def test_names_and_the_number_of_co_travellers_are_in_no_index(self):
        with database(self.unit) as db:
            self.assertGreater(db.execute("SELECT count(*) FROM booking WHERE party_size > 1").fetchone()[0], 0)
        make_older(self.unit, SEVEN_MONTHS_US)
        self.retention()
        with database(self.unit) as db:
            for table, columns in CLEAR.items():
                for column in columns:
                    left = db.execute(f"SELECT count({column}) FROM {table}").fetchone()[0]
                    self.assertEqual(left, 0, f"{table}.{column}")
            for table in GONE:
                self.assertEqual(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0], 0, table)
            names = {row[0] for row in db.execute("SELECT pseudonym FROM traveller")}
            self.assertTrue(all(name.startswith("P-") for name in names))

    def test_an_age_counts_for_each_message_by_itself(self):
        with database(self.unit) as db:
            half = [row[0] for row in db.execute("SELECT id FROM message ORDER BY id")][::2]
            db.executemany("UPDATE message SET received_at = received_at - ? WHERE id = ?",
                           [(SEVEN_MONTHS_US, one) for one in half])
        self.retention()
        with database(self.unit) as db:
            masked = {row[0] for row in db.execute("SELECT id FROM message WHERE masked_at IS NOT NULL")}
        self.assertEqual(masked, set(half))


if __name__ == "__main__":
    unittest.main()
