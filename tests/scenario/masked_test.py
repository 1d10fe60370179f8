# SPDX-License-Identifier: Apache-2.0
"""Old records: sealed at their age so that no file tells a name, found by process all the same,
opened one at a time with the shares of two offices, and deleted for good."""
import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from serve_test import PASSWORD, Serving
from unit import PIU, Unit, piu, simulate

FLIGHTS = 4
SEVEN_MONTHS_US = 215 * 86_400_000_000
FIVE_YEARS_US = 5 * 366 * 86_400_000_000
OFFICES = ["the unit", "an invented court", "the data protection officer"]
USERS = {"anna": "analyst", "supa": "supervisor", "dora": "dpo"}


@contextlib.contextmanager
def database(unit):
    """The database as somebody opens it who has the file; the unit must not be served."""
    with contextlib.closing(sqlite3.connect(os.path.join(unit.data, "piu.db"))) as db:
        yield db
        db.commit()


def told(unit):
    """What tells who somebody is: names, documents, contacts, locators."""
    with database(unit) as db:
        words = {word for row in db.execute("SELECT family, given FROM traveller") for word in row}
        words |= {row[0] for row in db.execute("SELECT document_number FROM document")}
        words |= {row[0] for row in db.execute("SELECT content FROM booking_contact")}
        words |= {row[0] for row in db.execute("SELECT locator FROM booking")}
    return {word for word in words if word and len(word) > 5}


def lie_in_a_file(unit, words):
    """Those of `words` that some file of the unit holds, its keys and the journal included."""
    everything = b"\n".join(path.read_bytes() for path in pathlib.Path(unit.data).rglob("*")
                            if path.is_file()).upper()
    return sorted(word for word in words if word.upper().encode() in everything)


def make_older(unit, by_us):
    with database(unit) as db:
        db.execute("UPDATE message SET received_at = received_at - ?", (by_us,))
        db.execute("UPDATE sealed SET transferred_at = transferred_at - ?", (by_us,))


