#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The HTTP interface, called as programs and browsers call it; every answer is checked
against the OpenAPI document: api_test.py SERVE-PROGRAM [unittest arguments]"""
import concurrent.futures
import json
import os
import socket
import sys
import tempfile
import time
import unittest

from messages import LIST, decision, paxlst, pnrgov
from unit import BASIS, PASSWORD, SETUP_CODE, Client, Served, query

PROGRAM = sys.argv[1]
NOW = "2026-11-25T08:30:00Z"
LATER = "2026-11-25T09:01:00Z"
ROLES = {"anna": "analyst", "tariq": "targeter", "lena": "carrier-liaison", "dora": "dpo",
         "supa": "supervisor"}
EDI = "application/edifact"


class Case(unittest.TestCase):
    """One unit with an administrator, a user of each kind, and a carrier's key."""
    now = NOW
    arguments = ()

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="piu-contract-")
        cls.unit_folder = os.path.join(cls.folder.name, "unit")
        cls.served = Served(PROGRAM, cls.unit_folder, cls.now, *cls.arguments)
        cls.admin = Client(cls.served)
        cls.cookie = cls.admin.set_up()
        for user, role in ROLES.items():
            cls.admin.call("POST", "/users", {"user": user, "name": user.title() + " Example", "role": role,
                                              "password": PASSWORD}, status=201)
        cls.key = cls.admin.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]
        cls.clients = {}

    @classmethod
    def tearDownClass(cls):
        status = cls.served.stop()
        cls.folder.cleanup()
        assert status == 0, (status, cls.served.errors[-3000:])
        for name in ("QUIBBLE", "ZELDA", "ZQ1234567", "FERNSBY", PASSWORD, SETUP_CODE, cls.key):
            assert name not in cls.served.errors, f"the log holds {name}"

    def client(self, user):
        if user not in self.clients:
            self.clients[user] = Client(self.served)
            self.clients[user].sign_in(user)
        return self.clients[user]

    def send(self, body, status=200, key=None, **more):
        return Client(self.served).call("POST", "/messages", body, status=status, kind=EDI,
                                        headers={"Authorization": f"Bearer {key or self.key}"}, **more)

    def import_list(self, **parameters):
        return self.client("tariq").call("POST", "/watchlists/Utopia%20persons/import" + query(**BASIS, **parameters),
                                        LIST, kind="text/csv")

    def stream(self, client):
        """A socket on which the live stream has begun."""
        s = socket.create_connection((self.served.host, self.served.port), timeout=30)
        s.sendall(f"GET /api/v1/events HTTP/1.1\r\nHost: a\r\nCookie: piu_session={client.cookie}\r\n\r\n"
                  .encode())
        return s, self.hear(s, b"\n\n")

    @staticmethod
    def hear(s, until):
        heard = b""
        while until not in heard:
            part = s.recv(65536)
            if not part:
                break
            heard += part
        return heard


