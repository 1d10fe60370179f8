# SPDX-License-Identifier: Apache-2.0
"""The serving unit: what was acknowledged is there, whatever happens afterwards;
one person is decided once; the drop folder; the operator's commands beside it."""
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from unit import PIU, Unit, piu, simulate, summary, totp

FULL = os.environ.get("PIU_SCENARIO") == "full"
FLIGHTS = 8
KILLS = 30 if FULL else 4
SENDERS = 5
PASSWORD = "four invented words here"
PURPOSES = {"supervisor": "pre-travel-assessment", "analyst": "pre-travel-assessment", "targeter": "criteria",
            "dpo": "verification"}


CRITERIA = ("name", "birth-date", "sex", "nationality", "document", "place-of-birth", "photograph")


def decision(outcome, reason):
    return {"outcome": outcome, "reason": reason, "checklist": dict.fromkeys(CRITERIA, "agrees")}


class Serving:
    """`piu serve` on a free port, and one caller."""

    def __init__(self, unit, environment=None):
        self.unit = unit
        self.process = subprocess.Popen([PIU, "serve", "--data", unit.data, "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env={**os.environ, **(environment or {})})
        first = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)", first).group(1))
        self.code = None
        if "no users" in (more := self.process.stdout.readline() if unit.fresh else ""):
            self.code = more.rsplit(" ", 1)[1].strip()
        self.cookie = self.csrf = None

    def call(self, method, path, body=None, status=200, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        send = dict(headers or {})
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            send.setdefault("Content-Type", "application/json")
        if self.cookie and "Authorization" not in send:
            send.update({"Cookie": self.cookie, "X-CSRF-Token": self.csrf})
        connection.request(method, "/api/v1" + path, body, send)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if status is not None and answer.status != status:
            raise AssertionError(f"{method} {path} gave {answer.status}: {text[:400]}")
        if answer.getheader("Set-Cookie") and answer.status in (200, 201):
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
        result = json.loads(text) if text else None
        if isinstance(result, dict) and "csrf" in result:
            self.csrf = result["csrf"]
        return result

    def set_second_factor(self, user):
        """Sets up the second factor of who is signed in (R-172); its recovery codes are kept for later."""
        secret = self.call("POST", "/session/second-factor", status=201)["secret"]
        confirmed = self.call("POST", "/session/second-factor/confirmation", {"code": totp(secret)})
        self.unit.codes[user] = confirmed["recovery_codes"]

    def sign_in(self, user):
        """With a recovery code where there is a second factor, as a code of the device is good once only."""
        self.cookie = None
        body = {"user": user, "password": PASSWORD}
        if self.unit.codes.get(user):
            body["code"] = self.unit.codes[user].pop()
        session = self.call("POST", "/session", body)
        if session["second_factor"] == "missing":
            self.set_second_factor(user)
        if session["task_for"]:
            purpose = PURPOSES[session["user"]["role"]]
            offence = {} if purpose == "verification" else {"offence": "terrorist-offences", "air_link": True}
            self.call("POST", "/task", {"purpose": purpose, "justification": "As the test says it.",
                                        "case": "UT 26/1", **offence}, status=201)
        return session

    def post(self, key, content, status=200):
        return self.call("POST", "/messages", content, status,
                         {"Authorization": f"Bearer {key}", "Content-Type": "application/edifact"})

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.close()
        return self.process.wait(timeout=30)

    def kill(self):
        self.process.kill()
        self.process.stdout.close()
        self.process.wait()


class Served(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-serve-"))
        cls.files = simulate(cls.folder, FLIGHTS)
        cls.unit = Unit(lists=cls.folder)
        cls.unit.fresh, cls.unit.codes = True, {}
        serving = Serving(cls.unit)
        serving.call("POST", "/setup", {"code": serving.code, "user": "root", "name": "Ada",
                                        "password": PASSWORD}, status=201)
        serving.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=403)
        serving.set_second_factor("root")
        serving.sign_in("root")
        for user, role in (("anna", "analyst"), ("dee", "dpo")):
            serving.call("POST", "/users", {"user": user, "name": user, "role": role,
                                            "password": PASSWORD}, status=201)
        cls.key = serving.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]
        cls.unit.fresh = False
        assert serving.stop() == 0
        quiet = Unit(lists=cls.folder)
        quiet.ingest(cls.files)
        cls.quiet = quiet.digest()
        quiet.close()

    @classmethod
    def tearDownClass(cls):
        cls.unit.close()
        shutil.rmtree(cls.folder, ignore_errors=True)

    def copy(self):
        """The unit with its users and its carrier's key, but no messages."""
        copy = Unit.__new__(Unit)
        copy.folder = tempfile.mkdtemp(prefix="piu-scenario-")
        copy.data = os.path.join(copy.folder, "unit")
        copy.fresh, copy.codes = False, {}
        shutil.copytree(self.unit.data, copy.data, ignore=shutil.ignore_patterns("*.sock"))
        self.addCleanup(copy.close)
        return copy

    def test_what_was_acknowledged_outlives_kill_9(self):
        unit = self.copy()
        chance = random.Random(5)
        waiting = [path.read_bytes() for path in self.files]
        acknowledged = set()
        for _ in range(KILLS):
            serving = Serving(unit)
            until = time.monotonic() + chance.uniform(0.02, 0.8)
            sent = 0
            while time.monotonic() < until and sent < len(waiting):
                for message in serving.post(self.key, waiting[sent])["messages"]:
                    acknowledged.add(message["id"])
                sent += 1
            connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=5)
            try:  # one more is under way
                connection.request("POST", "/api/v1/messages", waiting[sent % len(waiting)],
                                   {"Authorization": f"Bearer {self.key}"})
                time.sleep(chance.uniform(0, 0.03))
            except OSError:
                pass
            serving.kill()
            connection.close()
        serving = Serving(unit)
        after = {m["id"] for content in waiting for m in serving.post(self.key, content)["messages"]}
        self.assertEqual(acknowledged - after, set())
        self.assertEqual(serving.stop(), 0)
        report = unit.check()
        self.assertEqual(report["faults"], 0, report["fault"])
        self.assertEqual(report["digest"], self.quiet)

    def send_until_killed(self, serving, waiting, acknowledged, chance):
        """Several senders at once, so that their messages share commits; each notes what it was told."""
        def send(order):
            for content in order:
                try:
                    answer = serving.post(self.key, content)
                except (OSError, http.client.HTTPException):
                    return
                acknowledged.update(message["id"] for message in answer["messages"])
        senders = [threading.Thread(target=send, args=(chance.sample(waiting, len(waiting)),))
                   for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        time.sleep(chance.uniform(0.02, 0.5))
        serving.kill()
        for sender in senders:
            sender.join()

    def test_what_many_senders_were_told_outlives_kill_9(self):
        unit = self.copy()
        chance = random.Random(6)
        waiting = [path.read_bytes() for path in self.files]
        acknowledged = set()
        for _ in range(KILLS):
            self.send_until_killed(Serving(unit), waiting, acknowledged, chance)
        serving = Serving(unit)
        after = {m["id"] for content in waiting for m in serving.post(self.key, content)["messages"]}
        self.assertNotEqual(acknowledged, set())
        self.assertEqual(acknowledged - after, set())
        self.assertEqual(serving.stop(), 0)
        report = unit.check()
        self.assertEqual(report["faults"], 0, report["fault"])
        self.assertEqual(report["digest"], self.quiet)

    def test_dropped_files_outlive_kill_9(self):
        unit = self.copy()
        chance = random.Random(7)
        drop = pathlib.Path(unit.data) / "drop"
        for number, path in enumerate(self.files):
            (drop / f"{number}.edi").write_bytes(path.read_bytes())
        for _ in range(KILLS):
            serving = Serving(unit)
            time.sleep(chance.uniform(0.9, 1.4))  # the second look takes them
            serving.kill()
            for number in range(len(self.files)):
                self.assertTrue((drop / f"{number}.edi").exists()
                                or (drop / "done" / f"{number}.edi.json").exists())
        serving = Serving(unit)
        until = time.monotonic() + 60
        while time.monotonic() < until and any(drop.glob("*.edi")):
            time.sleep(0.2)
        self.assertEqual(serving.stop(), 0)
        report = unit.check()
        self.assertEqual(report["faults"], 0, report["fault"])
        self.assertEqual(report["digest"], self.quiet)

    def test_one_person_is_decided_once(self):
        unit = self.copy()
        serving = Serving(unit)
        half = len(self.files) // 2
        for path in self.files[:half]:
            serving.post(self.key, path.read_bytes())
        serving.sign_in("anna")
        hits = serving.call("GET", "/hits?limit=500")["hits"]
        self.assertGreater(len(hits), 0)
        serving.call("POST", f"/hits/{hits[0]['id']}/decision",
                     decision("confirmed", "short"), status=422)
        for hit in hits:
            state = serving.call("GET", f"/hits/{hit['id']}")["hit"]["state"]
            decided = serving.call("POST", f"/hits/{hit['id']}/decision",
                                   decision("rejected", "another person, says the test"),
                                   status=200 if state == "open" else 409)
            if state == "open":
                self.assertEqual(decided["decision"]["outcome"], "rejected")
        serving.call("POST", f"/hits/{hits[0]['id']}/decision",
                     decision("confirmed", "a second look, says the test"), status=409)
        for path in self.files[:half]:
            serving.post(self.key, path.read_bytes())
        self.assertEqual(serving.call("GET", "/hits")["hits"], [])
        serving.sign_in("dee")
        trail = serving.call("GET", "/audit?limit=500")
        self.assertTrue(trail["verified"])
        self.assertIn("hit.decided", {record["act"] for record in trail["records"]})
        serving.call("POST", f"/hits/{hits[0]['id']}/decision",
                     decision("confirmed", "not my duty, says the test"), status=403)
        serving.stop()
        self.assertEqual(unit.check()["faults"], 0)

    def test_the_drop_folder_takes_whole_files(self):
        unit = self.copy()
        serving = Serving(unit)
        drop = pathlib.Path(unit.data) / "drop"
        for number, path in enumerate(self.files):
            part = drop / f"{number}.edi.part"
            part.write_bytes(path.read_bytes())
            part.rename(drop / f"{number}.edi")
        (drop / "rubbish.edi").write_bytes(b"this is no message UNZ'")
        (drop / "on-its-way.edi.part").write_bytes(b"UNB+")
        until = time.monotonic() + 60
        while time.monotonic() < until and any(drop.glob("*.edi")):
            time.sleep(0.2)
        left = sorted(path.name for path in drop.iterdir())
        self.assertEqual(left, ["done", "on-its-way.edi.part", "refused"])
        receipt = json.loads((drop / "done" / "0.edi.json").read_text())
        self.assertGreaterEqual(receipt["new"] + receipt["repeated"], 1)
        serving.stop()
        counts = unit.check()["counts"]
        self.assertEqual(counts["messages quarantined"], 1)
        self.assertEqual(counts["flights"], FLIGHTS)

    def test_the_operators_commands_work_beside_it(self):
        unit = self.copy()
        serving = Serving(unit)
        _, err = piu("ingest", "--data", unit.data, "--", *self.files)
        self.assertGreater(summary(err)["new"], 0)
        out, _ = unit.watchlist("Persons", self.folder / "persons.csv")
        self.assertIn("0 added, 0 changed, 0 removed", out)
        piu("check", "--data", unit.data)
        piu("audit", "verify", "--data", unit.data)
        serving.stop()
        piu("ingest", "--data", unit.data, "--", *self.files[:1])

    def test_two_processes_never_write_one_unit(self):
        unit = self.copy()
        serving = Serving(unit)
        piu("serve", "--data", unit.data, "--listen", "127.0.0.1:0", status=1)
        serving.stop()


if __name__ == "__main__":
    unittest.main(verbosity=2)
