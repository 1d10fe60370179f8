# SPDX-License-Identifier: Apache-2.0
"""Every act of collection, consultation, disclosure and erasure is on record with purpose, time and user (R-150): every
address of the interface and every command is walked, and each leaves the record that it is said to leave. An address or
a command that is not walked here fails."""
import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import tempfile
import time
import unittest
import urllib.parse

from masked_test import SEVEN_MONTHS_US, hold_ceremony, make_older
from serve_test import PASSWORD, PURPOSES, Serving, decision
from unit import Unit, basis, list_query, piu, simulate, totp

PURPOSES.update({"targeter": "criteria", "requests-desk": "reasoned-request", "auditor": "verification",
                 "supervisory-authority": "verification"})
USERS = {"anna": "analyst", "arno": "analyst", "supa": "supervisor", "tara": "targeter", "dora": "dpo",
         "judy": "approving-authority", "vera": "remote-support"}
REASON = "As the invented case needs it."
SEARCH = {"name": "Zelda Quibble", "birth_date": "", "document": "", "issuer": "", "case": "C-1", "reason": REASON}
REQUEST = {"kind": "access", "channel": "letter", "birth_date": "", "address": "Invented Street 1, Utopia",
           "wish": "What is held of me?", "document_type": "", "document_number": "", "document_issuer": "",
           "received_on": "2026-11-24"}
# Addresses of requests and disclosures: walked by acceptance_03_test.py, acceptance_10_test.py and src/share/*_test.c;
# of re-screening, which runs or does not: by src/review/rescreen_test.c.
ELSEWHERE = ("/watchlists/{name}/rescreening", "/requests", "/disclosures", "/third-countries", "/hits/{id}/disclosure", "/recipients")
# Commands that read or write no personal data of a unit, and why.
NO_RECORD = {
    "profile carrier-sheet": "names nobody",
    "serve": "its doors are the interface", "decode": "needs no unit", "validate": "needs no unit",
    "screen": "needs no unit", "compare": "needs no unit", "simulate": "invented people", "profile check": "the law",
    "profile show": "the law", "profile versions": "the law", "user list": "accounts", "check": "counts and a digest",
    "audit verify": "counts and hashes; works offline on a copy", "vault status": "offices", "vault check": "shares",
    "rule check": "needs no unit", "rule fields": "needs no unit", "retention status": "counts", "place identity": "needs no unit",
    "place declare": "place_test.py sees its record", "place confirm": "place_test.py sees its record"}


def nobody():
    """A rule that nobody meets."""
    today = time.strftime("%Y-%m-%d", time.gmtime())
    later = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 60 * 86400))
    evidence = {"title": "Invented", "evidence": REASON, "source": "Invented", "evidence_on": today}
    return {"title": "Nobody", "purpose": "criteria", "offence": "terrorist-offences", "necessity": REASON,
            "authorities": "customs", "severity": "low", "starts_on": today, "ends_on": later, "review_on": later,
            "indicators": [{"side": "incriminating", "expression": 'flight.from == "XXX"', **evidence},
                           {"side": "exonerating", "expression": 'traveller.kind == "crew"', **evidence}]}


class Raw(Serving):
    """Also answers that are no JSON, and the fields of who is signed in."""

    def raw(self, method, path, body=None, status=200, headers=None):
        try:
            return self.call(method, path, body, status, headers)
        except ValueError:  # PDF, or lines of text
            return None

    def fields(self, kind):
        return {"Content-Type": kind}

    @staticmethod
    def code_of(secret):
        return totp(secret)


class Recorded(unittest.TestCase):
    def database(self):
        return contextlib.closing(sqlite3.connect(f"file:{self.unit.data}/piu.db?mode=ro", uri=True))

    def records(self, after):
        with self.database() as db:
            return db.execute("SELECT act, actor, purpose, at FROM audit WHERE seq > ?", (after,)).fetchall()

    def newest(self):
        with self.database() as db:
            return db.execute("SELECT max(seq) FROM audit").fetchone()[0]

    def expect(self, after, acts, actor, what, purpose=True):
        found = [r for r in self.records(after) if r[0] in acts and (actor is None or r[1] == actor)]
        self.assertTrue(found, f"{what} left no record of {' or '.join(acts)} by {actor}")
        act, _, why, at = found[-1]
        self.assertGreater(at, 0, act)
        if purpose:
            self.assertTrue(why, f"{act} has no purpose")

    def setUp(self):
        self.messages = pathlib.Path(tempfile.mkdtemp(prefix="piu-messages-"))
        self.addCleanup(shutil.rmtree, self.messages, ignore_errors=True)
        self.files = simulate(self.messages, 3)
        self.unit = Unit(self.messages, profile="icao-base")
        self.unit.watchlist("Bureau", self.messages / "persons.csv", "--source", "INTERPOL")
        self.unit.fresh, self.unit.codes = True, {}
        self.addCleanup(self.unit.close)

    def serve(self):
        served = Serving(self.unit)
        self.unit.fresh = False
        self.addCleanup(lambda: served.process.poll() is None and served.kill())
        return served