class TheWholeWay(Case):
    """From an empty unit to a decided hit; tests run by name, each builds on the one before."""

    def test_1_a_list_is_previewed_and_imported(self):
        preview = self.import_list(preview="true", severity="high")
        self.assertEqual((preview["preview"], preview["added"]), (True, 2))
        self.assertEqual(self.client("tariq").call("GET", "/watchlists")["lists"], [])
        done = self.import_list(severity="high", source="Utopia gazette", file="gazette.csv")
        self.assertEqual((done["preview"], done["added"], done["version"]), (False, 2, 1))
        lists = self.client("tariq").call("GET", "/watchlists")["lists"]
        self.assertEqual((lists[0]["name"], lists[0]["entries"], lists[0]["severity"]),
                         ("Utopia persons", 2, "high"))
        versions = self.client("tariq").call("GET", "/watchlists/Utopia%20persons/versions")["versions"]
        self.assertEqual([(v["version"], v["file"], v["format"], v["added"], v["bytes"], v["imported_by"]) for v in versions],
                         [(1, "gazette.csv", "csv", 2, len(LIST.encode()), "tariq")])
        self.client("tariq").problem("GET", "/watchlists/Nothing/versions", 404, "not-found")
        steps = self.client("tariq").call("GET", "/watchlists/Utopia%20persons/thresholds")["steps"]
        self.assertEqual([step["threshold"] for step in steps], list(range(50, 1001, 50)))
        self.client("tariq").problem("GET", "/watchlists/Nothing/thresholds", 404, "not-found")
        for wrong in ("1001", "-1", "0.5", "high", ""):
            self.client("tariq").problem("POST", "/watchlists/Utopia%20persons/threshold", 400, "bad-threshold",
                                         body={"threshold": wrong, "reason": "Tried."})
        self.client("tariq").problem("POST", "/watchlists/Utopia%20persons/threshold", 400, "reason-missing",
                                     body={"threshold": "5", "reason": " "})
        for least in ("5", "0"):
            now = self.client("tariq").call("POST", "/watchlists/Utopia%20persons/threshold",
                                            {"threshold": least, "reason": "Tried."})
            self.assertEqual(now["threshold"], int(least))

    def test_2_messages_are_taken_in_once_and_told_live(self):
        s, told = self.stream(self.client("anna"))
        self.assertIn(b"event: change\ndata: {", told)
        taken = self.send(paxlst())
        self.assertEqual((taken["new"], taken["repeated"], taken["quarantined"]), (1, 0, 0))
        self.assertEqual((taken["messages"][0]["type"], taken["messages"][0]["travellers"]), ("PAXLST", 2))
        self.assertNotIn("hits", taken)
        self.assertIn(b"event: change", self.hear(s, b"event: change"))
        s.close()
        again = self.send(paxlst())
        self.assertEqual((again["new"], again["repeated"]), (0, 1))
        self.assertEqual(again["messages"][0]["id"], taken["messages"][0]["id"])
        self.assertEqual(self.send(pnrgov())["new"], 1)
        bad = self.send(b"UNB+UNOA:4+Z9DCS+UTGOV+nonsense")
        self.assertEqual(bad["quarantined"], 1)
        self.assertTrue(bad["messages"][0]["findings"])

    def test_3_flights_and_travellers_are_read(self):
        anna = self.client("anna")
        page = anna.call("GET", "/flights")
        self.assertEqual(len(page["flights"]), 1)
        flight = page["flights"][0]
        self.assertEqual((flight["carrier"], flight["number"], flight["from"], flight["to"],
                          flight["direction"], flight["travellers"]), ("Z9", "418", "NBO", "LIS", "inbound", 2))
        self.assertEqual(flight["sources"], ["api", "pnr"])
        self.assertEqual(anna.call("GET", "/flights?direction=outbound")["flights"], [])
        self.assertEqual(len(anna.call("GET", "/flights?q=Z9418&limit=1")["flights"]), 1)
        self.assertEqual(anna.call("GET", f"/flights/{flight['id']}")["legs"][0]["to"], "LIS")
        people = anna.call("GET", f"/flights/{flight['id']}/travellers")["travellers"]
        self.assertEqual({p["family"] for p in people}, {"QUIBBLE", "FERNSBY"})
        for person in people:
            page = anna.call("GET", f"/travellers/{person['id']}")
            self.assertEqual(page["traveller"]["family"], person["family"])
            self.assertTrue(page["sources"])
            for source in page["sources"]:
                units = len(source["text"].encode("utf-16-le")) // 2
                self.assertTrue(all(0 <= g["start"] <= g["end"] <= units for g in source["segments"]))

    def test_4_a_hit_is_opened_and_decided_once(self):
        anna = self.client("anna")
        page = anna.call("GET", "/hits")
        self.assertEqual(page["counts"]["open"], len(page["hits"]))
        hit = page["hits"][0]
        self.assertEqual((hit["traveller"]["family"], hit["entry"]["id"], hit["severity"]),
                         ("QUIBBLE", "UTO-7", "high"))
        opened = anna.call("GET", f"/hits/{hit['id']}")
        self.assertTrue(any(f["verdict"] == "agreed" for f in opened["fields"]))
        self.assertEqual(opened["entry"]["id"], "UTO-7")
        decide = f"/hits/{hit['id']}/decision"
        anna.problem("POST", decide, 422, "reason-too-short", body=decision("confirmed", "yes"))
        anna.problem("POST", decide, 422, "bad-outcome", body=decision("maybe", "looked at it well"))
        anna.problem("POST", decide, 422, "checklist-incomplete", body=decision("confirmed", sex=""))
        anna.problem("POST", decide, 422, "name-only", body=decision(
            "confirmed", birth_date="not-known", document="differs", photograph="not-known"))
        anna.problem("POST", decide, 400, "bad-member", body={"outcome": "rejected", "reason": "no list at all"})
        self.assertTrue(opened["second_review"])
        held = anna.call("POST", decide, decision("confirmed"))
        self.assertEqual((held["state"], held.get("decision")), ("open", None))
        anna.problem("POST", decide, 409, "second-reviewer-needed", body=decision("confirmed"))
        supa = self.client("supa")
        first = supa.call("GET", f"/hits/{hit['id']}")["first_opinion"]
        self.assertEqual((first["by"], first["outcome"]), ("Anna Example", "confirmed"))
        decided = supa.call("POST", decide, decision("confirmed"))
        self.assertEqual((decided["state"], decided["decision"]["by"]), ("decided", "Supa Example"))
        anna.problem("POST", decide, 409, "already-decided", body=decision("rejected"))
        self.assertEqual(anna.call("GET", f"/hits/{hit['id']}")["checklist"]["document"], "agrees")
        self.assertEqual(anna.call("GET", "/hits?state=decided")["hits"][0]["id"], hit["id"])

    def test_5_the_trail_holds_all_of_it(self):
        dora = self.client("dora")
        trail = dora.call("GET", "/audit?limit=500")
        self.assertTrue(trail["verified"])
        acts = {record["act"] for record in trail["records"]}
        self.assertLessEqual({"traveller.read", "hit.read", "hit.decided", "audit.read"}, acts)
        older = dora.call("GET", f"/audit?before={trail['records'][-3]['seq']}&limit=1")["records"]
        self.assertEqual(older[0]["seq"], trail["records"][-3]["seq"] - 1)

    def test_5_the_trail_is_signed_and_exported_with_its_proof(self):
        dora, key = self.client("dora"), None
        made = dora.call("POST", "/audit/checkpoint")
        key = made["public_key"]
        lines = dora.call("GET", "/audit/export").decode().splitlines()
        self.assertEqual((lines[0], lines[1], lines[-1]), ("openpiu audit export 1", f"public-key\t{key}", "end"))
        self.assertIn(f"checkpoint\t{made['number']}\t{made['record']}\t", "\n".join(lines))
        trail = dora.call("GET", "/audit?limit=5")
        self.assertGreaterEqual(trail["proved"], made["record"])
        self.assertEqual([r["act"] for r in trail["records"]][:2], ["audit.read", "audit.exported"])
        self.client("supa").problem("GET", "/audit/export", 403, "not-permitted")

    def test_6_messages_are_listed_by_structure(self):
        lena = self.client("lena")
        self.assertEqual(len(lena.call("GET", "/messages?state=quarantined")["messages"]), 1)
        rows = lena.call("GET", "/messages?limit=2")["messages"]
        self.assertEqual(len(rows), 2)
        self.assertNotIn(b"QUIBBLE", json.dumps(rows).encode())

    def test_7_the_operator_works_through_his_socket(self):
        path = os.path.join(self.unit_folder, "operator.sock")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        operator = Client(self.served, path)
        taken = operator.call("POST", "/messages", paxlst("Z9I0000418", "QUENNEVILLE", "BALTHAZAR", "KE7"), kind=EDI)
        self.assertEqual((taken["new"], taken["travellers"]), (1, 2))
        self.assertIn("hits", taken)
        done = operator.call("POST", "/watchlists/Utopia%20persons/import" + query(dated_on="2026-11-24"), LIST, kind="application/octet-stream")
        self.assertEqual(done["unchanged"], 2)
        operator.problem("GET", "/hits", 403, "not-permitted")
        operator.problem("GET", "/travellers/1", 403, "not-permitted")


