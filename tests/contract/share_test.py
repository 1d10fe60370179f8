#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What leaves the unit, over HTTP, checked against the OpenAPI document:
share_test.py SERVE-PROGRAM [unittest arguments]"""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from api_test import Case, Client  # pylint: disable=wrong-import-position
from messages import decision, paxlst, pnrgov  # pylint: disable=wrong-import-position
from unit import PASSWORD  # pylint: disable=wrong-import-position

STAFF = {"rex": ("requests-desk", None), "judy": ("approving-authority", None),
         "polly": ("requesting-authority", "national-police"), "carl": ("frontline-officer", "customs")}
SHEET = {"fields": "name birth-date document flight", "caveat": "For the officer alone; do not approach.",
         "language": "en", "feedback_on": "2026-12-02", "expires_on": "2027-01-31"}
REQUEST = {"offence": "terrorist-offences", "case": "NP 26/77", "grounds": "A witness names her as the courier.",
           "urgency": "routine", "from": "2026-11-25", "to": "2026-11-27", "family": "Fernsby",
           "given": "Ottoline", "fields": "name document flight"}
LATER = {"circumstances": "A second member was arrested yesterday.",
         "evidence": "His telephone holds the booking reference."}


class Share(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user, (role, desk) in STAFF.items():
            cls.admin.call("POST", "/users", {"user": user, "name": user.title(), "role": role, "password": PASSWORD,
                                              **({"desk": desk} if desk else {})}, status=201)

    def confirmed(self):
        self.import_list(severity="medium")
        self.send(paxlst())
        self.send(pnrgov())
        anna = self.client("anna")
        hits = anna.call("GET", "/hits")["hits"]
        if hits:
            anna.call("POST", f"/hits/{hits[0]['id']}/decision", decision("confirmed"))
        return anna.call("GET", "/hits?state=decided")["hits"][0]["id"]

    def test_1_a_confirmed_hit_goes_to_one_officer_and_is_called_back(self):  # R-090 R-093 R-094
        anna, polly = self.client("anna"), self.client("polly")
        hit = self.confirmed()
        choice = anna.call("GET", "/recipients")
        self.assertEqual([r["user"] for r in choice["recipients"]], ["carl", "polly"])
        self.assertIn("name", {f["name"] for f in choice["fields"] if f["usual"]})
        path = f"/hits/{hit}/disclosure"
        anna.problem("POST", path, 422, "bad-recipient", body={**SHEET, "officer": "supa"})
        sent = anna.call("POST", path, {**SHEET, "officer": "polly"}, status=201)
        self.assertEqual((sent["state"], sent["number"]), ("sent", "D-2026-0001"))
        own = f"/disclosures/{sent['id']}"
        self.client("carl").problem("GET", own + "/package.json", 404, "not-found")
        self.assertEqual(self.client("carl").call("GET", "/disclosures")["disclosures"], [])
        package = polly.call("GET", own + "/package.json")
        self.assertEqual(package["person"]["family"], "QUIBBLE")
        self.assertNotIn("nationality", package["person"])
        self.assertEqual(polly.call("GET", own + "/package.pdf")[:5], b"%PDF-")
        polly.call("POST", own + "/acknowledgement", status=204)
        polly.problem("POST", own + "/acknowledgement", 409, "acknowledged")
        polly.call("POST", own + "/feedback", {"feedback": "measures", "note": "Met at the gate."}, status=204)
        anna.call("POST", own + "/recall", {"note": "It went to the wrong case."})
        polly.problem("GET", own + "/package.json", 409, "recalled")
        self.assertEqual(anna.call("GET", "/disclosures")["unseen_recalls"], 1)
        polly.call("POST", own + "/recall-acknowledgement", status=204)
        seen = anna.call("GET", "/disclosures")["disclosures"][0]
        self.assertEqual((seen["state"], seen["recall"]["seen_by"], seen["feedback"]), ("recalled", "Polly", "measures"))

    def test_2_a_request_is_checked_narrowed_and_answered(self):
        self.confirmed()
        polly, rex, anna = self.client("polly"), self.client("rex"), self.client("anna")
        self.assertEqual(polly.call("POST", "/requests/check", {"urgency": "routine"})["missing"],
                         "offence case grounds days subject fields")
        polly.problem("POST", "/requests", 422, "incomplete", body={"urgency": "routine"})
        asked = polly.call("POST", "/requests", REQUEST, status=201)
        path = f"/requests/{asked['id']}"
        polly.problem("POST", path + "/search", 403, "not-permitted")
        for address in ("/flights", "/hits", "/watchlists", "/messages", "/audit", "/unmask"):
            polly.problem("GET", address, 403, "not-permitted")
        rex.problem("POST", path + "/search", 409, "request-not-accepted")
        narrowed = rex.call("POST", path + "/decision", {"accept": True, "reason": "The seat is not needed.",
                                                         "fields": "name flight"})
        self.assertEqual((narrowed["state"], narrowed["fields"]), ("accepted", "name flight"))
        found = anna.call("POST", path + "/search")["found"]
        self.assertEqual([f["family"] for f in found], ["FERNSBY"])
        body = {**SHEET, "traveller": found[0]["traveller"]}
        anna.problem("POST", path + "/answer", 403, "outside-the-request", body=body)
        sent = anna.call("POST", path + "/answer", {**body, "fields": "name flight"}, status=201)
        self.assertEqual((sent["state"], sent["request_number"]), ("sent", "RQ-2026-0001"))
        package = polly.call("GET", f"/disclosures/{sent['id']}/package.json")
        self.assertEqual(set(package["person"]), {"family", "given", "flight", "route", "departs"})
        self.assertEqual(polly.call("GET", "/requests")["requests"][0]["state"], "answered")
        empty = polly.call("POST", "/requests", {**REQUEST, "family": "Nemo"}, status=201)
        rex.call("POST", f"/requests/{empty['id']}/decision", {"accept": True, "reason": "It is reasoned."})
        closed = rex.call("POST", f"/requests/{empty['id']}/closure", {"answer": "Nobody of that name travelled."})
        self.assertEqual(closed["state"], "answered")
        refused = polly.call("POST", "/requests", REQUEST, status=201)
        rex.call("POST", f"/requests/{refused['id']}/decision", {"accept": False, "reason": "It was answered already."})

    def test_3_later_use_is_reviewed_by_somebody_independent(self):
        polly, rex, judy = self.client("polly"), self.client("rex"), self.client("judy")
        past = {**REQUEST, "from": "2026-11-01", "to": "2026-11-24"}
        polly.problem("POST", "/requests", 422, "incomplete", body=past)
        asked = polly.call("POST", "/requests", {**past, **LATER}, status=201)
        path = f"/requests/{asked['id']}/later-use"
        for user in ("rex", "supa", "anna", "polly", "dora"):
            self.client(user).problem("POST", path, 403, "not-permitted")
        self.assertEqual([r["id"] for r in judy.call("GET", "/requests")["requests"]], [asked["id"]])
        reviewed = judy.call("POST", path, {"approve": False, "reason": "The evidence is hearsay."})
        self.assertEqual(reviewed["approval"], "refused")
        judy.problem("POST", path, 409, "already-decided", body={"approve": True, "reason": "On second thoughts."})
        self.assertEqual(rex.call("GET", "/requests")["requests"][0]["approval"], "refused")

    def test_4_the_register_is_the_officers(self):  # R-152 R-133
        dora, anna = self.client("dora"), self.client("anna")
        hit = self.confirmed()
        abroad = {**SHEET, "officer": "carl", "transfer_state": "KEN", "transfer_basis": "Agreement of 2024, article 3",
                  "transfer_checks": "agreement onward-authorised comparable-protection no-torture no-persecution"}
        anna.problem("POST", f"/hits/{hit}/disclosure", 403, "transfer-refused", body=abroad)
        abroad["transfer_checks"] += " no-death-penalty"
        anna.call("POST", f"/hits/{hit}/disclosure", abroad, status=201)
        register = dora.call("GET", "/disclosures/register")
        self.assertEqual([t["result"] for t in register["third_countries"]], ["transferred", "refused"])
        self.assertTrue(register["requests"] and register["disclosures"])
        self.assertNotIn("FERNSBY", str(register))
        dora.call("POST", f"/third-countries/{register['third_countries'][0]['id']}", {"note": "Looked into it."}, status=204)
        csv = dora.call("GET", "/disclosures/register/export")
        self.assertIn(b'"third-country","D-2026-', csv)
        anna.problem("GET", "/disclosures/register", 403, "not-permitted")

    def test_5_a_confirmation_that_falls_takes_the_package_along(self):
        anna = self.client("anna")
        hit = self.confirmed()
        sent = anna.call("POST", f"/hits/{hit}/disclosure", {**SHEET, "officer": "polly"}, status=201)
        anna.problem("POST", f"/hits/{hit}/decision", 409, "already-decided", body=decision("rejected"))
        anna.call("POST", f"/hits/{hit}/decision", {**decision("rejected"), "overturn": True})
        mine = next(d for d in anna.call("GET", "/disclosures")["disclosures"] if d["id"] == sent["id"])
        self.assertEqual((mine["state"], mine["recall"]["cause"]), ("recalled", "overturned"))
        self.client("polly").problem("GET", f"/disclosures/{sent['id']}/package.pdf", 409, "recalled")

    def test_6_without_an_account_nothing(self):
        for address in ("/requests", "/disclosures", "/recipients"):
            Client(self.served).problem("GET", address, 401, "signed-out")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2, module="__main__", defaultTest="Share")
