# SPDX-License-Identifier: Apache-2.0
"""Acceptance scenario 3: a travel document that INTERPOL's list says is stolen. Nobody confirms the
match, and nothing of it leaves the unit, before the national central bureau has answered."""
import unittest

from acceptance import Office, decision, sheet

STOLEN = "number,type,issuer,status\nZQ1234567,P,KEN,stolen\n"


class StolenDocument(unittest.TestCase):
    def setUp(self):
        self.office = Office()
        self.addCleanup(lambda: self.assertEqual(self.office.close(), 0))
        self.office.take_list("Stolen%20documents/import?kind=documents&severity=medium&source=INTERPOL%20SLTD%20(simulated)",
                              STOLEN, "text/csv")
        self.office.take_message()
        self.anna = self.office.as_user("anna")
        self.hit = f"/hits/{self.anna.call('GET', '/hits')['hits'][0]['id']}"

    def refused(self, path, body, code):
        answer = self.anna.call("POST", self.hit + path, body, status=409)
        self.assertEqual((answer["code"], answer["rule"]), (code, "R-231"))

    def test_nothing_is_confirmed_or_sent_before_the_bureau_answers(self):  # R-231 R-090
        confirm = decision("confirmed", "the number, type and issuer agree")
        self.refused("/decision", confirm, "bureau-answer-missing")
        self.refused("/disclosure", sheet(), "bureau-answer-missing")
        self.anna.call("POST", self.hit + "/bureau-question", {"reference": "UTO 2026/7"}, status=204)
        self.refused("/decision", confirm, "bureau-answer-missing")
        self.refused("/disclosure", sheet(), "bureau-answer-missing")
        self.anna.call("POST", self.hit + "/bureau-answer", {"answer": "confirmed", "reference": "IP/26/99"}, status=204)
        self.assertEqual(self.anna.call("POST", self.hit + "/disclosure", sheet(), status=409)["code"], "not-confirmed")
        self.anna.call("POST", self.hit + "/decision", confirm)
        self.assertEqual(self.anna.call("POST", self.hit + "/disclosure", sheet(), status=201)["state"], "sent")

    def test_what_the_source_does_not_confirm_stays_here(self):
        self.anna.call("POST", self.hit + "/bureau-question", {"reference": "UTO 2026/8"}, status=204)
        self.anna.call("POST", self.hit + "/bureau-answer", {"answer": "not-confirmed", "reference": "IP/26/98"}, status=204)
        self.refused("/decision", decision("confirmed", "the number, type and issuer agree"), "bureau-not-confirmed")
        self.anna.call("POST", self.hit + "/decision", decision("rejected", "the source does not confirm it"))
        self.assertEqual(self.anna.call("POST", self.hit + "/disclosure", sheet(), status=409)["code"], "not-confirmed")


if __name__ == "__main__":
    unittest.main(verbosity=2)
