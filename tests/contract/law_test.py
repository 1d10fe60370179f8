#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Roles, tasks, second factors and the legal profile over HTTP (R-001 to R-005, R-155, R-172):
law_test.py SERVE-PROGRAM ROLES-PAGE [unittest arguments]"""
import base64
import datetime
import hmac
import os
import pathlib
import re
import sys
import tempfile
import unittest

from messages import LIST, paxlst, pnrgov
from unit import PASSWORD, PURPOSES, Client, Served

PROGRAM, ROLES_PAGE = sys.argv[1:3]
NOW = "2026-11-25T08:30:00Z"
END = "2026-12-01T00:00:00Z"
TIMED = {"supervisory-authority", "auditor", "remote-support"}
PEOPLE = ("QUIBBLE", "ZELDA", "ZQ1234567", "FERNSBY", "KE0417729", "QX7M2P")


def permission_table():
    """{permission: {role, ...}} of docs/roles.md, which a unit test compares with the program."""
    text = pathlib.Path(ROLES_PAGE).read_text(encoding="utf-8")
    head = re.search(r"^\| permission \|(.*)\|$", text, re.M).group(1)
    roles = [cell.strip() for cell in head.split("|")]
    rows = re.findall(r"^\| `(\w+\.\w+)` \|(.*)\|$", text, re.M)
    return {name: {role for role, cell in zip(roles, cells.split("|")) if cell.strip() == "yes"} for name, cells in rows}


TABLE = permission_table()
ROLES = sorted(set().union(*TABLE.values()) - {"system"})


def totp(secret, instant, step=0):
    """The code of an authenticator (RFC 6238) at that instant of the unit's clock."""
    at = datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp()
    mac = hmac.new(base64.b32decode(secret), (int(at) // 30 + step).to_bytes(8, "big"), "sha1").digest()
    place = mac[-1] & 15
    return f"{(int.from_bytes(mac[place:place + 4], 'big') & 0x7fffffff) % 1000000:06}"


class Case(unittest.TestCase):
    """One unit with somebody of every role, two travellers on a flight, and a hit."""
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="piu-law-")
        cls.unit_folder = os.path.join(cls.folder.name, "unit")
        cls.served = Served(PROGRAM, cls.unit_folder, NOW)
        cls.admin = Client(cls.served)
        cls.admin.set_up()
        for role in ROLES:
            if role != "administrator":
                cls.add(role, role, **({"ends_at": END} if role in TIMED else {}))
        asked = cls.admin.call("POST", "/support/consents", {"user": "remote-support", "minutes": 480,
                                                             "reason": "As the test says it."}, status=201)["id"]
        cls.client("supervisor").call("POST", f"/support/consents/{asked}/agreement", status=204)
        key = cls.admin.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]
        cls.client("targeter").call("POST", "/watchlists/Persons/import?severity=high", LIST, kind="text/csv")
        for message in (paxlst(), pnrgov()):
            Client(cls.served).call("POST", "/messages", message, kind="application/edifact",
                                    headers={"Authorization": f"Bearer {key}"})
        analyst = cls.client("analyst")
        hit = analyst.call("GET", "/hits")["hits"][0]
        cls.ids = {"/flights": hit["flight"]["id"], "/travellers": hit["traveller"]["id"], "/hits": hit["id"],
                   "/profile": "1", "/users": cls.admin.session["user"]["id"]}

    @classmethod
    def add(cls, user, role, **more):
        body = {"user": user, "name": user.title() + " Example", "role": role, "password": PASSWORD, **more}
        return cls.admin.call("POST", "/users", body, status=201)

    @classmethod
    def client(cls, role, task=True):
        client = Client(cls.served)
        if role == "administrator":
            client.keep(client.post("/session", {"user": "admin", "password": PASSWORD}))
        else:
            client.sign_in(role, task=task)
        return client

    @classmethod
    def tearDownClass(cls):
        status = cls.served.stop()
        cls.folder.cleanup()
        assert status == 0, (status, cls.served.errors[-3000:])
        for name in (*PEOPLE, PASSWORD):
            assert name not in cls.served.errors, f"the log holds {name}"

    def operations(self):
        """(method, a real address, the permission it needs or None) of everything that sessions may call."""
        for path, methods in self.served.document["paths"].items():
            for method, operation in methods.items():
                if operation["security"] != [{"session": []}] or path == "/events":
                    continue
                known = next((i for start, i in self.ids.items() if path.startswith(start)), "1")
                yield method.upper(), path.replace("{id}", known).replace("{name}", "Persons"), operation.get("x-permission")

    @staticmethod
    def answer(client, method, path):
        fields = {"Cookie": f"piu_session={client.cookie}", "X-CSRF-Token": client.csrf}
        body = None
        if method in ("POST", "PUT", "PATCH") and not path.endswith("/second-factor"):
            body, fields["Content-Type"] = "{}", "application/json"
            if path.endswith("/import"):
                fields["Content-Type"] = "text/csv"
        return client.raw(method, "/api/v1" + path, body, fields)


