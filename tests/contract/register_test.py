#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The register, declared places, and breaches by their clock, over HTTP: register_test.py SERVE-PROGRAM"""
import csv
import io
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from unit import PASSWORD, Client, Served  # pylint: disable=wrong-import-position

PROGRAM = sys.argv[1]
NOW = "2026-11-25T08:30:00Z"
USERS = {"anna": "analyst", "supa": "supervisor", "dora": "dpo", "ines": "supervisory-authority", "judy": "approving-authority"}
BREACH = {"what": "A copy of the database was left in a taxi.", "categories": "Travellers of one flight: names and documents.",
          "people": 180, "happened_at": "2026-11-24T20:00:00Z", "known_at": "2026-11-25T08:00:00Z"}
TEXT = "The disc was encrypted; the key is not on it."


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="piu-register-")
        self.addCleanup(folder.cleanup)
        self.folder = os.path.join(folder.name, "unit")
        self.start(NOW)
        self.admin = Client(self.served)
        self.admin.set_up()
        for user, role in USERS.items():
            self.admin.call("POST", "/users", {"user": user, "name": user.title() + " Example", "role": role,
                                               "password": PASSWORD,
                                               **({"ends_at": "2026-12-20T00:00:00Z"} if user == "ines" else {})}, status=201)

    def start(self, now):
        """The clock is the test's: the unit is served anew at another instant."""
        if getattr(self, "served", None):
            self.assertEqual(self.served.stop(), 0)
        self.served = Served(PROGRAM, self.folder, now)
        self.addCleanup(lambda s=self.served: s.process.poll() is None and s.stop())

    def client(self, user):
        client = Client(self.served)
        client.sign_in(user)
        return client

    def acts(self):
        return [r["act"] for r in self.client("dora").call("GET", "/audit?limit=200")["records"]]


class Register(Case):
    def test_staff_access_and_changes_are_there_for_the_supervisory_authority(self):  # R-152 R-155
        anna = next(u for u in self.admin.call("GET", "/users")["users"] if u["user"] == "anna")["id"]
        self.admin.call("PATCH", f"/users/{anna}", {"desk": "gate"})
        self.admin.call("PATCH", f"/users/{anna}", {"active": False})
        page = self.client("ines").call("GET", "/register")
        staff = {s["user"]: s for s in page["staff"]}
        self.assertEqual(set(staff), {"admin", *USERS})
        self.assertEqual((staff["anna"]["role"], staff["anna"]["duty"], staff["anna"]["active"], staff["anna"]["desk"]),
                         ("analyst", "casework", False, "gate"))
        self.assertIn("travellers.read", staff["anna"]["access"])
        self.assertNotIn("travellers.read", staff["admin"]["access"])
        self.assertEqual([(c["act"], c["by"]) for c in staff["anna"]["changes"]],
                         [("account.created", "admin"), ("account.desk-set", "admin"), ("account.ended", "admin")])
        self.assertEqual([p["state"] for p in page["places"]], ["Utopia"])
        self.assertIn("register.read", self.acts())

    def test_it_is_exported_as_values_that_no_spreadsheet_runs(self):
        self.admin.call("POST", "/users", {"user": "eve", "name": '=cmd|"x"', "role": "analyst", "password": PASSWORD},
                        status=201)
        text = self.client("ines").call("GET", "/register/export").decode()
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual({r["part"] for r in rows}, {"staff", "change", "place"})
        eve = next(r for r in rows if r["part"] == "staff" and r["account"] == "eve")
        self.assertEqual((eve["name"], eve["role"]), ('\'=cmd|"x"', "analyst"))
        self.assertIn("hits.decide", eve["detail"].split())
        self.assertIn("register.exported", self.acts())

    def test_it_is_for_oversight_alone_and_ends_with_the_account(self):  # R-152 R-155
        for client in (self.admin, self.client("anna"), self.client("supa"), self.client("judy")):
            for path in ("/register", "/register/export"):
                client.problem("GET", path, 403, "not-permitted")
        self.start("2026-12-20T00:00:00Z")
        client = Client(self.served)
        answer = client.post("/session", {"user": "ines", "password": PASSWORD})
        self.assertEqual(answer.status, 401)