class EveryAddress(Recorded):
    def did(self, method, pattern, body=None, status=200, query="", headers=None, **ids):
        """Calls, and sees the record that the OpenAPI document promises."""
        operation = self.document["paths"][pattern][method.lower()]
        path = pattern
        for name, value in ids.items():
            path = path.replace("{" + name + "}", str(value))
        after, actor = self.newest(), None if headers else self.who
        result = self.served.raw(method, path + query, body, status, headers)
        if "x-records" in operation:
            self.expect(after, operation["x-records"], actor, f"{method} {pattern}", purpose=not headers)
        self.left.discard((method, pattern))
        return result

    def sign_in(self, user):
        self.served.sign_in(user)
        self.who = user

    def criteria(self):
        self.sign_in("tara")
        text = nobody()
        way = {"id": self.did("POST", "/rules", {"name": "nobody", **text}, 201)["rule"]["id"]}
        self.did("POST", "/rules/{id}/versions", text, 201, **way)
        two = {"version": 2}
        self.did("POST", "/rules/{id}/submission", two, **way)
        run = self.did("POST", "/rules/{id}/dry-run", two, **way)["runs"][0]["id"]
        self.sign_in("supa")
        self.did("POST", "/rules/{id}/decision", {**two, "accept": True, "run": run, "figures_accepted": True, "reason": REASON}, **way)
        self.did("POST", "/rules/{id}/stop", {"reason": REASON}, **way)

    def test_every_address_leaves_its_record(self):
        self.served = Raw(self.unit)
        self.unit.fresh = False
        self.addCleanup(lambda: self.served.process.poll() is None and self.served.kill())
        self.document = self.served.raw("GET", "/openapi.json")
        self.left = {(method.upper(), path) for path, methods in self.document["paths"].items() for method in methods
                     if "x-records" in methods[method] and not path.startswith(ELSEWHERE)}
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                self.assertNotEqual("x-records" in operation, "x-no-record" in operation, f"{method} {path}")
        for walk in (self.accounts, self.law, self.travel, self.criteria, self.hits, self.rights, self.oversight, self.register,
                     self.transfers, self.keeping, self.masked, self.ends):
            walk()
        self.assertEqual(sorted(self.left), [], "nothing walks these")

    def accounts(self):
        self.who = "system"
        self.did("POST", "/setup", {"code": self.served.code, "user": "root", "name": "Ada", "password": PASSWORD}, 201)
        self.who = "root"
        secret = self.served.raw("POST", "/session/second-factor", None, 201)["secret"]
        self.unit.codes["root"] = self.did("POST", "/session/second-factor/confirmation",
                                           {"code": self.served.code_of(secret)})["recovery_codes"]
        self.ids = {}
        for user, role in USERS.items():
            body = {"user": user, "name": user, "role": role, "password": PASSWORD}
            if role == "remote-support":
                body["ends_at"] = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() + 10 * 86400))
            self.ids[user] = self.did("POST", "/users", body, 201)["id"]
        self.key = self.did("POST", "/carrier-keys", {"carrier": "Z9"}, 201)
        other = self.did("POST", "/carrier-keys", {"carrier": "Y8"}, 201)
        self.did("DELETE", "/carrier-keys/{id}", None, 204, id=other["id"])
        anna = self.ids["anna"]
        self.did("PATCH", "/users/{id}", {"active": False}, id=anna)
        self.did("PATCH", "/users/{id}", {"active": True}, id=anna)
        self.did("POST", "/users/{id}/duty", {"from": "06:00", "to": "22:00"}, 204, id=anna)
        self.sign_in("arno")
        self.sign_in("root")
        self.did("DELETE", "/users/{id}/second-factor", None, 204, id=self.ids["arno"])
        self.sign_in("arno")
        self.sign_in("root")
        self.did("DELETE", "/users/{id}/sessions", None, 204, id=self.ids["arno"])
        self.did("POST", "/session", {"user": "root", "password": PASSWORD, "code": self.unit.codes["root"].pop()})

    def law(self):
        text = piu("profile", "show", "icao-base")[0].replace("title = ", "title = Changed: ", 1)
        self.sign_in("supa")
        version = self.did("POST", "/profile/versions", {"content": text, "reason": REASON}, 201)["id"]
        self.sign_in("judy")
        self.did("POST", "/profile/versions/{id}/decision", {"approve": True, "reason": REASON}, id=version)
        self.sign_in("supa")
        self.did("DELETE", "/task", None, 204)
        self.did("POST", "/task", {"purpose": "pre-travel-assessment", "justification": REASON, "case": "UT 26/1",
                                   "offence": "terrorist-offences", "air_link": True}, 201)

    def travel(self):
        self.sign_in("tara")
        content = (self.messages / "persons.csv").read_text().rsplit("\n", 2)[0]
        self.did("POST", "/watchlists/{name}/import", content, name="Others", headers=self.served.fields("text/csv"), query="?" + list_query())
        self.did("POST", "/watchlists/{name}/threshold", {"threshold": "5", "reason": REASON}, name="Others")
        self.sign_in("supa")
        self.did("PUT", "/watchlists/{name}/desks", {"desks": "gate"}, 204, name="Others")
        for file in self.files:
            self.did("POST", "/messages", file.read_bytes(), headers={
                "Authorization": f"Bearer {self.key['key']}", "Content-Type": "application/edifact"})
        self.sign_in("anna")
        flights = self.served.raw("GET", "/flights?from=2031-01-01T00:00:00Z&to=2032-01-01T00:00:00Z")["flights"]
        self.flight = max(flights, key=lambda f: f["travellers"])["id"]
        people = self.did("GET", "/flights/{id}/travellers", id=self.flight)["travellers"]
        self.person = next(p for p in people if len(p.get("family", "")) > 4 and p.get("birth_date"))
        self.did("GET", "/travellers/{id}", id=self.person["id"])

    def hits(self):
        hits = self.did("GET", "/hits")["hits"]
        self.assertGreater(len(hits), 1)
        self.did("GET", "/hits/{id}", id=hits[0]["id"])
        self.did("POST", "/hits/{id}/bureau-question", {"reference": "NCB-1"}, 204, id=self.interpol(hits))
        self.did("POST", "/hits/{id}/bureau-answer", {"answer": "confirmed", "reference": "NCB-2"}, 204, id=self.bureau)
        self.did("POST", "/hits/{id}/decision", decision("confirmed", REASON), id=self.bureau)

    def interpol(self, hits):
        """A hit of a list whose source is INTERPOL (R-231)."""
        found = [h for h in hits if h["list"]["name"] == "Bureau"]
        self.bureau = found[0]["id"]
        return self.bureau

    def rights(self):
        self.sign_in("dora")
        person = {**REQUEST, "family": self.person["family"], "given": self.person.get("given", "Zelda"),
                  "birth_date": self.person["birth_date"]}
        made = self.did("POST", "/rights", person, 201)["id"]
        self.did("GET", "/rights")
        self.did("GET", "/rights/{id}", id=made)
        self.did("POST", "/rights/{id}/identity", {"how": "Certified copy of the passport."}, 204, id=made)
        self.did("POST", "/rights/{id}/extension", {"reason": REASON}, 204, id=made)
        self.did("POST", "/rights/{id}/search", None, id=made)
        found = self.served.raw("GET", f"/rights/{made}")["found"]
        self.did("POST", "/rights/{id}/found", {"traveller": found[0]["traveller"], "state": "same"}, 204, id=made)
        granted = {"decision": "granted", "reason": REASON, "field": "", "content": ""}
        self.did("POST", "/rights/{id}/decision", granted, 204, id=made)
        self.did("GET", "/rights/{id}/answer", id=made)
        self.did("GET", "/rights/{id}/answer", query="?version=court", id=made)
        other = self.did("POST", "/rights", {**person, "kind": "redress"}, 201)["id"]
        self.did("POST", "/rights/{id}/identity", {"how": "Certified copy of the passport."}, 204, id=other)
        self.did("POST", "/rights/{id}/search", None, id=other)
        self.did("POST", "/rights/{id}/decision", granted, 204, id=other)
        redress = self.served.raw("GET", "/rights")["redress"][0]["id"]
        self.did("DELETE", "/redress/{id}", None, 204, id=redress)

    def oversight(self):
        self.served.sign_in("root")
        self.served.raw("POST", f"/users/{self.ids['anna']}/duty", {"from": "03:00", "to": "03:01"}, 204)
        self.sign_in("anna")
        self.did("GET", "/travellers/{id}", id=self.person["id"])
        self.sign_in("dora")
        page = self.did("GET", "/oversight")
        odd = page["lookups"][0]["id"]
        self.did("POST", "/oversight/lookups/{id}", {"result": "asked", "note": REASON}, 204, id=odd)
        sample = self.did("POST", "/oversight/samples", {"from": "2026-01-01", "to": "2040-01-01", "seed": ""}, 201)
        self.did("POST", "/oversight/samples/{id}", {"decision": sample["items"][0]["decision"], "result": "in-order",
                                                     "note": REASON}, 204, id=sample["id"])
        self.did("POST", "/use-notices/{id}", {"state": "sent", "review_on": "", "reason": REASON}, 204,
                 id=page["notices"][0]["decision"])
        self.did("GET", "/oversight/compliance")
        self.did("GET", "/audit")
        self.did("POST", "/audit/checkpoint")
        self.did("GET", "/audit/export")

    def register(self):
        self.did("GET", "/register")
        self.did("GET", "/disclosures/register")
        self.did("GET", "/disclosures/register/export")
        self.did("GET", "/register/export")
        breach = self.did("POST", "/breaches", {"what": REASON, "categories": REASON, "happened_at": "2026-11-24T08:00:00Z",
                                                "known_at": "2026-11-24T09:00:00Z"}, 201)["id"]
        for kind in ("measure", "assessed", "authority-told", "people-told", "closed"):
            self.did("POST", "/breaches/{id}/steps", {"kind": kind, "text": REASON, **({"risk": "high"} if kind == "assessed" else {})},
                     204, id=breach)
        self.did("GET", "/breaches")
        self.sign_in("supa")
        place = self.did("POST", "/places", {"name": "Second centre", "address": "Utopia", "machine": "ab" * 32,
                                             "reason": REASON}, 201)["id"]
        consent = self.did("POST", "/support/consents", {"user": "vera", "reason": REASON, "minutes": 60}, 201)["id"]
        self.sign_in("root")
        self.did("POST", "/places/{id}/confirmation", None, 204, id=place)
        self.did("POST", "/support/consents/{id}/agreement", None, 204, id=consent)
        self.sign_in("vera")
        self.did("GET", "/support")
        self.sign_in("supa")
        self.did("DELETE", "/support/consents/{id}", None, 204, id=consent)
        self.did("DELETE", "/places/{id}", None, 204, id=place)

    def transfers(self):
        broken = b"UNB+UNOA:4+Z9+UT+261125:0600+BAD1'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'UNT+2+1'UNZ+1+BAD1'"
        self.served.raw("POST", "/messages", broken, 200, {"Authorization": f"Bearer {self.key['key']}",
                                                           "Content-Type": "application/edifact"})
        self.sign_in("anna")
        threat = self.did("POST", "/threats", {"carrier": "Z9", "number": "418", "from": "2031-03-01T00:00:00Z",
                                               "until": "2031-03-02T00:00:00Z", "threat": REASON, "reference": "C-1"}, 201)["id"]
        self.sign_in("supa")
        self.did("POST", "/threats/{id}/decision", {"approve": True, "reason": REASON}, 204, id=threat)
        self.did("PUT", "/carriers/{name}/contact", {"name": "Duty desk"}, 204, name="Z9")
        notice = self.served.raw("GET", "/transfers")["notices"][0]["id"]
        self.did("POST", "/carrier-notices/{id}/penalty", {"reason": REASON}, 204, id=notice)
        outage = self.did("POST", "/outages", {"from": "2030-01-01T00:00:00Z", "evidence": REASON}, 201)["id"]
        self.did("POST", "/outages/{id}/end", {"until": "2030-01-02T00:00:00Z"}, 204, id=outage)

    def keeping(self):
        self.sign_in("anna")
        self.did("POST", "/travellers/{id}/evidence", {"grounds": REASON, "case": "C-1"}, 204, id=self.person["id"])
        hold = {"owner": "An invented court", "case": "C-1", "ends_at": "2031-01-01T00:00:00Z"}
        held = self.did("POST", "/travellers/{id}/holds", hold, 201, id=self.person["id"])["id"]
        self.did("GET", "/travellers/{id}/keeping", id=self.person["id"])
        self.did("DELETE", "/holds/{id}", None, 204, id=held)
        self.did("POST", "/sealed/search", SEARCH)

    def masked(self):
        self.assertEqual(self.served.stop(), 0)
        make_older(self.unit, SEVEN_MONTHS_US)
        piu("retention", "run", "--data", self.unit.data)
        shares = hold_ceremony(self.unit)
        self.served = Raw(self.unit)
        asking = {"traveller": self.person["id"], "fields": "identity", "legal_basis": "Act of Utopia 1, article 9",
                  "case": "C-1", "reason": REASON}
        self.sign_in("anna")
        first = self.did("POST", "/unmask", asking, 201)["id"]
        self.sign_in("supa")
        self.did("POST", "/unmask/{id}/refusal", {"reason": REASON}, id=first)
        self.sign_in("anna")
        second = self.did("POST", "/unmask", asking, 201)["id"]
        self.sign_in("judy")
        self.did("POST", "/unmask/{id}/approval", {"reason": REASON, "share": shares[1]}, id=second)
        self.sign_in("anna")
        self.did("POST", "/unmask/{id}/opening", {"share": shares[0], "second_share": ""}, id=second)
        self.did("GET", "/unmask/{id}/record", id=second)
        self.sign_in("dora")
        self.did("POST", "/unmask/{id}/review", {"result": "lawful", "note": REASON}, id=second)

    def ends(self):
        """Copies are asked for at the operator's socket, which `piu backup` does; and sessions end."""
        after = self.newest()
        piu("backup", os.path.join(self.unit.folder, "copies"), "--data", self.unit.data)
        self.expect(after, ["unit.copied"], "system", "POST /copies")
        piu("audit", "export", os.path.join(self.unit.folder, "trail"), "--data", self.unit.data)
        self.expect(after, ["audit.exported"], "system", "POST /audit/exports")
        self.left -= {("POST", "/copies"), ("POST", "/audit/exports")}
        self.sign_in("supa")
        sessions = self.served.raw("GET", "/sessions")["sessions"]
        other = next(s for s in sessions if not s["current"])
        self.did("DELETE", "/sessions/{id}", None, 204, id=other["id"])
        self.did("DELETE", "/session", None, 204)


