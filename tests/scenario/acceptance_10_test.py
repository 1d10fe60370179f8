# SPDX-License-Identifier: Apache-2.0
"""Acceptance scenario 10: somebody is taken off the Security Council's list. Live alerts are
withdrawn, and whoever was sent a package is told, must say so, and can not get it any more."""
import unittest

from acceptance import FROSTWOOD, QUIBBLE, Office, decision, sheet, un_list


class Delisting(unittest.TestCase):
    def setUp(self):
        self.office = Office()
        self.addCleanup(lambda: self.assertEqual(self.office.close(), 0))

    def take(self, *people):
        return self.office.take_list("Security%20Council/import?severity=medium", un_list(*people), "application/xml")

    def test_a_live_alert_is_withdrawn(self):
        self.take(QUIBBLE, FROSTWOOD)
        self.assertEqual(self.office.take_message()["new"], 1)
        anna = self.office.as_user("anna")
        self.assertEqual([h["entry"]["id"] for h in anna.call("GET", "/hits")["hits"]], ["UTi.001"])
        self.assertEqual(self.take(FROSTWOOD)["removed"], 1)
        anna = self.office.as_user("anna")
        self.assertEqual(anna.call("GET", "/hits")["hits"], [])
        self.assertEqual(len(anna.call("GET", "/hits?state=withdrawn")["hits"]), 1)

    def test_earlier_recipients_are_told_and_acknowledge(self):  # R-236 R-094 R-090
        self.take(QUIBBLE, FROSTWOOD)
        self.office.take_message()
        anna = self.office.as_user("anna")
        hit = anna.call("GET", "/hits")["hits"][0]
        anna.call("POST", f"/hits/{hit['id']}/disclosure", sheet(), status=409)
        anna.call("POST", f"/hits/{hit['id']}/decision", decision("confirmed", "document and birth date agree"))
        sent = anna.call("POST", f"/hits/{hit['id']}/disclosure", sheet(), status=201)
        self.assertEqual(sent["state"], "sent")

        package = f"/disclosures/{sent['id']}/package"
        polly = self.office.as_user("polly")
        self.assertEqual(polly.call("GET", package + ".json")["match"]["entry"], "UTi.001")
        self.assertEqual(self.office.bytes_of(package + ".pdf")[1][:5], b"%PDF-")
        polly.call("POST", f"/disclosures/{sent['id']}/acknowledgement", status=204)

        self.assertEqual(self.take(FROSTWOOD)["removed"], 1)

        polly = self.office.as_user("polly")
        told = polly.call("GET", "/disclosures")["disclosures"][0]
        self.assertEqual((told["state"], told["recall"]["cause"]), ("recalled", "delisted"))
        self.assertNotIn("seen_at", told["recall"])
        for form in (".json", ".pdf"):
            self.assertEqual(self.office.bytes_of(package + form)[0], 409)
        polly.call("POST", f"/disclosures/{sent['id']}/recall-acknowledgement", status=204)
        anna = self.office.as_user("anna")
        mine = anna.call("GET", "/disclosures")
        self.assertEqual((mine["unseen_recalls"], mine["disclosures"][0]["recall"]["seen_by"]), (0, "polly"))
        self.assertIn("seen_at", mine["disclosures"][0]["recall"])
        anna.call("POST", f"/hits/{hit['id']}/disclosure", sheet(), status=409)

        dee = self.office.as_user("dee")
        acts = [record["act"] for record in dee.call("GET", "/audit?limit=500")["records"]]
        for act in ("disclosure.sent", "package.fetched", "disclosure.recalled", "recall.acknowledged"):
            self.assertIn(act, acts)


if __name__ == "__main__":
    unittest.main(verbosity=2)