class WhoMayDoWhat(Case):
    def test_every_described_call_is_there_and_asks_who_is_calling(self):
        stranger = Client(self.served)
        for path, methods in self.served.document["paths"].items():
            for method, operation in methods.items():
                if not operation["security"]:
                    continue
                code = "unknown-key" if operation["security"] == [{"carrierKey": []}] else "signed-out"
                with self.subTest(path=path, method=method):
                    stranger.problem(method.upper(), path.replace("{id}", "1").replace("{name}", "a"), 401, code)

    def test_roles_may_what_their_session_says(self):
        for user in ROLES:
            client = self.client(user)
            may = set(client.call("GET", "/session")["may"])
            for path, methods in self.served.document["paths"].items():
                needed = methods.get("get", {}).get("x-permission")
                if not needed:
                    continue
                with self.subTest(user=user, path=path):
                    answer = client.raw("GET", "/api/v1" + path.replace("{id}", "1"),
                                        headers={"Cookie": f"piu_session={client.cookie}"})
                    client.check("GET", path.replace("{id}", "1"), answer)
                    self.assertEqual(answer.status == 403, needed not in may, answer.body)

    def test_unsafe_methods_need_the_csrf_value(self):
        anna, supa = self.client("anna"), self.client("supa")
        body = decision("confirmed")
        anna.problem("POST", "/hits/1/decision", 403, "bad-csrf", body=body, csrf=False)
        anna.problem("POST", "/hits/1/decision", 403, "bad-csrf", body=body, csrf=False,
                     headers={"X-CSRF-Token": supa.csrf})
        anna.problem("DELETE", "/session", 403, "bad-csrf", csrf=False)
        anna.problem("POST", "/hits/1/decision", 404, "not-found", body=body)

    def test_hits_are_decided_one_by_one(self):
        anna = self.client("anna")
        paths = self.served.document["paths"]
        self.assertEqual([p for p in paths if "decision" in p and p.startswith("/hits")], ["/hits/{id}/decision"])
        for path in ("/hits/decision", "/hits/decisions", "/hits/1,2/decision", "/hits/*/decision"):
            anna.problem("POST", path, 404, "not-found", body=decision("confirmed"))
        anna.problem("POST", "/hits", 405, "bad-method", body={"ids": ["1", "2"]})
        anna.problem("POST", "/hits/1/decision", 400, "bad-json", body=[decision("confirmed")])
        anna.problem("POST", "/hits/1/decision", 400, "bad-member", body={**decision("confirmed"), "ids": ["2"]})

    def test_only_a_key_in_force_lets_messages_in(self):
        self.send(paxlst(), status=401, key="piu_" + "0" * 64)
        self.send(paxlst(), status=401, key="nonsense")
        anna = self.client("anna")
        anna.problem("POST", "/messages", 401, "unknown-key", body=paxlst(), kind=EDI)
        made = self.admin.call("POST", "/carrier-keys", {"carrier": "Z8"}, status=201)
        self.send(paxlst("Z9I0000500"), key=made["key"])
        self.admin.call("DELETE", f"/carrier-keys/{made['id']}", status=204)
        answer = self.admin.raw("POST", "/api/v1/messages", paxlst(), {"Authorization": f"Bearer {made['key']}"})
        self.assertEqual((answer.status, answer.headers["WWW-Authenticate"]), (401, "Bearer"))
        keys = {k["id"]: k for k in self.admin.call("GET", "/carrier-keys")["keys"]}
        self.assertIn("revoked_at", keys[made["id"]])
        self.assertNotIn("key", keys[made["id"]])
        self.admin.problem("POST", "/carrier-keys", 422, "bad-carrier", body={"carrier": "ZEDAIR"})

    def test_a_key_is_checked_before_the_body_is_read(self):
        for more in (b"Content-Length: 900000\r\nExpect: 100-continue\r\n", b"Content-Length: 9000000\r\n"):
            with socket.create_connection((self.served.host, self.served.port), timeout=10) as s:
                s.sendall(b"POST /api/v1/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/edifact\r\n"
                          b"Authorization: Bearer piu_wrong\r\n" + more + b"\r\n")
                self.assertTrue(self.hear(s, b"\r\n\r\n").startswith(b"HTTP/1.1 401 "))

    def test_users_are_added_ended_and_restored(self):
        new = {"user": "nora", "name": "Nora Example", "role": "analyst", "password": PASSWORD}
        made = self.admin.call("POST", "/users", new, status=201)
        self.admin.problem("POST", "/users", 409, "login-taken", body=new)
        self.admin.problem("POST", "/users", 422, "bad-role", body={**new, "user": "n2", "role": "system"})
        self.admin.problem("POST", "/users", 422, "weak-password", body={**new, "user": "n2", "password": "short"})
        self.admin.problem("POST", "/users", 422, "bad-login", body={**new, "user": "N 2"})
        nora = Client(self.served)
        nora.sign_in("nora")
        ended = self.admin.call("PATCH", f"/users/{made['id']}", {"active": False})
        self.assertFalse(ended["active"])
        nora.problem("GET", "/session", 401, "signed-out")
        Client(self.served).problem("POST", "/session", 401, "sign-in-failed",
                                    body={"user": "nora", "password": PASSWORD})
        self.assertTrue(self.admin.call("PATCH", f"/users/{made['id']}", {"active": True})["active"])
        self.admin.problem("PATCH", "/users/1", 404, "not-found", body={"active": True})
        own = self.admin.session["user"]["id"]
        self.admin.problem("PATCH", f"/users/{own}", 409, "own-account", body={"active": False})
        self.assertIn("nora", [u["user"] for u in self.admin.call("GET", "/users")["users"]])


