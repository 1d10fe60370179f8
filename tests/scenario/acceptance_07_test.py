# SPDX-License-Identifier: Apache-2.0
"""Acceptance scenario 7: a rule without evidence for one of its indicators can not be submitted, one on
nationality alone fails the gate against discrimination, and a good one goes the whole way by two people:
it is tried, accepted with its figures, met by travellers, reviewed, and suspended when it is wrong too often."""
import copy
import datetime
import unittest

from serve_test import PASSWORD, Serving
from unit import Unit

STAFF = {"anna": "analyst", "supa": "supervisor", "tariq": "targeter", "dee": "dpo"}
PEOPLE = ("QUIBBLE:ZELDA", "FROSTWOOD:BALTHAZAR", "THIMBLE:OSWIN", "MARROW:PETRA", "LANTERN:IVO")
CRITERIA = ("indicators", "exonerating", "protected-grounds", "proportionate")


def message():
    """An API message of five invented people on a flight that no test's clock reaches."""
    segments = ["UNB+UNOA:4+Z9DCS+UTGOV+310301:0702+Z9I0000417++IAPI", "UNH+1+PAXLST:D:12B:UN:IATA", "BGM+745",
                "NAD+MS+++ZEDAIR CHECKIN", "COM+254 20 0000001:TE", "TDT+20+Z9418+++Z9", "LOC+125+NBO",
                "DTM+189:3103020955:201", "LOC+87+LIS", "DTM+232:3103021720:201"]
    for number, name in enumerate(PEOPLE):
        segments += [f"NAD+FL+++{name}", "ATT+2++F", f"DTM+329:7{number}0102", "LOC+178+NBO", "LOC+179+LIS", "NAT+2+KEN",
                     f"DOC+P:110:111+ZQ000000{number}", "DTM+36:320822", "LOC+91+KEN"]
    segments += [f"CNT+42:{len(PEOPLE)}"]
    segments += [f"UNT+{len(segments)}+1", "UNZ+1+Z9I0000417"]
    return "UNA:+.? '" + "'".join(segments) + "'"


def indicator(side, expression, title):
    return {"side": side, "expression": expression, "title": title,
            "evidence": "Eleven of fourteen seizures of the year before had this.",
            "source": "Customs of Utopia, report 7 (invented)", "evidence_on": "2026-01-15"}


def rule():
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return {"title": "From Nairobi with one document", "purpose": "criteria", "offence": "drug-trafficking",
            "necessity": "Couriers of this route were found in no other way.", "authorities": "customs national-police",
            "needs": 2, "severity": "medium", "starts_on": str(today), "ends_on": str(today + datetime.timedelta(300)),
            "review_on": str(today + datetime.timedelta(120)), "false_percent": 50, "least_reviews": 3,
            "indicators": [indicator("incriminating", 'flight.from == "NBO" && flight.to == "LIS"', "On the route"),
                           indicator("incriminating", "size(traveller.documents) == 1", "One document only"),
                           indicator("exonerating", 'traveller.kind == "crew"', "Works on the flight")]}


