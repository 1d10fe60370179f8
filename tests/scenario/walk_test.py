# SPDX-License-Identifier: Apache-2.0
"""The whole walk, from files to hits: repeated, in any order, cut off, damaged, edited.

PIU_SCENARIO=full takes the sizes that the project promises (1,000 flights, 100
kills, 10,000 damaged messages) instead of some that take a minute.
"""
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

from unit import PIU, ROOT, Unit, piu, simulate, summary

FULL = os.environ.get("PIU_SCENARIO") == "full"
FLIGHTS = 1000 if FULL else 12
KILLS = 100 if FULL else 8
MUTATIONS = 10000 if FULL else 600
EXAMPLES = sorted((ROOT / "tests" / "golden").rglob("*.edi"))


class Walk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-walk-"))
        cls.files = simulate(cls.folder, FLIGHTS)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def unit(self):
        u = Unit(lists=self.folder)
        self.addCleanup(u.close)
        return u

    def quiet_digest(self):
        """Of one undisturbed run over all files."""
        if not hasattr(Walk, "_quiet"):
            u = self.unit()
            u.ingest(self.files)
            Walk._quiet = u.digest()
        return Walk._quiet

    def test_a_second_time_changes_nothing(self):
        u = self.unit()
        first = u.ingest(self.files + EXAMPLES)
        before = u.check()
        second = u.ingest(self.files + EXAMPLES)
        after = u.check()
        self.assertGreater(first["new"], 0)
        self.assertGreater(first["hits"], 0)
        self.assertEqual(second["new"], 0)
        self.assertEqual(second["hits"], 0)
        self.assertEqual(second["messages"], first["messages"])
        self.assertEqual(before["counts"], after["counts"])
        self.assertEqual(before["digest"], after["digest"])
        self.assertEqual(after["faults"], 0, after["fault"])

    def test_any_order_leads_to_the_same_truth(self):
        files = list(self.files)
        for seed in range(2):
            random.Random(seed).shuffle(files)
            u = self.unit()
            for start in range(0, len(files), 7):
                u.ingest(files[start:start + 7])
            self.assertEqual(u.digest(), self.quiet_digest())

    def test_other_line_breaks_are_the_same_message(self):
        u = self.unit()
        u.ingest(self.files[:10])
        wrapped = []
        for path in self.files[:10]:
            target = self.folder / (path.name + ".wrapped")
            target.write_bytes(path.read_bytes().replace(b"'", b"'\r\n"))
            wrapped.append(target)
        self.assertEqual(u.ingest(wrapped)["new"], 0)

    def test_one_stream_on_standard_input_is_the_same_as_files(self):
        u = self.unit()
        stream = b"".join(path.read_bytes() for path in self.files)
        _, err = piu("ingest", "--data", u.data, "-", stdin=stream)
        self.assertEqual(summary(err)["quarantined"], 0)
        self.assertEqual(u.digest(), self.quiet_digest())

    def test_killed_at_any_moment_loses_and_doubles_nothing(self):
        u = self.unit()
        chance = random.Random(9)
        whole = None
        for _ in range(KILLS):
            started = time.monotonic()
            process = subprocess.Popen([PIU, "ingest", "--data", u.data, "--", *map(str, self.files)],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=chance.uniform(0.0, whole or 1.5))
                whole = time.monotonic() - started
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
        u.ingest(self.files)
        report = u.check()
        self.assertEqual(report["faults"], 0, report["fault"])
        self.assertEqual(report["digest"], self.quiet_digest())

    def test_damaged_messages_are_kept_or_quarantined(self):
        u = self.unit()
        chance = random.Random(7)
        folder = self.folder / "damaged"
        folder.mkdir()
        originals = [path.read_bytes()[:6000] for path in self.files[:40] + EXAMPLES]
        files = []
        for number in range(MUTATIONS):
            target = folder / f"{number}.edi"
            target.write_bytes(damage(chance, chance.choice(originals)))
            files.append(target)
        total = {"messages": 0, "new": 0, "repeated": 0, "quarantined": 0}
        for start in range(0, len(files), 500):
            result = u.ingest(files[start:start + 500])
            for name in total:
                total[name] += result[name]
        report = u.check()
        self.assertEqual(report["faults"], 0, report["fault"])
        self.assertGreaterEqual(total["messages"], MUTATIONS * 0.9)
        kept = report["counts"]["messages"] + report["counts"]["messages marked as tests"]
        self.assertLessEqual(total["new"], kept)
        self.assertEqual(total["quarantined"], report["counts"]["messages quarantined"])
        self.assertGreater(report["counts"]["findings"], 0)

    def test_an_edited_traveller_is_found(self):
        u = self.unit()
        u.ingest(self.files[:3])
        with sqlite3.connect(os.path.join(u.data, "piu.db")) as db:
            db.execute("UPDATE message SET body = replace(body, 'PAXLST', 'PAXLXX') "
                       "WHERE id = (SELECT min(id) FROM message)")
        piu("check", "--data", u.data, status=1)

    def test_nothing_is_taken_in_without_a_legal_basis(self):
        u = Unit(basis=None)
        self.addCleanup(u.close)
        _, err = piu("ingest", "--data", u.data, str(self.files[0]), status=1)
        self.assertIn("R-001", err)
        self.assertEqual(u.check()["counts"]["messages"], 0)
        piu("init", "--data", u.data, "--legal-basis", "Act of Utopia 1, article 2", stdin=b"")
        self.assertGreater(u.ingest(self.files[:1])["new"], 0)

    def test_a_unit_is_not_made_over_another(self):
        u = self.unit()
        piu("init", "--data", u.data, "--state", "Utopia", "--country", "UTO", stdin=b"", status=1)

    def test_a_delisted_entry_withdraws_its_hits(self):
        u = self.unit()
        u.ingest(self.files)
        opened = u.check()["counts"]["hits open"]
        rows = (self.folder / "persons.csv").read_text(encoding="utf-8").splitlines()
        shorter = self.folder / "shorter.csv"
        shorter.write_text("\n".join(rows[:2]) + "\n", encoding="utf-8")
        preview, _ = u.watchlist("Persons", shorter, "--preview")
        self.assertEqual(u.check()["counts"]["hits open"], opened)
        self.assertIn("(preview)", preview)
        u.watchlist("Persons", shorter)
        counts = u.check()["counts"]
        self.assertLess(counts["hits open"], opened)
        self.assertEqual(counts["hits open"] + counts["hits withdrawn"], opened)
        u.watchlist("Persons", self.folder / "persons.csv")
        self.assertEqual(u.check()["counts"]["hits open"], opened)

    def test_an_update_that_arrives_late_changes_what_it_says(self):
        u = self.unit()
        half = self.files[::2] + self.files[1::2]
        u.ingest(half[::-1])
        self.assertEqual(u.digest(), self.quiet_digest())


def damage(chance, original):
    """One to eight bytes changed, dropped, doubled or cut off."""
    data = bytearray(original)
    for _ in range(chance.randint(1, 8)):
        if not data:
            break
        at = chance.randrange(len(data))
        kind = chance.randrange(5)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at:at + chance.randint(1, 40)]
        elif kind == 2:
            data[at:at] = data[at:at + chance.randint(1, 60)]
        elif kind == 3:
            data[at:at] = bytes(chance.choice(b"'+:?\r\n\0\x92") for _ in range(3))
        elif chance.randrange(8) == 0:
            del data[at:]
    return bytes(data)


if __name__ == "__main__":
    unittest.main(verbosity=2)