class EveryRouteEveryRole(Case):
    """R-172: the permission table, called."""

    def test_a_role_is_refused_exactly_what_the_table_leaves_empty(self):
        checked = 0
        for role in ROLES:
            for method, path, permission in self.operations():
                if permission is None or (method, path) == ("DELETE", f"/users/{self.ids['/users']}/sessions"):
                    continue
                client = self.clients.get(role) or self.clients.setdefault(role, self.client(role))
                answer = self.answer(client, method, path)
                refused = answer.status == 403 and answer.json["code"] == "not-permitted"
                with self.subTest(role=role, method=method, path=path):
                    self.assertEqual(refused, role not in TABLE[permission], answer.body[:300])
                    if refused:
                        self.assertEqual(answer.json["rule"], "R-172")
                    checked += 1
        self.assertGreater(checked, 200)

    def test_sessions_say_what_the_table_says(self):
        for role in ROLES:
            may = set(self.client(role).call("GET", "/session")["may"])
            self.assertEqual(may, {p for p, roles in TABLE.items() if role in roles}, role)

    def test_who_needs_a_task_gets_nothing_without_one(self):
        """R-004, for every role and every address that is about people."""
        for role in ROLES:
            if role not in PURPOSES:
                continue
            client = self.client(role, task=False)
            needs = set(client.call("GET", "/session")["task_for"])
            for method, path, permission in self.operations():
                if permission not in needs:
                    continue
                with self.subTest(role=role, path=path):
                    answer = self.answer(client, method, path)
                    self.assertEqual((answer.status, answer.json["code"], answer.json["rule"]), (403, "no-task", "R-004"))

    def test_those_who_may_not_see_people_see_none_at_any_address(self):
        """R-172: administrators see no passenger data at all; nor do the others without the permission."""
        blind = [r for r in ROLES if r not in TABLE["travellers.read"] and r not in TABLE["hits.read"]]
        self.assertIn("administrator", blind)
        self.assertIn("approving-authority", blind)
        self.assertIn("auditor", blind)
        self.assertIn("carrier-liaison", blind)
        for role in blind:
            client = self.client(role, task=False)
            for method, path, _ in self.operations():
                if method != "GET":
                    continue
                text = self.answer(client, method, path).body.decode(errors="replace")
                for name in PEOPLE:
                    self.assertNotIn(name, text, f"{role} reads {name} at {path}")

    def setUp(self):
        self.clients = {}