def hold_ceremony(unit):
    """Plays the custodians: copies each share and types it back in capitals."""
    shares = []
    with subprocess.Popen([PIU, "vault", "init", "--data", unit.data, *OFFICES], text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as ceremony:
        for line in ceremony.stdout:
            if line.startswith("    "):
                shares.append(line.strip())
                ceremony.stdin.write(shares[-1].upper() + "\n")
                ceremony.stdin.flush()
    assert ceremony.returncode == 0 and len(shares) == len(OFFICES)
    return shares


class OldRecords(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.messages = pathlib.Path(tempfile.mkdtemp(prefix="piu-messages-"))
        cls.files = simulate(cls.messages, FLIGHTS)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.messages, ignore_errors=True)

    def unit(self, profile):
        unit = Unit(self.messages, profile=profile)
        unit.codes = {}
        self.addCleanup(unit.close)
        unit.ingest(self.files)
        return unit

    def retention(self, unit):
        piu("retention", "run", "--data", unit.data)
        self.assertEqual(unit.check()["faults"], 0)

    def test_no_file_tells_who_is_masked(self):
        unit = self.unit("icao-base")
        words = told(unit)
        self.assertGreater(len(words), 200)
        self.assertEqual(lie_in_a_file(unit, words), sorted(words))
        make_older(unit, SEVEN_MONTHS_US)
        piu("retention", "status", "--data", unit.data, status=1)  # overdue
        self.retention(unit)
        piu("retention", "status", "--data", unit.data)
        # Lists are public; who stands on one of them may stand in the database for that.
        listed = (self.messages / "persons.csv").read_text() + (self.messages / "documents.csv").read_text()
        words = {word for word in words if word.upper() not in listed.upper()}
        self.assertEqual(lie_in_a_file(unit, words), [])
        make_older(unit, FIVE_YEARS_US)
        self.retention(unit)
        with database(unit) as db:
            for table in ("traveller", "message", "flight", "sealed", "sealed_sign", "sealed_subject", "hit", "booking"):
                self.assertEqual(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0], 0, table)
            self.assertEqual(db.execute("SELECT count(*) FROM erasure_certificate").fetchone()[0], 1)

    def test_the_strict_law_deletes_whom_nothing_links_with_a_risk(self):
        unit = self.unit("eu-strict")
        words = told(unit)
        make_older(unit, SEVEN_MONTHS_US)
        self.retention(unit)
        with database(unit) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM traveller").fetchone()[0], 0)
        listed = (self.messages / "persons.csv").read_text() + (self.messages / "documents.csv").read_text()
        self.assertEqual(lie_in_a_file(unit, {w for w in words if w.upper() not in listed.upper()}), [])

    def test_the_shares_of_two_offices_open_the_vault(self):
        unit = self.unit("icao-base")
        make_older(unit, SEVEN_MONTHS_US)
        self.retention(unit)  # sealed under the provisional key
        shares = hold_ceremony(unit)
        self.assertEqual(os.listdir(os.path.join(unit.data, "keys")).count("vault.key"), 0)
        self.assertEqual(unit.check()["faults"], 0)
        check = ("vault", "check", "--data", unit.data)
        piu(*check, stdin=f"{shares[2]}\n{shares[0]}\n".encode())
        piu(*check, stdin=f"{shares[0]}\n{shares[0]}\n".encode(), status=1)
        wrong = ("1" if shares[1][0] != "1" else "2") + shares[1][1:]
        piu(*check, stdin=f"{wrong}\n{shares[0]}\n".encode(), status=1)
        piu("vault", "init", "--data", unit.data, "one", "two", status=1, stdin=b"")  # held already
        self.assertIn("an invented court", piu("vault", "status", "--data", unit.data)[0])

    def test_a_ceremony_broken_off_changes_nothing(self):
        unit = self.unit("icao-base")
        key = pathlib.Path(unit.data, "keys", "vault.key").read_bytes()
        piu("vault", "init", "--data", unit.data, "one", "two", status=1, stdin=b"not what was shown\n")
        self.assertEqual(pathlib.Path(unit.data, "keys", "vault.key").read_bytes(), key)
        self.assertIn("still in a file", piu("vault", "status", "--data", unit.data)[0])

    def test_one_record_is_opened_by_two_offices_for_one_person(self):
        unit = self.unit("icao-base")
        with database(unit) as db:
            traveller, family, born = db.execute(
                "SELECT id, family, birth_date FROM traveller WHERE birth_date IS NOT NULL AND "
                "length(family) > 5 AND given IS NOT NULL ORDER BY id").fetchone()
            given = db.execute("SELECT given FROM traveller WHERE id = ?", (traveller,)).fetchone()[0]
        make_older(unit, SEVEN_MONTHS_US)
        self.retention(unit)
        shares = hold_ceremony(unit)
        unit.fresh, unit.codes = True, {}
        served = Serving(unit)
        self.addCleanup(served.kill)
        served.call("POST", "/setup", {"code": served.code, "user": "admin", "name": "Ada Example",
                                       "password": PASSWORD}, status=201)
        served.set_second_factor("admin")
        for user, role in USERS.items():
            served.call("POST", "/users", {"user": user, "name": user.title(), "role": role,
                                           "password": PASSWORD}, status=201)
        served.sign_in("anna")
        page = served.call("GET", f"/travellers/{traveller}")
        self.assertRegex(page["traveller"]["pseudonym"], "^P-[0-9a-f]{10}$")
        self.assertNotIn("family", page["traveller"])
        found = served.call("POST", "/sealed/search", {
            "name": f"{given} {family}", "birth_date": born, "document": "", "issuer": "", "case": "C-1",
            "reason": "the court asks for this person"})
        self.assertIn(str(traveller), [one["traveller"] for one in found["found"]])
        asked = served.call("POST", "/unmask", {
            "traveller": str(traveller), "fields": "identity", "legal_basis": "Act of Utopia 1, article 9",
            "case": "C-1", "reason": "the court asks for this person"}, status=201)
        act = f"/unmask/{asked['id']}"
        served.call("POST", f"{act}/approval", {"reason": "I approve my own request", "share": ""}, status=403)
        served.sign_in("supa")
        approved = served.call("POST", f"{act}/approval", {"reason": "the case needs it", "share": shares[1]})
        self.assertEqual(approved["state"], "approved")
        served.call("GET", f"{act}/record", status=404)
        served.sign_in("anna")
        served.call("GET", f"{act}/record", status=404)
        self.assertEqual(served.call("POST", f"{act}/opening", {"share": shares[1], "second_share": ""},
                                     status=422)["code"], "same-share")
        served.call("POST", f"{act}/opening", {"share": shares[0], "second_share": ""})
        record = served.call("GET", f"{act}/record")["record"]
        self.assertEqual(record["parts"][0]["identity"]["family"], family)
        self.assertNotIn("booking", record["parts"][0])
        self.assertEqual(lie_in_a_file(unit, {family}), [])  # open it is in memory only
        served.sign_in("dora")
        self.assertEqual(served.call("GET", "/unmask?state=review")["to_review"], 1)
        served.call("POST", f"{act}/review", {"result": "lawful", "note": "asked and approved in order"})
        acts = {r["act"] for r in served.call("GET", "/audit?limit=500")["records"]}
        self.assertLessEqual({"unmask.asked", "unmask.approved", "unmask.opened", "unmask.read",
                              "unmask.reviewed", "sealed.searched"}, acts)
        self.assertEqual(served.stop(), 0)
        served = Serving(unit_not_fresh(unit))
        self.addCleanup(served.kill)
        served.sign_in("anna")  # stopped, it is sealed again
        self.assertEqual(served.call("GET", f"{act}/record", status=404)["code"], "sealed-again")


def unit_not_fresh(unit):
    unit.fresh = False
    return unit


if __name__ == "__main__":
    unittest.main()
