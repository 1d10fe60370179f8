# SPDX-License-Identifier: Apache-2.0
"""Acceptance 4: under eu-strict the head of the unit can not approve an unmasking; a judge can, for one record and 24 hours,
and the data protection officer has one more to review (R-112 to R-114)."""
import contextlib
import pathlib
import shutil
import sqlite3
import tempfile
import unittest

from masked_test import SEVEN_MONTHS_US, database, hold_ceremony, make_older
from serve_test import PASSWORD, Serving
from unit import Unit, piu, simulate

USERS = {"anna": "analyst", "head": "supervisor", "judy": "approving-authority", "dora": "dpo"}
REASON = "The court asks for this person."


class Unmasking(unittest.TestCase):
    def setUp(self):
        messages = pathlib.Path(tempfile.mkdtemp(prefix="piu-messages-"))
        self.addCleanup(shutil.rmtree, messages, ignore_errors=True)
        self.files = simulate(messages, 2)
        self.unit = Unit(messages, profile="eu-strict")
        self.addCleanup(self.unit.close)
        self.unit.ingest(self.files)
        self.unit.fresh, self.unit.codes = True, {}

    def serve(self):
        served = Serving(self.unit)
        self.unit.fresh = False
        self.addCleanup(lambda: served.process.poll() is None and served.kill())
        return served

    def masked(self):
        """Two travellers whom evidence links with a risk, seven months on."""
        served = self.serve()
        served.call("POST", "/setup", {"code": served.code, "user": "root", "name": "Ada", "password": PASSWORD}, status=201)
        served.set_second_factor("root")
        served.sign_in("root")
        for user, role in USERS.items():
            served.call("POST", "/users", {"user": user, "name": user.title(), "role": role, "password": PASSWORD}, status=201)
        with database(self.unit) as db:
            people = db.execute("SELECT id, family FROM traveller WHERE family IS NOT NULL AND birth_date IS NOT NULL "
                                "ORDER BY id LIMIT 2").fetchall()
        served.sign_in("anna")
        for traveller, _ in people:
            served.call("POST", f"/travellers/{traveller}/evidence", {"grounds": REASON, "case": "C-1"}, status=204)
        self.assertEqual(served.stop(), 0)
        make_older(self.unit, SEVEN_MONTHS_US)
        piu("retention", "run", "--data", self.unit.data)
        return people, hold_ceremony(self.unit)

    def test_the_head_of_the_unit_is_refused_and_a_judge_approves_one_record_for_a_day(self):  # R-112 R-113 R-114
        (one, other), shares = self.masked()
        served = self.serve()
        served.sign_in("dora")
        waiting = served.call("GET", "/unmask?state=review")["to_review"]
        served.sign_in("anna")
        asked = served.call("POST", "/unmask", {"traveller": str(one[0]), "fields": "identity", "case": "C-1",
                                                "legal_basis": "Act of Utopia 1, article 9", "reason": REASON}, status=201)
        act = f"/unmask/{asked['id']}"
        served.sign_in("head")
        refused = served.call("POST", f"{act}/approval", {"reason": REASON, "share": shares[0]}, status=403)
        self.assertEqual(refused["rule"], "R-112")
        served.sign_in("anna")
        served.call("POST", f"{act}/approval", {"reason": REASON, "share": shares[0]}, status=403)
        served.call("POST", f"{act}/opening", {"share": shares[0], "second_share": shares[1]}, status=403)
        served.sign_in("judy")
        approved = served.call("POST", f"{act}/approval", {"reason": REASON, "share": shares[1]})
        with database_beside(self.unit) as db:
            decided, ends = db.execute("SELECT decided_at, ends_at FROM unmask").fetchone()
        self.assertEqual((approved["state"], ends - decided), ("approved", 24 * 3600 * 1_000_000))
        served.call("GET", f"{act}/record", status=403)  # the judge decides and sees nothing
        served.sign_in("anna")
        served.call("POST", f"{act}/opening", {"share": shares[0], "second_share": ""})
        record = served.call("GET", f"{act}/record")["record"]
        self.assertEqual(record["parts"][0]["identity"]["family"], one[1])
        # One record: the other one stays masked.
        self.assertNotIn("family", served.call("GET", f"/travellers/{other[0]}")["traveller"])
        served.sign_in("dora")
        self.assertEqual(served.call("GET", "/unmask?state=review")["to_review"], waiting + 1)


def database_beside(unit):
    """The database of a unit that is served, to look at only."""
    return contextlib.closing(sqlite3.connect(f"file:{unit.data}/piu.db?mode=ro", uri=True))


if __name__ == "__main__":
    unittest.main()