class Support(Case):
    """R-173: support from outside."""

    def refused(self, client, code="support-not-consented"):
        for method, path, _ in self.operations():
            if path.startswith("/session"):
                continue
            answer = self.answer(client, method, path)
            with self.subTest(method=method, path=path):
                self.assertEqual((answer.status, answer.json["code"], answer.json["rule"]), (403, code, "R-173"))

    def test_it_is_off_until_two_people_let_it_in_for_a_time(self):
        self.add("vendor", "remote-support", ends_at=END)
        vendor, supervisor = Client(self.served), self.client("supervisor")
        vendor.sign_in("vendor", task=False)
        self.refused(vendor)
        asking = {"user": "vendor", "reason": "The disc is full, they say.", "minutes": 60}
        for wrong, code, status in (({"minutes": 481}, "bad-minutes", 422), ({"minutes": 0}, "bad-minutes", 422),
                                    ({"reason": "now"}, "reason-too-short", 422), ({"user": "analyst"}, "not-found", 404)):
            self.admin.problem("POST", "/support/consents", status, code, body={**asking, **wrong})
        asked = self.admin.call("POST", "/support/consents", asking, status=201)["id"]
        self.refused(vendor)
        agree = f"/support/consents/{asked}/agreement"
        self.admin.problem("POST", agree, 403, "two-people")  # who asked
        self.add("admin2", "administrator")
        other = Client(self.served)
        other.sign_in("admin2", task=False)
        other.problem("POST", agree, 403, "two-people")  # perhaps the same human being
        for role in set(ROLES) - TABLE["support.consent"]:
            self.client(role).problem("POST", agree, 403, "not-permitted")
        supervisor.call("POST", agree, status=204)
        supervisor.problem("POST", agree, 404, "not-found")
        self.assertIn(b"piu_messages_total", vendor.call("GET", "/support"))
        consents = self.client("dpo").call("GET", "/support/consents")["consents"]
        self.assertEqual((consents[0]["user"], consents[0]["asked_by"], consents[0]["agreed_by"], consents[0]["ends_at"]),
                         ("vendor", "admin", "supervisor", "2026-11-25T09:30:00Z"))
        self.admin.call("DELETE", f"/support/consents/{asked}", status=204)
        self.refused(vendor)

    def test_it_is_blind_to_data_at_every_address(self):
        support = self.client("remote-support", task=False)
        for method, path, permission in self.operations():
            if path.startswith("/session") or path == "/task":
                continue
            answer = self.answer(support, method, path)
            with self.subTest(method=method, path=path):
                if permission in ("profile.read", "support.read"):
                    self.assertNotEqual(answer.json["code"] if answer.status == 403 else None, "not-permitted")
                else:
                    self.assertIn(answer.status, (400, 403, 413, 415, 422), answer.body[:300])
                for name in PEOPLE:
                    self.assertNotIn(name, answer.body.decode(errors="replace"))
        acts = {r["act"] for r in self.client("dpo").call("GET", "/audit?limit=200")["records"]}
        self.assertLessEqual({"support.asked", "support.agreed"}, acts)


class Duties(Case):
    def test_forbidden_combinations_are_refused(self):
        """R-172: one human being serves one duty, in however many accounts."""
        self.add("nora", "analyst", person="p-17")
        self.assertEqual(self.add("nora.lead", "supervisor", person="p-17")["person"], "p-17")
        for role in ("administrator", "targeter", "dpo", "approving-authority", "requesting-authority", "auditor"):
            body = {"user": f"x-{role}", "name": "N", "role": role, "password": PASSWORD, "person": "p-17", "ends_at": END}
            problem = self.admin.problem("POST", "/users", 403, "forbidden-combination", body=body)
            self.assertEqual(problem["rule"], "R-172")

    def test_inspections_need_an_end(self):
        """R-155"""
        body = {"user": "vigil", "name": "Vi", "role": "supervisory-authority", "password": PASSWORD}
        self.admin.problem("POST", "/users", 422, "bad-end", body=body)
        self.admin.problem("POST", "/users", 422, "bad-end", body={**body, "ends_at": "2027-11-01T00:00:00Z"})
        self.admin.problem("POST", "/users", 422, "bad-end", body={**body, "ends_at": "soon"})
        self.assertEqual(self.add("vigil", "supervisory-authority", ends_at=END)["ends_at"], END)

    def test_a_list_of_a_desk_is_not_there_for_others(self):
        analyst, supervisor = self.client("analyst"), self.client("supervisor")
        supervisor.call("PUT", "/watchlists/Persons/desks", {"desks": "terror"}, status=204)
        analyst.problem("GET", f"/hits/{self.ids['/hits']}", 404, "not-found")
        self.assertEqual(analyst.call("GET", "/hits")["hits"], [])
        user = analyst.session["user"]["id"]
        self.assertEqual(self.admin.call("PATCH", f"/users/{user}", {"desk": "terror"})["desk"], "terror")
        self.assertEqual(analyst.call("GET", f"/hits/{self.ids['/hits']}")["hit"]["id"], self.ids["/hits"])
        Client(self.served, os.path.join(self.unit_folder, "operator.sock")).call(
            "PUT", "/watchlists/Persons/desks", {"desks": ""}, status=204)

    def test_sessions_are_listed_and_revoked(self):
        one, two = self.client("requests-desk"), self.client("requests-desk")
        rows = one.call("GET", "/sessions")["sessions"]
        self.assertEqual([r["current"] for r in rows].count(True), 1)
        other = next(r["id"] for r in two.call("GET", "/sessions")["sessions"] if r["current"])
        self.client("analyst").problem("DELETE", f"/sessions/{other}", 404, "not-found")
        one.call("DELETE", f"/sessions/{other}", status=204)
        two.problem("GET", "/session", 401, "signed-out")
        user = one.session["user"]["id"]
        self.assertEqual(len(self.admin.call("GET", f"/users/{user}/sessions")["sessions"]), 1)
        self.admin.call("DELETE", f"/users/{user}/sessions", status=204)
        one.problem("GET", "/session", 401, "signed-out")