class Places(Case):
    PLACE = {"name": "Second centre", "address": "Invented Street 2, Utopia", "machine": "ab" * 32, "reason": "The first burns."}

    def test_a_place_is_declared_by_one_office_and_confirmed_by_another(self):
        supa = self.client("supa")
        supa.problem("POST", "/places", 422, "bad-machine", body={**self.PLACE, "machine": "ab"})
        supa.problem("POST", "/places", 422, "bad-place", body={**self.PLACE, "address": ""})
        self.client("anna").problem("POST", "/places", 403, "not-permitted", body=self.PLACE)
        made = supa.call("POST", "/places", self.PLACE, status=201)["id"]
        supa.problem("POST", f"/places/{made}/confirmation", 403, "not-permitted")
        self.admin.call("POST", f"/places/{made}/confirmation", status=204)
        self.admin.problem("POST", f"/places/{made}/confirmation", 404, "not-found")
        places = self.client("dora").call("GET", "/register")["places"]
        self.assertEqual([(p["name"], p.get("declared_by"), p.get("confirmed_by")) for p in places],
                         [("Second centre", "supa", "admin"), ("Utopia Passenger Information Unit", None, None)])
        supa.call("DELETE", f"/places/{made}", status=204)
        supa.problem("DELETE", f"/places/{places[1]['id']}", 409, "last-place")
        self.assertLessEqual({"place.declared", "place.confirmed", "place.ended"}, set(self.acts()))


class Breaches(Case):
    def breach(self):
        return self.client("ines").call("GET", "/breaches")["breaches"][0]

    def test_the_authority_is_told_within_72_hours(self):
        made = self.client("dora").call("POST", "/breaches", BREACH, status=201)["id"]
        breach = self.breach()
        self.assertEqual((breach["number"], breach["due_at"], breach["overdue"]), ("B-2026-001", "2026-11-28T08:00:00Z", False))
        for now, overdue in (("2026-11-28T07:59:59Z", False), ("2026-11-28T08:00:00Z", True), ("2026-12-01T08:00:00Z", True)):
            self.start(now)
            self.assertEqual(self.breach()["overdue"], overdue, now)
        step = f"/breaches/{made}/steps"
        self.client("dora").call("POST", step, {"kind": "authority-told", "text": "Told late: the taxi was sought first."},
                                 status=204)
        breach = self.breach()
        self.assertEqual((breach["overdue"], breach["authority_told_at"]), (False, "2026-12-01T08:00:00Z"))

    def test_it_is_closed_only_when_everybody_was_told(self):
        dora = self.client("dora")
        step = f"/breaches/{dora.call('POST', '/breaches', BREACH, status=201)['id']}/steps"
        done = lambda kind, **more: dora.call("POST", step, {"kind": kind, "text": TEXT, **more}, status=204)
        closing = {"kind": "closed", "text": TEXT}
        dora.problem("POST", step, 409, "not-assessed", body=closing)
        dora.problem("POST", step, 422, "bad-risk", body={"kind": "assessed", "text": TEXT})
        done("measure")
        done("assessed", risk="high")
        dora.problem("POST", step, 409, "authority-not-told", body=closing)
        done("authority-told")
        dora.problem("POST", step, 409, "people-not-told", body=closing)
        done("people-told")
        dora.problem("POST", step, 422, "reason-too-short", body={"kind": "closed", "text": "done"})
        done("closed")
        dora.problem("POST", step, 409, "breach-closed", body={"kind": "measure", "text": TEXT})
        breach = self.breach()
        self.assertEqual([s["kind"] for s in breach["steps"]],
                         ["measure", "assessed", "authority-told", "people-told", "closed"])
        self.assertEqual((breach["risk"], breach["closed_at"]), ("high", NOW))
        self.assertLessEqual({"breach.recorded", "breach.measure-taken", "breach.assessed", "breach.authority-told",
                              "breach.people-told", "breach.closed", "breach.read"}, set(self.acts()))

    def test_without_a_risk_nobody_need_be_told(self):
        dora = self.client("dora")
        step = f"/breaches/{dora.call('POST', '/breaches', BREACH, status=201)['id']}/steps"
        dora.call("POST", step, {"kind": "assessed", "risk": "none", "text": TEXT}, status=204)
        self.start("2026-12-01T08:00:00Z")
        self.assertFalse(self.breach()["overdue"])
        self.client("dora").call("POST", step, {"kind": "closed", "text": TEXT}, status=204)

    def test_it_is_the_officers_and_read_by_oversight(self):
        for user in ("supa", "anna", "judy", "ines"):
            self.client(user).problem("POST", "/breaches", 403, "not-permitted", body=BREACH)
        self.client("anna").problem("GET", "/breaches", 403, "not-permitted")
        dora = self.client("dora")
        for wrong in ({"known_at": "2026-11-24T19:00:00Z"}, {"known_at": "2026-11-25T08:30:01Z"}, {"known_at": "today"}):
            dora.problem("POST", "/breaches", 422, "bad-time", body={**BREACH, **wrong})
        dora.problem("POST", "/breaches", 422, "reason-too-short", body={**BREACH, "what": "x"})


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2)
