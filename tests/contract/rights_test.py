#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Individuals' rights and oversight over HTTP, checked against the OpenAPI document:
rights_test.py SERVE-PROGRAM [unittest arguments]"""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from api_test import Case, Client  # pylint: disable=wrong-import-position
from messages import decision, paxlst  # pylint: disable=wrong-import-position

REQUEST = {"kind": "access", "channel": "letter", "family": "Quibble", "given": "Zelda May", "birth_date": "1970-01-02",
           "address": "Invented Street 1, Utopia", "wish": "What is held of me?", "document_type": "",
           "document_number": "", "document_issuer": "", "received_on": "2026-11-24"}
REASON = "Decided on the documents that were sent in."


class Rights(Case):
    def setUp(self):
        self.send(paxlst())
        self.dora = self.client("dora")

    def made(self, **other):
        request = self.dora.call("POST", "/rights", {**REQUEST, **other}, status=201)
        return f"/rights/{request['id']}"

    def found(self, path):
        self.dora.call("POST", path + "/identity", {"how": "Certified copy of the passport."}, status=204)
        count = self.dora.call("POST", path + "/search")["found"]
        page = self.dora.call("GET", path)
        self.assertEqual(len(page["found"]), count)
        return page["found"]

    def test_a_request_is_answered_in_two_versions(self):  # R-190 R-191 R-193
        path = self.made()
        self.dora.problem("POST", path + "/search", 409, "identity-not-checked")
        found = self.found(path)
        self.assertEqual({f["family"] for f in found}, {"QUIBBLE"})
        for one in found:
            self.dora.call("POST", path + "/found", {"traveller": one["traveller"], "state": "same"}, status=204)
        self.dora.call("POST", path + "/extension", {"reason": "Three carriers were asked."}, status=204)
        body = {"decision": "granted", "reason": REASON, "field": "", "content": ""}
        self.dora.call("POST", path + "/decision", body, status=204)
        self.dora.problem("POST", path + "/decision", 409, "rights-decided", body=body)
        for query in ("", "?version=court", "?version=person&language=ar"):
            self.assertEqual(self.dora.call("GET", path + "/answer" + query)[:5], b"%PDF-")
        self.dora.problem("GET", path + "/answer?version=press", 400, "bad-version")
        listed = self.dora.call("GET", "/rights")["requests"]
        self.assertEqual(listed[-1]["state"], "decided")

    def test_nobody_but_the_officer_has_the_register(self):  # R-191 R-153
        path = self.made()
        for user in ("anna", "supa", "tariq", "lena"):
            self.client(user).problem("GET", "/rights", 403, "not-permitted")
            self.client(user).problem("GET", path, 403, "not-permitted")
            self.client(user).problem("POST", path + "/search", 403, "not-permitted")
        self.admin.problem("GET", "/rights", 403, "not-permitted")

    def test_an_erased_person_is_gone(self):
        path = self.made(kind="erasure", family="Fernsby", given="Ottoline", birth_date="1988-06-14")
        found = self.found(path)
        self.assertTrue(found)
        for one in found:
            self.dora.call("POST", path + "/found", {"traveller": one["traveller"], "state": "same"}, status=204)
        self.dora.call("POST", path + "/decision",
                       {"decision": "granted", "reason": REASON, "field": "", "content": ""}, status=204)
        anna = self.client("anna")
        anna.problem("GET", f"/travellers/{found[0]['traveller']}", 404, "not-found")

    def test_a_redress_number_is_given_and_ended(self):
        path = self.made(kind="redress")
        self.found(path)
        self.dora.call("POST", path + "/decision",
                       {"decision": "granted", "reason": REASON, "field": "", "content": ""}, status=204)
        redress = self.dora.call("GET", "/rights")["redress"][0]
        self.assertRegex(redress["number"], r"^RN-[a-z0-9]{8}$")
        self.dora.call("DELETE", f"/redress/{redress['id']}", status=204)
        self.dora.problem("DELETE", f"/redress/{redress['id']}", 404, "not-found")

    def test_the_public_notice_needs_no_account(self):
        notice = Client(self.served).call("GET", "/notice")
        self.assertTrue(notice["legal_basis"])
        self.assertIn("travellers", {s["name"] for s in notice["statistics"]})


class Oversight(Case):
    def test_the_workbench_from_an_odd_look_up_to_the_pack(self):  # R-154 R-156 R-158
        self.import_list(severity="medium")
        self.send(paxlst())
        dora, anna = self.client("dora"), self.client("anna")
        self.admin.call("POST", "/users", {"user": "quinn", "name": "Quinn Quibble", "role": "analyst",
                                           "password": "plum-violin-harbour-82"}, status=201)
        quinn = self.client("quinn")
        hit = quinn.call("GET", "/hits")["hits"][0]
        quinn.call("GET", f"/hits/{hit['id']}")
        page = dora.call("GET", "/oversight")
        self.assertTrue(page["trail"]["verified"])
        odd = [o for o in page["lookups"] if o["sign"] == "own-name"]
        self.assertEqual([o["actor"] for o in odd], ["quinn"])
        settle = f"/oversight/lookups/{odd[0]['id']}"
        dora.call("POST", settle, {"result": "asked", "note": "Asked; the queue gave it."}, status=204)
        dora.problem("POST", settle, 422, "bad-result", body={"result": "no", "note": "Asked; the queue gave it."})
        anna.problem("GET", "/oversight", 403, "not-permitted")

        anna.call("POST", f"/hits/{hit['id']}/decision", decision("confirmed"))
        days = {"from": "2026-11-01", "to": "2026-11-30", "seed": ""}
        sample = dora.call("POST", "/oversight/samples", days, status=201)
        self.assertEqual((sample["population"], len(sample["items"])), (1, 1))
        dora.call("POST", f"/oversight/samples/{sample['id']}",
                  {"decision": sample["items"][0]["decision"], "result": "in-order", "note": "Well reasoned."}, status=204)
        page = dora.call("GET", "/oversight")
        self.assertEqual(page["sample"]["items"][0]["result"], "in-order")
        notice = page["notices"][0]
        dora.call("POST", f"/use-notices/{notice['decision']}",
                  {"state": "sent", "review_on": "", "reason": "The inquiry is over."}, status=204)
        self.assertEqual(dora.call("GET", "/oversight/compliance")[:5], b"%PDF-")

    def test_hours_of_duty_are_the_administrators(self):
        user = next(u for u in self.admin.call("GET", "/users")["users"] if u["user"] == "anna")
        self.admin.call("POST", f"/users/{user['id']}/duty", {"from": "22:00", "to": "06:00"}, status=204)
        self.admin.problem("POST", f"/users/{user['id']}/duty", 422, "bad-hours", body={"from": "22", "to": ""})
        self.client("dora").problem("POST", f"/users/{user['id']}/duty", 403, "not-permitted",
                                    body={"from": "", "to": ""})


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2, module="__main__",
                  defaultTest=["Rights", "Oversight"])
