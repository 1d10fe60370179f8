# SPDX-License-Identifier: Apache-2.0
"""kill -9 at random moments of a unit's life: what was acknowledged is there, once, and all
that belongs to it; in the end the unit is what one is that was never killed.

FAULT_ROUNDS says how many kills (default 24), FAULT_SEED which moments (default 1)."""
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "scenario"))
from serve_test import PASSWORD, Serving  # noqa: E402
from unit import PIU, Unit, basis, piu, simulate  # noqa: E402

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "24"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
FLIGHTS = 10
ERA = 24  # kills of one unit, before it is compared with a quiet one and the next one begins
SENDERS = 3
MONTH_US = 2629746 * 1000000
# When it is killed: seconds after the work of the moment began. Moments of sealing come once
# all messages are there, as in life; lists do not change any more then, because a sealed
# traveller meets them otherwise than one in the clear, and the quiet unit could not be the same.
EARLY = {"start": 0.12, "http": 0.4, "drop": 1.5, "import": 0.25, "backup": 0.25, "stop": 0.06}
LATE = {"sealing": 0.35, "http": 0.3, "backup": 0.2, "start": 0.12, "stop": 0.06}


class Life:
    """One unit, killed again and again, and what its senders were told."""

    def __init__(self, test, chance):
        self.test, self.chance = test, chance
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-kill-"))
        self.data = self.folder / "unit"
        shutil.copytree(test.unit.data, self.data, ignore=shutil.ignore_patterns("*.sock"))
        self.drop = self.data / "drop"
        self.told = {}  # content's number and place in it: id of the message
        self.lock = threading.Lock()
        self.dropped, self.imported, self.aged = 0, 0, 0
        self.whole = False
        self.process = self.port = None

    # ---- the process ----

    def start(self):
        self.process = subprocess.Popen([PIU, "serve", "--data", self.data, "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def wait_until_served(self):
        first = re.search(r"http://127\.0\.0\.1:(\d+)", self.process.stdout.readline())
        self.test.assertIsNotNone(first, "it does not start again")
        self.port = int(first.group(1))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    # ---- what goes on meanwhile ----

    def note(self, number, answer):
        with self.lock:
            for place, message in enumerate(answer["messages"]):
                known = self.told.setdefault((number, place), message["id"])
                self.test.assertEqual(known, message["id"], "known again as the same message")

    def post(self, number):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", "/api/v1/messages", self.test.contents[number],
                               {"Authorization": f"Bearer {self.test.key}"})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                return False
            self.note(number, json.loads(body))
            return True
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def send(self, order):
        for number in order:
            if not self.post(number):
                return

    def put_into_drop(self):
        for number in self.chance.sample(range(len(self.test.contents)), 20):
            self.dropped += 1
            part = self.drop / f"{number}-{self.dropped}.part"
            part.write_bytes(self.test.contents[number])
            part.rename(part.with_suffix(".edi"))

    def read_receipts(self):
        for path in (self.drop / "done").glob("*.json"):
            self.note(int(path.name.split("-")[0]), json.loads(path.read_text()))
            path.unlink()

    def list_file(self, number):
        """Each is the list without one of its people."""
        rows = (self.test.folder / "persons.csv").read_text().splitlines(True)
        path = self.folder / "list.csv"
        path.write_text("".join(rows[:1] + [r for i, r in enumerate(rows[1:]) if i != number % (len(rows) - 1)]))
        return path

    def import_next(self, status=None):
        done = subprocess.run([PIU, "watchlist", "import", "Persons", self.list_file(self.imported), "--data",
                               self.data, "--source", "test", *map(str, basis())], capture_output=True, timeout=60, check=False)
        if done.returncode == 0:
            self.imported += 1
        elif status == 0:
            self.test.fail(done.stderr.decode()[:300])

    def age(self, data, most):
        """Makes the messages of the next flight, in the order of their names, seven months old."""
        with sqlite3.connect(data / "piu.db") as db:
            db.execute("UPDATE message SET received_at = received_at - ? WHERE masked_at IS NULL AND received_at > "
                       "(SELECT max(received_at) - ? FROM message) AND flight_id IN (SELECT id FROM flight "
                       "ORDER BY natural_key LIMIT ?)", (7 * MONTH_US, MONTH_US, most))
        db.close()

    def copy(self):
        subprocess.run([PIU, "backup", self.folder / "backups", "--keys", self.folder / "keys", "--data", self.data],
                       capture_output=True, timeout=60, check=False)

    # ---- one round ----

    def live_and_die(self, moment, patience):
        if moment == "sealing" and self.aged < FLIGHTS // 2:
            self.aged += 1
            self.age(self.data, self.aged)
        if moment == "drop":
            self.put_into_drop()
        self.start()
        helpers = []
        if moment != "start":
            self.wait_until_served()
            count = len(self.test.contents)
            work = [(self.send, (self.chance.sample(range(count), count),)) for _ in range(SENDERS)]
            work += {"import": [(self.import_next, ())], "backup": [(self.copy, ())]}.get(moment, [])
            helpers = [threading.Thread(target=run, args=arguments) for run, arguments in work]
        for helper in helpers:
            helper.start()
        if moment == "stop":
            time.sleep(self.chance.uniform(0, 0.1))
            self.process.send_signal(signal.SIGTERM)
        time.sleep(self.chance.uniform(0, patience))
        self.kill()
        for helper in helpers:
            helper.join()

    def look(self):
        """Nothing that was acknowledged is missing, nothing is wrong."""
        self.read_receipts()
        report = json.loads(piu("check", "--json", "--data", self.data, status=None)[0])
        self.test.assertEqual(report["faults"], 0, report["fault"])
        piu("audit", "verify", "--data", self.data)
        with sqlite3.connect(f"file:{self.data}/piu.db?mode=ro", uri=True) as db:
            there = {row[0] for row in db.execute("SELECT id FROM message")}
            recorded = {int(row[0][8:]) for row in db.execute(
                "SELECT object FROM audit WHERE act IN ('message.received', 'message.quarantined')")}
        db.close()
        lost = {int(i) for i in self.told.values()} - there
        self.test.assertEqual(lost, set(), "acknowledged and lost")
        self.test.assertEqual(there - recorded, set(), "without an audit record")
        return report

    def complete(self):
        """Everything is sent once more, and the import that was under way is done."""
        self.start()
        self.wait_until_served()
        for number in range(len(self.test.contents)):
            self.test.assertTrue(self.post(number))
        self.import_next(status=0)
        self.kill()
        self.whole = True

    def finish(self):
        """What was begun is done; then nothing differs from a quiet unit."""
        if not self.whole:
            self.complete()
        self.start()
        self.wait_until_served()
        until = time.monotonic() + 60
        while any(self.drop.glob("*.edi")) and time.monotonic() < until:
            time.sleep(0.1)
        self.process.send_signal(signal.SIGTERM)
        self.test.assertEqual(self.process.wait(60), 0)
        self.process.stdout.close()
        self.meet_all(self.data)
        piu("retention", "run", "--data", self.data)

    def meet_all(self, data):
        """An import of few changes meets the travellers whom it concerns; how rare words are, and with it the scores of
        others, follows on the next day, or when something of the whole list changes, as here its severity."""
        piu("watchlist", "import", "Persons", self.list_file(self.imported - 1), "--severity", "low", "--data", data,
            "--source", "test", *basis())

    def quiet(self):
        data = self.folder / "quiet"
        shutil.copytree(self.test.unit.data, data, ignore=shutil.ignore_patterns("*.sock"))
        piu("ingest", "--data", data, "--", *self.test.files)
        if self.aged:
            self.age(data, self.aged)
        for number in range(self.imported):
            piu("watchlist", "import", "Persons", self.list_file(number), "--data", data, "--source", "test", *basis())
        self.meet_all(data)
        piu("retention", "run", "--data", data)
        return json.loads(piu("check", "--json", "--data", data)[0])

    def check_copies(self):
        for path in sorted((self.folder / "backups").glob("piu-*Z"))[-1:]:
            piu("restore", path, "--keys", self.folder / "keys", "--verify")

    def end(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Killed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-kill-"))
        cls.files = simulate(cls.folder, FLIGHTS)
        cls.contents = [path.read_bytes() for path in cls.files]
        cls.unit = Unit(lists=cls.folder, profile="icao-base")
        cls.unit.fresh, cls.unit.codes = True, {}
        serving = Serving(cls.unit)
        serving.call("POST", "/setup", {"code": serving.code, "user": "root", "name": "Ada",
                                        "password": PASSWORD}, status=201)
        serving.set_second_factor("root")
        serving.sign_in("root")
        cls.key = serving.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]
        assert serving.stop() == 0

    @classmethod
    def tearDownClass(cls):
        cls.unit.close()
        shutil.rmtree(cls.folder, ignore_errors=True)

    def era(self, number, kills, moments):
        chance = random.Random(SEED * 100000 + number)
        life = Life(self, chance)
        self.addCleanup(life.end)
        for kill in range(kills):
            late = kill >= kills * 2 // 3
            if late and not life.whole:
                life.complete()
            choice = LATE if late else EARLY
            moment = chance.choice(sorted(choice))
            life.live_and_die(moment, choice[moment])
            moments[moment] = moments.get(moment, 0) + 1
            life.look()
        life.finish()
        report, quiet = life.look(), life.quiet()
        for kind, count in quiet["counts"].items():
            if kind == "hits open":  # sealed travellers may have met the lists once more
                self.assertGreaterEqual(report["counts"][kind], count)
            elif kind not in ("audit records", "hits withdrawn"):
                self.assertEqual((kind, report["counts"][kind]), (kind, count))
        self.assertEqual(report["digest"], quiet["digest"])
        life.check_copies()
        life.end()
        return len(life.told)

    def test_what_was_acknowledged_outlives_kill_9_at_any_moment(self):
        moments, told, done = {}, 0, 0
        while done < ROUNDS:
            kills = min(ERA, ROUNDS - done)
            told += self.era(done // ERA, kills, moments)
            done += kills
            print(f"# {done} kills: {dict(sorted(moments.items()))}; {told} messages acknowledged, 0 lost", flush=True)


if __name__ == "__main__":
    unittest.main(verbosity=2)
