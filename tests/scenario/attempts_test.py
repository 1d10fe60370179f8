# SPDX-License-Identifier: Apache-2.0
"""What those who must not try, and what happens: as root with the files, and as every role through the interface, each
address that there is (R-110 to R-113, R-151, R-170, R-172, R-173). Writes docs/attempts.md with --write, else compares it."""
import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile
import time
import unittest

from masked_test import SEVEN_MONTHS_US, database, hold_ceremony, lie_in_a_file, make_older, told
from serve_test import PASSWORD, PURPOSES, Serving
from unit import ROOT, Unit, piu, simulate

PURPOSES.update({"requests-desk": "reasoned-request", "targeter": "criteria", "supervisory-authority": "verification",
                 "auditor": "verification"})
PAGE = ROOT / "docs" / "attempts.md"
REASON = "As the test says it."
TIMED = {"supervisory-authority", "auditor", "remote-support"}


def roles_table():
    """{permission: {role, ...}} of docs/roles.md."""
    text = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
    roles = [cell.strip() for cell in re.search(r"^\| permission \|(.*)\|$", text, re.M).group(1).split("|")]
    rows = re.findall(r"^\| `([\w-]+\.\w+)` \|(.*)\|$", text, re.M)
    return {name: {r for r, c in zip(roles, cells.split("|")) if c.strip() == "yes"} for name, cells in rows}, \
        [r for r in roles if r != "system"]