class Sessions(Case):
    def test_the_cookie_is_for_this_site_alone(self):
        for part in ("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200"):
            self.assertIn(part, self.cookie)
        self.assertNotIn("Secure", self.cookie)

    def test_signing_out_ends_the_session(self):
        client = Client(self.served)
        client.sign_in("anna")
        client.call("DELETE", "/session", status=204)
        client.problem("GET", "/session", 401, "signed-out")
        client.cookie = "f" * 64
        client.problem("GET", "/session", 401, "signed-out")

    def test_a_unit_is_set_up_once(self):
        again = {"code": SETUP_CODE, "user": "eve", "name": "Eve Example", "password": PASSWORD}
        Client(self.served).problem("POST", "/setup", 409, "already-set-up", body=again)

    def test_wrong_passwords_are_counted(self):
        stranger = Client(self.served)
        for _ in range(5):
            stranger.problem("POST", "/session", 401, "sign-in-failed",
                             body={"user": "lena", "password": "not the right one"})
        answer = stranger.post("/session", {"user": "lena", "password": PASSWORD})
        self.assertEqual((answer.status, answer.json["code"]), (429, "too-many-attempts"))
        self.assertGreater(int(answer.headers["Retry-After"]), 0)

    def test_a_session_ends_with_time(self):
        client = Client(self.served)
        client.sign_in("dora")
        self.served.stop()
        type(self).served = Served(PROGRAM, self.unit_folder, LATER)
        self.admin.served = client.served = self.served
        self.clients.clear()
        client.problem("GET", "/session", 401, "signed-out")
        client.problem("GET", "/events", 401, "signed-out")