class Purpose(Case):
    def test_a_task_stands_in_the_record_of_each_act(self):
        """R-004"""
        analyst = self.client("analyst", task=False)
        analyst.problem("GET", f"/travellers/{self.ids['/travellers']}", 403, "no-task")
        task = analyst.open_task(case="UT 26/99", justification="Tip of the customs office.")
        self.assertEqual((task["case"], task["ends_at"]), ("UT 26/99", "2026-11-25T12:30:00Z"))
        self.assertEqual(analyst.call("GET", "/session")["task"], task)
        analyst.call("GET", f"/travellers/{self.ids['/travellers']}")
        analyst.call("DELETE", "/task", status=204)
        analyst.problem("GET", f"/travellers/{self.ids['/travellers']}", 403, "no-task")
        record = next(r for r in self.client("dpo").call("GET", "/audit")["records"] if r["act"] == "traveller.read")
        self.assertEqual(record["purpose"], "pre-travel-assessment: terrorist-offences")
        self.assertEqual((record["detail"]["case"], record["detail"]["justification"]),
                         ("UT 26/99", "Tip of the customs office."))

    def test_nothing_but_the_law_can_be_chosen(self):
        """R-002, R-003"""
        analyst = self.client("analyst", task=False)
        good = {"purpose": "pre-travel-assessment", "offence": "murder", "justification": "As the test says it.",
                "case": "UT 26/1", "air_link": True}
        for change, code, rule in (({"purpose": "curiosity"}, "bad-purpose", "R-002"),
                                   ({"offence": "border-control"}, "bad-offence", "R-002"),
                                   ({"offence": "irregular-migration"}, "bad-offence", "R-002"),
                                   ({"air_link": False}, "no-air-link", "R-003"),
                                   ({"justification": "short"}, "justification-too-short", "R-004"),
                                   ({"case": " "}, "bad-case", "R-004"), ({"minutes": 1}, "bad-minutes", "R-004")):
            problem = analyst.problem("POST", "/task", 422, code, body={**good, **change})
            self.assertEqual(problem["rule"], rule)
        problem = analyst.problem("POST", "/task", 403, "purpose-not-permitted", body={**good, "purpose": "verification"})
        self.assertEqual(problem["rule"], "R-002")
        analyst.problem("POST", "/task", 400, "bad-member", body={**good, "minutes": "long"})
        self.client("administrator").problem("POST", "/task", 403, "purpose-not-permitted", body=good)

    def test_a_list_is_changed_on_a_task_only(self):
        """R-004: rule and list changes."""
        targeter = self.client("targeter", task=False)
        targeter.problem("POST", "/watchlists/Persons/import", 403, "no-task", body=LIST, kind="text/csv")