class Attempts(unittest.TestCase):
    page = {}

    @classmethod
    def setUpClass(cls):
        cls.messages = pathlib.Path(tempfile.mkdtemp(prefix="piu-messages-"))
        cls.files = simulate(cls.messages, 2)
        cls.table, cls.roles = roles_table()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.messages, ignore_errors=True)

    def unit(self, **more):
        unit = Unit(self.messages, **more)
        unit.fresh, unit.codes = True, {}
        self.addCleanup(unit.close)
        unit.ingest(self.files)
        return unit

    def served(self, unit):
        served = Serving(unit)
        if unit.fresh:
            served.call("POST", "/setup", {"code": served.code, "user": "administrator", "name": "Ada",
                                           "password": PASSWORD}, status=201)
            served.set_second_factor("administrator")
            served.sign_in("administrator")
        unit.fresh = False
        self.addCleanup(lambda: served.process.poll() is None and served.kill())
        return served

    # ---- through the interface ----

    def test_1_every_role_at_every_address(self):  # R-172 R-173
        unit = self.unit(profile="eu-strict")
        served = self.served(unit)
        end = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() + 30 * 86400))
        for role in self.roles:
            if role != "administrator":
                served.call("POST", "/users", {"user": role, "name": role, "role": role, "password": PASSWORD,
                                               **({"ends_at": end} if role in TIMED else {})}, status=201)
        consent = served.call("POST", "/support/consents", {"user": "remote-support", "reason": REASON, "minutes": 60},
                              status=201)["id"]
        served.sign_in("supervisor")
        served.call("POST", f"/support/consents/{consent}/agreement", status=204)
        document = served.call("GET", "/openapi.json")
        for role in self.roles:
            served.sign_in(role)
            for path, methods in document["paths"].items():
                for method, operation in methods.items():
                    permission = operation.get("x-permission")
                    if permission and not (method == "delete" and "/sessions" in path):
                        self.attempt(served, role, method.upper(), path, permission)
        rows = [f"| `{permission}` |" + "".join(" allowed |" if role in may else " refused |" for role in self.roles)
                for permission, may in self.table.items()]
        head = "| what needs | " + " | ".join(self.roles) + " |\n|" + "---|" * (len(self.roles) + 1)
        self.page["roles"] = head + "\n" + "\n".join(rows)

    def attempt(self, served, role, method, path, permission):
        address = path.replace("{id}", "1").replace("{name}", "Persons")
        body = "{}" if method in ("POST", "PUT", "PATCH") and "second-factor" not in path else None
        kind = {"Content-Type": "text/csv" if path.endswith("/import") else "application/json"} if body else {}
        try:
            answer = served.call(method, address, body, None, kind)
        except ValueError:  # no JSON: an export
            answer = {}
        refused = isinstance(answer, dict) and answer.get("code") == "not-permitted"
        self.assertEqual(refused, role not in self.table[permission], f"{role} {method} {path}: {answer}")
        if refused:
            self.assertEqual(answer["rule"], "R-172")

    # ---- as root, with the files ----

    def tried(self, what, happened):
        self.page.setdefault("root", []).append(f"| {what} | {happened} |")

    def masked(self):
        unit = self.unit(profile="icao-base")
        words = told(unit)
        make_older(unit, SEVEN_MONTHS_US)
        piu("retention", "run", "--data", unit.data)
        shares = hold_ceremony(unit)
        lists = ((self.messages / "persons.csv").read_text() + (self.messages / "documents.csv").read_text()).upper()
        return unit, {word for word in words if word.upper() not in lists}, shares

    def test_2_root_reads_the_files_of_masked_people(self):  # R-110 R-112 R-118
        unit, words, shares = self.masked()
        self.assertGreater(len(words), 100)
        copies, keys = os.path.join(unit.data, "copies"), os.path.join(unit.data, "copied-keys")
        piu("backup", copies, "--keys", keys, "--data", unit.data)
        self.assertEqual(lie_in_a_file(unit, words), [])
        self.tried("reads database, journal, keys, checkpoints, a backup and its keys for names, documents, contacts and "
                   "locators of masked people", "none of them is in any file")
        self.assertFalse(os.path.exists(os.path.join(unit.data, "keys", "vault.key")))
        self.tried("looks for the key of the vault on the disc", "it is not there: it is in the shares of the offices")
        piu("vault", "check", "--data", unit.data, stdin=f"{shares[0]}\n{shares[0]}\n".encode(), status=1)
        self.tried("opens the vault with one office's share twice", "refused")
        with database(unit) as db:
            first, second = (row[0] for row in db.execute("SELECT id FROM sealed WHERE kind = 'traveller' LIMIT 2"))
            db.execute("UPDATE sealed SET content = (SELECT content FROM sealed WHERE id = ?) WHERE id = ?", (first, second))
        piu("check", "--data", unit.data, status=1)
        self.tried("moves a sealed record to the row of another person", "`piu check` finds it: it does not open there")

    def test_3_root_approves_an_unmasking_in_the_database(self):  # R-112 R-113
        unit, _, shares = self.masked()
        served = self.served(unit)
        served.call("POST", "/users", {"user": "anna", "name": "Anna", "role": "analyst", "password": PASSWORD}, status=201)
        with contextlib.closing(sqlite3.connect(f"file:{unit.data}/piu.db?mode=ro", uri=True)) as db:
            traveller = db.execute("SELECT id FROM traveller WHERE masked_at IS NOT NULL").fetchone()[0]
        served.sign_in("anna")
        asked = served.call("POST", "/unmask", {"traveller": str(traveller), "fields": "identity", "case": "C-1",
                                                "legal_basis": "Act of Utopia 1, article 9", "reason": REASON}, status=201)["id"]
        self.assertEqual(served.stop(), 0)
        with database(unit) as db:
            db.execute("UPDATE unmask SET state = 'approved', decided_by = 1, decided_at = requested_at, "
                       "ends_at = requested_at + 86400000000")
        served = self.served(unit)
        served.sign_in("anna")
        served.call("POST", f"/unmask/{asked}/opening", {"share": shares[0], "second_share": shares[0]}, status=422)
        served.call("GET", f"/unmask/{asked}/record", status=404)
        self.tried("writes an approval into the database and opens the record with the one share that the unit has",
                   "refused: the share of another office is missing, and only it has that")

    def test_4_root_changes_the_trail(self):  # R-150 R-151
        for what, sql in (("edits a record of the trail", "UPDATE audit SET actor = 'nobody' WHERE seq = 2"),
                          ("takes a record out of the trail", "DELETE FROM audit WHERE seq = 2"),
                          ("cuts off the newest records", "DELETE FROM audit WHERE seq > 3"),
                          ("takes old records out and lets the trail begin behind them",
                           "DELETE FROM audit WHERE seq <= (SELECT seq FROM audit_checkpoint WHERE number = 1); "
                           "INSERT INTO audit_start SELECT number, seq, at, head, at + 157680000000000, signature "
                           "FROM audit_checkpoint WHERE number = 1")):
            unit = self.unit()
            served = self.served(unit)
            self.assertEqual(served.stop(), 0)  # signs the trail
            piu("audit", "verify", "--data", unit.data)
            with database(unit) as db:
                db.executescript(sql)
            out, _ = piu("audit", "verify", "--data", unit.data, status=1)
            self.assertRegex(out, r"record \d")
            self.tried(what, "`piu audit verify` names the record")

    def test_5_root_changes_rows(self):
        unit = self.unit()
        with database(unit) as db:
            db.execute("UPDATE message SET body = replace(body, 'PAXLST', 'PAXLXX') WHERE id = (SELECT min(id) FROM message)")
        piu("check", "--data", unit.data, status=1)
        self.tried("edits what a carrier sent", "`piu check` finds it: the text has another hash")
        with database(unit) as db:
            db.execute("UPDATE message SET body = replace(body, 'PAXLXX', 'PAXLST') WHERE id = (SELECT min(id) FROM message)")
        piu("user", "add", "ada", "--name", "Ada", "--role", "administrator", "--data", unit.data)
        with database(unit) as db:
            for sql in ("UPDATE post SET role = 'analyst'", "UPDATE post SET duty = 'casework', role = 'analyst'",
                        "UPDATE post SET role = 'supervisory-authority', duty = 'supervision'"):
                with self.assertRaises(sqlite3.IntegrityError):
                    db.execute("PRAGMA foreign_keys=ON")
                    db.execute(sql)
                db.rollback()
        self.tried("gives an administrator's account the role of an analyst",
                   "the database refuses: a role and its human being serve one duty")

    def test_6_root_takes_a_session(self):
        unit = self.unit()
        served = self.served(unit)
        with contextlib.closing(sqlite3.connect(f"file:{unit.data}/piu.db?mode=ro", uri=True)) as db:
            kept = db.execute("SELECT token_hash FROM session").fetchone()[0]
        self.assertNotIn(served.cookie.split("=")[1].encode(), kept.hex().encode())
        served.cookie = f"piu_session={kept.hex()}"
        self.assertEqual(served.call("GET", "/session", status=401)["code"], "signed-out")
        self.tried("signs in with what the database keeps of a session", "signed out: it is a hash of the token")

    def test_7_the_page_says_what_happened(self):
        text = f"""# What was tried

Attempts of those who must not, made by `tests/scenario/attempts_test.py` with the real program at each `./test scenario`; the
page is written from its results (`python3 tests/scenario/attempts_test.py --write`) and compared with them. Another test carries
the data to another machine (`place_test.py`, R-170: refused), and `acceptance_01_test.py` to `acceptance_08_test.py` go
through single cases.

## As root, with the files

The shares of the vault's key are with the offices, not on the disc.

| who is root | what happened |
|---|---|
{chr(10).join(self.page.get("root", []))}

What root can do all the same: stop the unit, destroy what it holds, read what is in the clear, that is younger than
the age of masking, and edit a column of a traveller in the clear: `piu check` compares messages, flights and the trail, not each
column. Who holds the keys folder besides can check a guess against masked records ([vault.md](vault.md)).

## Through the interface, in every role

Every address with a permission was called in every role (`remote-support` let in by two people). A refusal is `403`,
`not-permitted`, R-172; what is allowed may still be refused for want of a task, a reason or a second person.

{self.page.get("roles")}
"""
        if "--write" in sys.argv:
            PAGE.write_text(text, encoding="utf-8")
        self.assertEqual(PAGE.read_text(encoding="utf-8"), text, "docs/attempts.md is not what was tried: --write")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
