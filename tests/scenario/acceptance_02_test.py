# SPDX-License-Identifier: Apache-2.0
"""Acceptance 2: a booking without a birth date matches a list by name alone and stays undetermined; when the check-in data
come with another birth date the match is rejected, and the next push does not raise it again (R-032, R-033, R-073)."""
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

from serve_test import PASSWORD, Serving, decision
from unit import Unit

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "contract"))

from messages import LIST, paxlst, pnrgov  # pylint: disable=wrong-import-position


def to_come(message):
    """The same flight on a day that no clock reaches."""
    return message.replace(b"261125", b"310325").replace(b"261126", b"310326").replace(b"251126", b"250331")


def without_documents(message):
    """A booking as most are: a name, and nothing that tells which person of that name."""
    message = re.sub(rb"SSR\+DOCS[^']*'", b"", message).replace(b"+ZELDAMRS", b"+ZELDA MAYMRS")
    return re.sub(rb"UNT\+(\d+)", lambda m: b"UNT+%d" % (int(m[1]) - 1), message)


class NameAlone(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-name-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        (folder / "list.csv").write_text(LIST)
        self.unit = Unit()
        self.addCleanup(self.unit.close)
        self.unit.watchlist("Persons", folder / "list.csv", "--severity", "medium")
        self.unit.fresh, self.unit.codes = True, {}
        self.served = Serving(self.unit)
        self.addCleanup(self.served.kill)
        self.served.call("POST", "/setup", {"code": self.served.code, "user": "root", "name": "Ada", "password": PASSWORD},
                         status=201)
        self.served.set_second_factor("root")
        self.served.sign_in("root")
        self.served.call("POST", "/users", {"user": "anna", "name": "Anna", "role": "analyst", "password": PASSWORD}, status=201)
        self.key = self.served.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]
        self.served.sign_in("anna")

    def push(self, message):
        taken = self.served.post(self.key, to_come(message))
        self.assertEqual(taken["quarantined"], 0)

    def hits(self, state):
        return [h for h in self.served.call("GET", f"/hits?state={state}")["hits"] if h["entry"]["id"] == "UTO-7"]

    def test_it_is_undetermined_then_rejected_and_not_raised_again(self):  # R-032 R-033 R-073
        self.push(without_documents(pnrgov()))
        hit, = self.hits("open")
        self.assertEqual(hit["outcome"], "undetermined")
        self.assertNotIn("birth_date", hit["traveller"])
        # A name alone is not confirmed, whatever a person would like.
        answers = decision("confirmed", "It is the same name.")
        answers["checklist"].update({"birth-date": "not-known", "document": "not-known", "photograph": "not-known"})
        refused = self.served.call("POST", f"/hits/{hit['id']}/decision", answers, status=422)
        self.assertEqual(refused["code"], "name-only")
        # At check-in the birth date and the document are another person's.
        self.push(paxlst(number="XX7654321").replace(b"700102", b"930817"))
        self.assertEqual(self.hits("open"), [])
        page = self.served.call("GET", f"/hits/{hit['id']}")
        self.assertIn(page["hit"]["state"], ("withdrawn", "decided"))
        self.assertEqual(page["hit"]["traveller"]["birth_date"], "1993-08-17")
        # Further pushes of the same booking and of the same check-in raise nothing.
        self.push(without_documents(pnrgov("Z9PNR000418")))
        self.push(paxlst("Z9I0000418", number="XX7654321").replace(b"700102", b"930817"))
        self.assertEqual(self.hits("open"), [])

    def test_what_a_person_rejected_is_not_raised_again(self):
        self.push(paxlst())
        hit, = self.hits("open")
        self.served.call("POST", f"/hits/{hit['id']}/decision", decision("rejected", "Another person, says the test."))
        for reference in ("Z9PNR000419", "Z9PNR000420"):
            self.push(pnrgov(reference))
            self.push(paxlst("Z9I0000" + reference[-3:]))
            self.assertEqual(self.hits("open"), [])


if __name__ == "__main__":
    unittest.main()