class Setup(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="piu-contract-")
        self.served = Served(PROGRAM, os.path.join(self.folder.name, "unit"), NOW)

    def tearDown(self):
        self.assertEqual(self.served.stop(), 0, self.served.errors)
        self.folder.cleanup()

    first = {"code": SETUP_CODE, "user": "admin", "name": "Ada Example", "password": PASSWORD}

    def test_the_code_lets_the_first_administrator_in(self):
        client = Client(self.served)
        self.assertTrue(client.call("GET", "/unit")["needs_setup"])
        client.problem("POST", "/setup", 403, "bad-setup-code", body={**self.first, "code": "K7QM-2XPR-9TWX"})
        client.problem("POST", "/setup", 422, "weak-password", body={**self.first, "password": "short"})
        client.keep(client.post("/setup", {**self.first, "code": " k7qm 2xpr9twh "}))
        self.assertEqual(client.call("GET", "/session")["user"]["role"], "administrator")
        self.assertFalse(client.call("GET", "/unit")["needs_setup"])

    def test_guessing_the_code_ends(self):
        client = Client(self.served)
        for _ in range(10):
            client.problem("POST", "/setup", 403, "bad-setup-code", body={**self.first, "code": "guess"})
        client.problem("POST", "/setup", 403, "setup-locked", body=self.first)