class EveryCommand(Recorded):
    def test_every_command_leaves_its_record(self):
        data, copies = ("--data", self.unit.data), os.path.join(self.unit.folder, "copies")
        own = os.path.join(self.unit.folder, "own.profile")
        pathlib.Path(own).write_text(piu("profile", "show", "icao-base")[0])
        keys = os.path.join(self.unit.folder, "keys")
        walk = {
            "ingest": (["message.received"], ["--", *self.files]),
            "watchlist import": (["watchlist.imported"], ["More", self.messages / "documents.csv", "--kind", "documents", *basis(("documents",))]),
            "watchlist rescreen": (["watchlist.rescreening-cancelled"], ["More", "--cancel"]),
            "watchlist desks": (["watchlist.desks-set"], ["More", "gate"]),
            "profile propose": (["profile.proposed"], [own, "--reason", REASON]),
            "user add": (["account.created"], ["zoe", "--name", "Zoe", "--role", "analyst"]),
            "user end": (["account.ended"], ["zoe"]),
            "user restore": (["account.restored"], ["zoe"]),
            "backup": (["unit.copied"], [copies, "--keys", keys]),
            "audit export": (["audit.exported"], [os.path.join(self.unit.folder, "trail")]),
            "retention run": (["retention.run"], []),
        }
        for command, (acts, more) in walk.items():
            with self.subTest(command=command):
                after = self.newest()
                piu(*command.split(), *data, *more)
                self.expect(after, acts, None, command, purpose=False)
        walked = {*walk, *self.apart(data, copies, keys)}
        listed = re.findall(r"^  ([a-z-]+(?: [a-z][a-z-]+)?) {1,}[A-Z]", piu("--help")[0], re.M)
        self.assertGreater(len(listed), 25)
        self.assertEqual(sorted(set(listed) - walked - set(NO_RECORD)), [], "nothing walks these")

    def apart(self, data, copies, keys):
        """Those that need more than a line."""
        with self.database() as db:
            self.assertEqual(db.execute("SELECT act FROM audit WHERE seq = 1").fetchone()[0], "unit.created")
        # What /users/{id}/sessions and /users/{id}/second-factor do, where there is something to end.
        piu("user", "end-sessions", *data, "zoe")
        piu("user", "reset-second-factor", *data, "zoe", status=None)
        copy, = (os.path.join(copies, name) for name in os.listdir(copies))
        again = os.path.join(self.unit.folder, "again")
        piu("restore", copy, "--keys", keys, "--data", again)
        with contextlib.closing(sqlite3.connect(f"file:{again}/piu.db?mode=ro", uri=True)) as db:
            self.assertIn(("unit.restored",), db.execute("SELECT act FROM audit").fetchall())
        after = self.newest()
        hold_ceremony(self.unit)
        self.expect(after, ["vault.shared"], "system", "vault init")
        return ["init", "user reset-second-factor", "user end-sessions", "restore", "vault init"]


if __name__ == "__main__":
    unittest.main()