class ARule(unittest.TestCase):
    def setUp(self):
        self.unit = Unit()
        self.unit.fresh, self.unit.codes = True, {}
        self.serving = Serving(self.unit)
        self.unit.fresh = False
        self.addCleanup(self.unit.close)
        self.addCleanup(lambda: self.assertEqual(self.serving.stop(), 0))
        self.call = self.serving.call
        self.call("POST", "/setup", {"code": self.serving.code, "user": "root", "name": "Ada", "password": PASSWORD}, status=201)
        self.serving.set_second_factor("root")
        self.serving.sign_in("root")
        for user, role in STAFF.items():
            self.call("POST", "/users", {"user": user, "name": user, "role": role, "password": PASSWORD}, status=201)
        self.key = self.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]

    def write(self, name, text):
        """As the targeter; gives the way to the rule."""
        self.serving.sign_in("tariq")
        return f"/rules/{self.call('POST', '/rules', {'name': name, **text}, status=201)['rule']['id']}"

    def faults(self, text):
        return {(fault["code"], fault.get("rule")) for fault in self.call("POST", "/rules/check", text)["faults"]}

    def review(self, outcome):
        """The analyst reviews the next open hit; gives it as it was read."""
        hit = self.call("GET", "/hits")["hits"][0]
        page = self.call("GET", f"/hits/{hit['id']}")
        answer = "agrees" if outcome == "confirmed" else "differs"
        self.call("POST", f"/hits/{hit['id']}/decision",
                  {"outcome": outcome, "reason": "Looked at the whole booking.", "checklist": dict.fromkeys(CRITERIA, answer)})
        return page

    def test_an_indicator_without_evidence_keeps_a_rule_from_being_submitted(self):
        text = rule()
        del text["indicators"][1]["evidence"]
        way = self.write("no-evidence", text)
        self.assertEqual(self.faults(text), {("evidence-missing", "R-050")})
        refusal = self.call("POST", way + "/submission", {"version": 1}, status=422)
        self.assertEqual((refusal["code"], refusal["rule"]), ("rule-not-ready", "R-050"))
        self.assertIn("indicator 2", refusal["detail"])
        self.assertEqual(self.call("GET", way)["rule"]["latest"]["state"], "draft")

    def test_a_rule_on_nationality_alone_fails_the_gate(self):
        text = rule()
        text["needs"] = 1
        text["indicators"][0]["expression"] = 'traveller.nationality == "KEN"'
        way = self.write("by-nationality", text)
        self.assertIn("R-051", {requirement for _, requirement in self.faults(text)})
        refusal = self.call("POST", way + "/submission", {"version": 1}, status=422)
        self.assertEqual((refusal["code"], refusal["rule"]), ("rule-not-ready", "R-051"))

    def accept(self, way):
        """Submitted, tried and accepted; nobody does it alone."""
        self.call("POST", way + "/submission", {"version": 1})
        yes = {"version": 1, "accept": True, "figures_accepted": True, "reason": "Both shares follow the route's own."}
        self.call("POST", way + "/decision", yes, status=403)  # the targeter
        self.serving.sign_in("supa")
        self.assertEqual(self.call("POST", way + "/decision", yes, status=409)["code"], "no-dry-run")
        self.serving.sign_in("tariq")
        run = self.call("POST", way + "/dry-run", {"version": 1})["runs"][0]
        self.serving.sign_in("supa")
        refusal = self.call("POST", way + "/decision", {**yes, "run": run["id"], "figures_accepted": False}, status=422)
        self.assertEqual((refusal["code"], refusal["rule"]), ("figures-not-accepted", "R-051"))
        page = self.call("POST", way + "/decision", {**yes, "run": run["id"]})
        self.assertEqual((page["rule"]["version_in_force"], page["rule"]["latest"]["decided_run"]), (1, run["id"]))
        return run

    def test_a_good_rule_goes_the_whole_way_by_two_people(self):  # R-050 R-051 R-052 R-054 R-055 R-154
        self.serving.post(self.key, message())
        way = self.write("from-nairobi", rule())
        self.assertEqual(self.faults(copy.deepcopy(rule())), set())
        run = self.accept(way)
        self.assertEqual((run["travellers"], run["hits"]), (5, 5))
        self.serving.sign_in("anna")
        self.call("GET", way, status=403)  # analysts read the rule beside its hits
        page = self.review("confirmed")
        self.assertEqual((page["hit"]["method"], page["hit"]["list"]["name"]), ("rule", "from-nairobi"))
        self.assertEqual([field["outcome"] for field in page["fields"]], ["holds", "holds", "fails"])
        self.assertEqual([one["source"] for one in page["rule"]["indicators"]], ["Customs of Utopia, report 7 (invented)"] * 3)
        self.review("rejected")
        self.assertEqual(len(self.call("GET", "/hits")["hits"]), 3)
        self.review("rejected")  # two of three: more than one in two
        self.assertEqual(self.call("GET", "/hits")["hits"], [])
        self.serving.sign_in("dee")
        latest = self.call("GET", way)
        self.assertEqual(latest["rule"]["latest"]["state"], "suspended")
        self.assertEqual(latest["rule"]["latest"]["reviews"], {"open": 0, "confirmed": 1, "rejected": 2, "undetermined": 0})
        self.assertNotIn("by", latest["events"][-1])  # the program
        acts = [record["act"] for record in self.call("GET", "/audit")["records"] if record["act"].startswith("rule.")]
        self.assertEqual(acts, ["rule.suspended", "rule.accepted", "rule.tried", "rule.submitted", "rule.written"])


if __name__ == "__main__":
    unittest.main()