class SecondFactor(Case):
    def test_it_is_set_up_used_and_recovered(self):
        """R-172"""
        first = self.client("carrier-liaison")
        self.assertEqual(first.session["second_factor"], "offered")
        made = first.call("POST", "/session/second-factor", status=201)
        self.assertTrue(made["uri"].startswith("otpauth://totp/OpenPIU:carrier-liaison?secret=" + made["secret"]))
        confirmation = "/session/second-factor/confirmation"
        first.problem("POST", confirmation, 422, "second-factor-wrong", body={"code": "000000"})
        codes = first.call("POST", confirmation, {"code": totp(made["secret"], NOW)})["recovery_codes"]
        self.assertEqual(len(set(codes)), 10)
        first.problem("POST", "/session/second-factor", 409, "second-factor-set")
        again = Client(self.served)
        body = {"user": "carrier-liaison", "password": PASSWORD}
        again.problem("POST", "/session", 401, "second-factor-needed", body=body)
        again.problem("POST", "/session", 422, "second-factor-wrong", body={**body, "code": totp(made["secret"], NOW)})
        again.sign_in("carrier-liaison", code=totp(made["secret"], NOW, 1))
        self.assertEqual(again.session["second_factor"], "set")
        Client(self.served).sign_in("carrier-liaison", code=codes[0].lower())
        Client(self.served).problem("POST", "/session", 422, "second-factor-wrong", body={**body, "code": codes[0]})
        user = again.session["user"]["id"]
        self.assertTrue(next(u for u in self.admin.call("GET", "/users")["users"] if u["id"] == user)["second_factor"])
        self.admin.call("DELETE", f"/users/{user}/second-factor", status=204)
        again.problem("GET", "/session", 401, "signed-out")
        self.assertEqual(self.client("carrier-liaison").session["second_factor"], "offered")
        own = self.admin.session["user"]["id"]
        self.admin.problem("DELETE", f"/users/{own}/second-factor", 409, "own-account")


class Law(Case):
    def test_the_law_is_shown_to_everybody(self):
        for role in ROLES:
            page = self.client(role).call("GET", "/profile")
            self.assertEqual(len(page["profile"]["offences"]), 27)
            self.assertIn("(R-110)", " ".join(page["explanation"]))

    def test_it_is_changed_by_two_offices_and_ends_every_task(self):
        supervisor, judge = self.client("supervisor"), self.client("approving-authority")
        analyst = self.client("analyst")
        text = supervisor.call("GET", "/profile/versions/1")["content"]
        weak = text.replace("delete-after = 60", "delete-after = 61")
        checked = supervisor.call("POST", "/profile/check", {"content": weak})
        self.assertEqual(len(checked["faults"]), 1)
        self.assertEqual(checked["faults"][0]["rule"], "R-115")
        problem = supervisor.problem("POST", "/profile/versions", 422, "bad-profile",
                                     body={"content": weak, "reason": "The test asks for it."})
        self.assertEqual(problem["rule"], "R-115")
        new = text.replace("mask-after = 6 months", "mask-after = 4 months")
        proposed = supervisor.call("POST", "/profile/versions", {"content": new, "reason": "The test asks for it."},
                                   status=201)
        decision = f"/profile/versions/{proposed['id']}/decision"
        body = {"approve": True, "reason": "The test approves it."}
        supervisor.problem("POST", decision, 403, "not-permitted", body=body)
        judge.problem("POST", decision, 422, "reason-too-short", body={**body, "reason": "ok"})
        self.assertEqual(judge.call("POST", decision, body)["state"], "in-force")
        judge.problem("POST", decision, 409, "profile-decided", body=body)
        self.assertEqual(analyst.call("GET", "/profile")["profile"]["mask_months"], 4)
        analyst.problem("GET", "/hits", 403, "no-task")
        states = {v["id"]: v["state"] for v in judge.call("GET", "/profile/versions")["versions"]}
        self.assertEqual(states, {"1": "replaced", proposed["id"]: "in-force"})
        acts = [r["act"] for r in self.client("dpo").call("GET", "/audit")["records"]]
        self.assertLess(acts.index("profile.approved"), acts.index("profile.proposed"))

    def test_the_operator_proposes_and_never_approves(self):
        operator = Client(self.served, os.path.join(self.unit_folder, "operator.sock"))
        text = operator.call("GET", "/profile/versions/1")["content"]
        made = operator.call("POST", "/profile/versions", {"content": text, "reason": "The test asks for it."}, status=201)
        operator.problem("POST", f"/profile/versions/{made['id']}/decision", 403, "not-permitted",
                         body={"approve": True, "reason": "The test approves it."})
        operator.problem("GET", "/audit", 403, "not-permitted")
        names = {u["user"] for u in operator.call("GET", "/users")["users"]}
        self.assertIn("dpo", names)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