class BehindAnEdge(Case):
    arguments = ("edge",)

    def test_the_cookie_is_for_secure_connections_only(self):
        self.assertIn("; Secure", self.cookie)

    def test_attempts_are_counted_by_the_address_that_the_edge_names(self):
        def attempt(address, user):
            return Client(self.served).raw(
                "POST", "/api/v1/session", json.dumps({"user": user, "password": "not the right one"}),
                {"Content-Type": "application/json", "X-Real-IP": address}).status
        for number in range(20):
            self.assertEqual(attempt("192.0.2.7", f"nobody{number}"), 401)
        self.assertEqual(attempt("192.0.2.7", "nobody99"), 429)
        self.assertEqual(attempt("192.0.2.8", "nobody99"), 401)


class BadRequests(Case):
    def test_what_is_not_there(self):
        anna = self.client("anna")
        for path in ("/", "", "/nothing", "/flights/", "/flights/x", "/flights/1/", "/flights/01", "/flights/-1",
                     "/flights/99999999999999999999", "/unit/x", "//unit", "/../unit", "/./unit"):
            with self.subTest(path=path):
                anna.problem("GET", path, 404, "not-found")
        for path in ("/flights/1", "/travellers/1", "/hits/1", "/flights/1/travellers"):
            anna.problem("GET", path, 404, "not-found")
        for path in ("/api", "/api/", "/api/v2/unit", "/api/v1"):
            self.assertEqual(anna.raw("GET", path).status, 404, path)

    def test_methods_that_are_not_there(self):
        stranger = Client(self.served)
        for method, path, allow in (("PUT", "/unit", "GET, HEAD"), ("DELETE", "/hits/1", "GET, HEAD"),
                                    ("GET", "/setup", "POST"), ("PATCH", "/session", "POST, GET, HEAD, DELETE"),
                                    ("OPTIONS", "/unit", "GET, HEAD"), ("BREW", "/unit", "GET, HEAD")):
            with self.subTest(method=method, path=path):
                answer = stranger.raw(method, "/api/v1" + path)
                self.assertEqual((answer.status, answer.headers["Allow"]), (405, allow))
                self.assertEqual(answer.json["code"], "bad-method")
        self.assertEqual(stranger.raw("POST", "/").status, 405)
        head = stranger.raw("HEAD", "/api/v1/unit")
        self.assertEqual((head.status, head.body), (200, b""))

    def test_bodies_that_are_not_what_they_should_be(self):
        c = Client(self.served)
        good = {"user": "anna", "password": "x"}
        for body in ("", "{", "[]", "null", "1", '"a"', '{"user":"a"', '{"user":"a","user":"b","password":"c"}',
                     '{"user":"a\\u0000","password":"c"}', b'{"user":"\xff","password":"c"}', "[" * 30000,
                     '{"user":"a","password":"b"} x', "{'user':1}"):
            with self.subTest(body=body[:40]):
                c.problem("POST", "/session", 400, "bad-json", body=body)
        for body in ({}, {"user": "a"}, {**good, "more": 1}, {"user": 1, "password": "a"},
                     {"user": None, "password": "a"}, {"user": ["a"], "password": "a"}):
            with self.subTest(body=body):
                c.problem("POST", "/session", 400, "bad-member", body=body)
        self.admin.problem("PATCH", "/users/1", 400, "bad-member", body={"active": "yes"})
        c.problem("POST", "/session", 413, "too-large", body=json.dumps({"user": "a" * 70000, "password": "b"}))
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonx"):
            c.problem("POST", "/session", 415, "media-type", body=json.dumps(good), kind=kind)
        self.send(b"", status=400)
        answer = c.raw("POST", "/api/v1/messages", paxlst(), {"Authorization": f"Bearer {self.key}",
                                                              "Content-Type": "multipart/form-data; boundary=a"})
        self.assertEqual(answer.status, 415)
        self.assertEqual(c.raw("GET", "/api/v1/unit", "body").status, 413)

    def test_messages_beyond_the_limit(self):
        # One MiB is what this unit takes at once.
        answer = self.admin.raw("POST", "/api/v1/messages", paxlst() + b" " * (1 << 20),
                                {"Authorization": f"Bearer {self.key}", "Content-Type": EDI})
        self.assertEqual((answer.status, answer.json["code"]), (413, "too-large"))
        self.assertEqual(self.send(paxlst("Z9I0000700") + b"\n" * (1 << 19))["new"], 1)

    def test_parameters_that_are_not_what_they_should_be(self):
        anna, tariq = self.client("anna"), self.client("tariq")
        for path in ("/flights?limit=0", "/flights?limit=501", "/flights?limit=x", "/flights?limit=",
                     "/flights?from=yesterday", "/flights?to=2026-11-25", "/hits?limit=-1"):
            with self.subTest(path=path):
                anna.problem("GET", path, 400, "bad-parameter")
        anna.problem("GET", "/flights?direction=up", 400, "bad-direction")
        anna.problem("GET", "/hits?state=lost", 400, "bad-state")
        anna.problem("GET", "/flights?cursor=nonsense", 400, "bad-cursor")
        anna.problem("GET", "/hits?cursor=nonsense", 400, "bad-cursor")
        for path in ("?kind=cars", "?severity=5", "?format=xlsx", "?preview=maybe"):
            tariq.problem("POST", "/watchlists/a/import" + path, 400, "bad-parameter", body=LIST, kind="text/csv")

    def test_lists_that_can_not_be_read(self):
        tariq = self.client("tariq")
        for name, body, status, code in (("a%2Fb", LIST, 400, "malformed-request"),
                                         ("a%3Bb", LIST, 422, "bad-list-name"),
                                         ("a", "nonsense", 422, "unreadable-list"),
                                         ("a", "id;name\n", 422, "list-empty")):
            with self.subTest(name=name, body=body[:20]):
                tariq.problem("POST", f"/watchlists/{name}/import", status, code, body=body, kind="text/csv")
        refused = tariq.problem("POST", "/watchlists/a/import", 422, "list-basis-missing", body=LIST, kind="text/csv")
        self.assertEqual(refused["rule"], "R-030")
        tariq.call("POST", "/watchlists/a/import" + query(**BASIS), LIST, kind="text/csv")
        tariq.problem("POST", "/watchlists/a/import?kind=documents", 409, "other-kind", body="number;issuer\nA1;UTO\n",
                     kind="text/csv")

    def test_hostile_requests_get_problems(self):
        for text, status in ((b"GET /api/v1/unit HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
                             (b"GET /api/v1/%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                             (b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
                              b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
                             (b"GET /api/v1/unit?" + b"a" * 3000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414)):
            with socket.create_connection((self.served.host, self.served.port), timeout=10) as s:
                s.sendall(text)
                heard = self.hear(s, b"}")
                self.assertIn(f" {status} ".encode(), heard)
                self.assertIn(b"application/problem+json", heard)
                self.assertIn(b"malformed-request", heard)


class Live(Case):
    def test_streams_end_when_the_unit_stops(self):
        s, _ = self.stream(self.client("anna"))
        self.served.stop()
        rest = self.hear(s, b"0\r\n\r\n")
        self.assertTrue(rest.endswith(b"0\r\n\r\n"), rest)
        s.close()
        type(self).served = Served(PROGRAM, self.unit_folder, NOW)
        self.admin.served = self.served
        self.clients.clear()

    def test_many_at_a_time(self):
        anna = self.client("anna")

        def one(number):
            if number % 4 == 0:
                return self.send(paxlst(f"Z9I1{number:06}", "FERNSBY", f"N{chr(65 + number % 26)}", f"F{number}"))["new"]
            anna.call("GET", ("/flights", "/hits", "/unit")[number % 3])
            return 0
        streams = [self.stream(anna)[0] for _ in range(20)]
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            self.assertEqual(sum(pool.map(one, range(200))), 50)
        self.assertLess(time.monotonic() - began, 60)
        for s in streams:
            self.assertIn(b"event: change", self.hear(s, b"event: change"))
            s.close()


class Kept(Case):
    """What is kept and why; opening masked records is a scenario (tests/scenario/masked_test.py)."""

    def test_how_long_what_is_kept_and_what_never_was(self):
        dora = self.client("dora")
        self.send(pnrgov("Z9PNR000888"))
        self.assertEqual(dora.call("GET", "/retention")["overdue"], 0)
        removed = dora.call("GET", "/minimised")["removed"]
        self.assertIn(("Z9", "VGML"), [(r["carrier"], r["code"]) for r in removed])
        self.assertEqual(dora.call("GET", "/minimised?from=2026-11-01&to=2026-11-02")["total"], 0)
        dora.problem("GET", "/minimised?from=yesterday", 422, "bad-date")
        self.client("anna").problem("GET", "/retention", 403, "not-permitted")

    def test_why_a_traveller_is_kept(self):
        anna = self.client("anna")
        self.send(paxlst("Z9I0000777", "FERNSBY", "OTTO", "F777"))
        flight = anna.call("GET", "/flights")["flights"][0]["id"]
        person = anna.call("GET", f"/flights/{flight}/travellers")["travellers"][0]["id"]
        way = f"/travellers/{person}"
        anna.call("POST", f"{way}/evidence", {"grounds": "an inquiry names this person", "case": "C-1"}, status=204)
        anna.problem("POST", f"{way}/evidence", 422, "no-case", body={"grounds": "an inquiry names him", "case": ""})
        hold = {"owner": "An invented court", "case": "C-1", "ends_at": "2027-01-01T00:00:00Z"}
        held = anna.call("POST", f"{way}/holds", hold, status=201)["id"]
        anna.problem("POST", f"{way}/holds", 422, "bad-end", body={**hold, "ends_at": NOW})
        page = anna.call("GET", f"{way}/keeping")
        self.assertEqual([e["case"] for e in page["evidence"]] + [h["owner"] for h in page["holds"]],
                         ["C-1", "An invented court"])
        anna.call("DELETE", f"/holds/{held}", status=204)
        anna.problem("DELETE", "/holds/1", 404, "not-found")
        asking = {"traveller": person, "fields": "identity", "legal_basis": "Utopia Act, article 9",
                  "case": "C-1", "reason": "needed for the case of the court"}
        anna.problem("POST", "/unmask", 409, "not-masked", body=asking)
        anna.problem("POST", "/unmask", 422, "bad-fields", body={**asking, "fields": "all"})
        self.assertEqual(anna.call("GET", "/unmask")["requests"], [])
        asked = {"name": "Otto Fernsby", "birth_date": "", "document": "", "issuer": "", "case": "C-1",
                 "reason": "needed for the case of the court"}
        self.assertEqual(anna.call("POST", "/sealed/search", asked)["count"], 0)
        anna.problem("POST", "/sealed/search", 422, "nothing-to-search", body={**asked, "name": ""})


class WebFiles(Case):
    def test_pages_are_the_application(self):
        c = Client(self.served)
        first = c.raw("GET", "/")
        self.assertEqual((first.status, first.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            self.assertIn(part, first.headers["Content-Security-Policy"])
        self.assertNotIn("unsafe", first.headers["Content-Security-Policy"])
        self.assertEqual(c.raw("GET", "/hits/123").body, first.body)
        self.assertEqual(c.raw("GET", "/assets/nothing.js").status, 404)
        self.assertEqual(c.raw("GET", "/nothing.txt").status, 404)
        self.assertEqual(c.raw("GET", "/..%2f..%2fetc/passwd").status, 400)
        tag = first.headers["ETag"]
        if tag:
            again = c.raw("GET", "/", headers={"If-None-Match": tag})
            self.assertEqual((again.status, again.body), (304, b""))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2)
