# SPDX-License-Identifier: Apache-2.0
"""What operators rely on: metrics and health, an end that loses nothing, settings that
change while the unit serves, and a log in which every event is one that is documented."""
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from serve_test import PASSWORD, Serving
from unit import PIU, ROOT, Unit, piu, simulate

SAMPLE = re.compile(r'([a-z_]+)(?:\{(\w+)="([^"]*)"\})? (-?\d+(?:\.\d+)?)')


def parse(text):
    """Prometheus' text format, strictly: {family: {label or None: number}}; histograms checked."""
    families, kind = {}, None
    lines = iter(text.splitlines())
    for line in lines:
        name = re.fullmatch(r"# HELP (\w+) \S.*\.", line).group(1)
        kind = re.fullmatch(rf"# TYPE {name} (counter|gauge|histogram)", next(lines)).group(1)
        assert name not in families, f"{name} twice"
        families[name] = {}
        while True:
            sample = SAMPLE.fullmatch(peek := next(lines, ""))
            if not sample:
                break
            suffix = sample.group(1).removeprefix(name)
            assert sample.group(1).startswith(name) and (suffix == "" or kind == "histogram"), peek
            assert kind != "counter" or name.endswith("_total"), name
            families[name][suffix + (sample.group(3) or "")] = float(sample.group(4))
            if kind == "histogram" and suffix == "_count":
                check_histogram(families[name])
                break
            if not sample.group(2) and kind != "histogram":
                break
            if name.endswith("_total") and sample.group(3) in ("test", "5xx"):
                break
            if name == "piu_build_info":
                break
    return families


def check_histogram(rows):
    buckets = [(float("inf") if key == "_bucket+Inf" else float(key[7:]), n)
               for key, n in rows.items() if key.startswith("_bucket")]
    assert buckets == sorted(buckets) and [n for _, n in buckets] == sorted(n for _, n in buckets), rows
    assert buckets[-1] == (float("inf"), rows["_count"]), rows


class Unix(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("unit", timeout=20)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def ask(connection, method, path, body=None, headers=None):
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


class Process:
    """`piu serve` with its monitor and its log."""

    def __init__(self, unit, *options, environment=None):
        self.log_path = os.path.join(unit.folder, "log")
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [PIU, "serve", "--data", unit.data, "--listen", "127.0.0.1:0", "--monitor", "127.0.0.1:0", *options],
                stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **(environment or {})})
        self.port, self.monitor_port = (
            int(re.search(r"http://127\.0\.0\.1:(\d+)", self.process.stdout.readline()).group(1)) for _ in range(2))

    def monitor(self, path, method="GET"):
        answer, body = ask(http.client.HTTPConnection("127.0.0.1", self.monitor_port, timeout=20), method, path)
        return answer.status, answer.headers["Content-Type"], body.decode()

    def events(self):
        with open(self.log_path, encoding="utf-8") as log:
            return [json.loads(line) for line in log if line.startswith("{")]

    def wait_for(self, event, seconds=10):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [line for line in self.events() if line["event"] == event]
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"no {event} in {self.events()}")

    def end(self, signal_number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(signal_number)
        status = self.process.wait(60)
        self.process.stdout.close()
        return status


class Operate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-operate-"))
        cls.files = simulate(cls.folder, 5)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def setUp(self):
        self.unit = Unit(lists=self.folder)
        self.addCleanup(self.unit.close)

    def serve(self, *options, **more):
        process = Process(self.unit, *options, **more)
        self.addCleanup(process.end, signal.SIGKILL)
        return process

    def begin_post(self, size):
        """A message over the operator's socket of which the last byte is not sent yet."""
        body = self.files[0].read_bytes()
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(30)
        s.connect(os.path.join(self.unit.data, "piu.sock"))
        s.sendall(f"POST /api/v1/messages HTTP/1.1\r\nHost: unit\r\nContent-Type: application/octet-stream\r\n"
                  f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:size])
        return s, body[size:]

    # ---- metrics and health ----

    def test_metrics_tell_what_happened_and_of_nobody(self):
        serving = self.serve()
        before = parse(serving.monitor("/metrics")[2])
        piu("ingest", "--data", self.unit.data, "--", *self.files)
        piu("ingest", "--data", self.unit.data, "--", *self.files[:2])
        status, kind, text = serving.monitor("/metrics")
        self.assertEqual((status, kind), (200, "text/plain; version=0.0.4; charset=utf-8"))
        after = parse(text)
        self.assertEqual(set(before), set(after))
        new, repeated = (after["piu_messages_total"][k] for k in ("new", "repeated"))
        counts = self.unit.check()["counts"]
        self.assertEqual(new, counts["messages"])
        self.assertGreater(repeated, 0)
        self.assertEqual(after["piu_hits_open"][""], counts["hits open"])
        self.assertGreater(after["piu_hits_open"][""], 0)
        self.assertEqual(after["piu_ingest_seconds"]["_count"], len(self.files) + 2)
        self.assertEqual(after["piu_database_readable"][""], 1)
        self.assertGreater(after["process_resident_memory_bytes"][""], 1 << 20)
        self.assertAlmostEqual(after["process_start_time_seconds"][""], time.time(), delta=60)
        for name, rows in before.items():
            if name.endswith("_total"):
                for label, value in rows.items():
                    self.assertGreaterEqual(after[name][label], value, name)
        words = set(re.findall(r"[A-Z]{4,}", "".join(p.read_text(errors="replace") for p in self.files)))
        self.assertFalse(words & set(re.findall(r"[A-Z]{4,}", text)) - {"HELP", "TYPE"})
        labels = set(re.findall(r'(\w+)="', text))
        self.assertEqual(labels, {"outcome", "le", "status", "version"}, "no label names a carrier or a person")

    def test_the_monitor_answers_nothing_else_and_the_interface_no_metrics(self):
        serving = self.serve()
        self.assertEqual(serving.monitor("/health/live")[::2], (200, "live\n"))
        self.assertEqual(serving.monitor("/health/ready")[::2], (200, "ready\n"))
        for path in ("/", "/api/v1/unit", "/api/v1/hits", "/metrics/"):
            self.assertEqual(serving.monitor(path)[0], 404, path)
        self.assertEqual(serving.monitor("/metrics", "DELETE")[0], 405)
        answer, body = ask(http.client.HTTPConnection("127.0.0.1", serving.port), "GET", "/metrics")
        self.assertNotIn(b"piu_", body if answer.status == 200 else b"")
        self.assertEqual(ask(http.client.HTTPConnection("127.0.0.1", serving.port), "GET", "/api/v1/metrics")[0].status,
                         404)

    def test_the_monitor_is_not_for_other_machines(self):
        _, err = piu("serve", "--data", self.unit.data, "--listen", "127.0.0.1:0", "--any-address",
                     "--monitor", "0.0.0.0:0", status=1)
        self.assertIn("can be reached by other machines", err)

    def test_the_monitor_may_be_a_socket_for_its_user_only(self):
        path = pathlib.Path(self.unit.data, "monitor.sock")
        process = subprocess.Popen([PIU, "serve", "--data", self.unit.data, "--listen", "127.0.0.1:0",
                                    "--monitor", f"unix:{path}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        process.stdout.readline()
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assertEqual(ask(Unix(path), "GET", "/health/ready")[0].status, 200)

    # ---- the end ----

    def test_what_is_received_finishes_and_what_is_new_is_refused(self):
        serving = self.serve()
        s, rest = self.begin_post(200)
        time.sleep(0.3)  # the head is read
        serving.process.send_signal(signal.SIGTERM)
        serving.wait_for("unit-stopping")
        self.assertEqual(serving.monitor("/health/ready")[::2], (503, "stopping\n"))
        self.assertEqual(serving.monitor("/health/live")[0], 200)
        until = time.monotonic() + 5
        while True:  # the door closes within a moment
            try:
                socket.create_connection(("127.0.0.1", serving.port), 2).close()
            except ConnectionRefusedError:
                break
            self.assertLess(time.monotonic(), until, "new callers are still let in")
            time.sleep(0.02)
        s.sendall(rest)
        answer = s.recv(65536)
        s.close()
        self.assertIn(b"200 OK", answer)
        self.assertIn(b'"new"', answer)
        self.assertEqual(serving.process.wait(30), 0)
        self.assertIn("unit-stopped", [line["event"] for line in serving.events()])
        self.assertGreater(self.unit.check()["counts"]["messages"], 0)

    def test_who_does_not_come_to_an_end_is_cut_off_in_time(self):
        serving = self.serve("--stop-wait", "1")
        s, _ = self.begin_post(200)
        time.sleep(0.3)
        began = time.monotonic()
        self.assertEqual(serving.end(), 0)
        self.assertLess(time.monotonic() - began, 8)
        s.close()
        report = self.unit.check()
        self.assertEqual((report["counts"]["messages"], report["faults"]), (0, 0))

    def test_a_second_signal_ends_it_at_once(self):
        serving = self.serve("--stop-wait", "60")
        s, _ = self.begin_post(200)
        time.sleep(0.3)
        serving.process.send_signal(signal.SIGTERM)
        serving.wait_for("unit-stopping")
        began = time.monotonic()
        self.assertEqual(serving.end(), 1)
        self.assertLess(time.monotonic() - began, 5)
        s.close()
        serving.wait_for("stop-cut-short")
        self.assertEqual(self.unit.check()["faults"], 0)

    def test_files_that_wait_in_the_drop_folder_are_left_for_the_next_start(self):
        drop = pathlib.Path(self.unit.data, "drop")
        for number in range(300):
            (drop / f"{number}.edi").write_bytes(self.files[number % len(self.files)].read_bytes())
        serving = self.serve()
        until = time.monotonic() + 30
        while not any((drop / "done").iterdir()) and time.monotonic() < until:
            time.sleep(0.01)
        began = time.monotonic()
        self.assertEqual(serving.end(), 0)
        self.assertLess(time.monotonic() - began, 10)
        taken, left = len(list((drop / "done").iterdir())), len(list(drop.glob("*.edi")))
        self.assertEqual(taken + left, 300)
        self.assertGreater(left, 0)
        self.assertEqual(self.unit.check()["faults"], 0)

    def test_posts_that_were_acknowledged_are_there_and_the_others_may_be_sent_again(self):
        serving = self.serve()
        answered, threads = [], []

        def send(path):
            try:
                answer, body = ask(Unix(pathlib.Path(self.unit.data, "piu.sock")), "POST", "/api/v1/messages",
                                   path.read_bytes(), {"Content-Type": "application/octet-stream"})
                if answer.status == 200:
                    answered.extend(m["id"] for m in json.loads(body)["messages"])
            except OSError:
                pass

        for path in self.files:
            threads.append(threading.Thread(target=send, args=(path,)))
            threads[-1].start()
        time.sleep(0.05)
        self.assertEqual(serving.end(), 0)
        for thread in threads:
            thread.join()
        self.assertEqual(self.unit.check()["counts"]["messages"], len(set(answered)))

    # ---- settings ----

    def test_settings_change_while_it_serves(self):
        config = pathlib.Path(self.unit.folder, "piu.conf")
        config.write_text("message-max = 1\nparts-wait = 60\n")
        key = self.carrier_key()
        serving = self.serve("--config", config)
        large = b" " * (2 << 20)

        def size_status():
            connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=20)
            return ask(connection, "POST", "/api/v1/messages", large,
                       {"Authorization": "Bearer " + key, "Content-Type": "application/edifact"})[0].status

        self.assertEqual(size_status(), 413)
        config.write_text("message-max = 4\nparts-wait = 30\nbehind-edge = yes\nmonitor = 127.0.0.1:1\n")
        serving.process.send_signal(signal.SIGHUP)
        serving.wait_for("settings-read")
        changed = {(e["setting"], e["from"], e["to"]) for e in serving.events() if e["event"] == "setting-changed"}
        self.assertEqual(changed, {("message-max", 1, 4), ("parts-wait", 60, 30)})
        self.assertEqual([e["setting"] for e in serving.events() if e["event"] == "setting-needs-restart"],
                         ["behind-edge"], "the command line's monitor wins")
        self.assertEqual(size_status(), 200)
        config.write_text("message-max = many\n")
        serving.process.send_signal(signal.SIGHUP)
        serving.wait_for("settings-refused")
        self.assertEqual(size_status(), 200)
        self.assertEqual(serving.end(), 0)

    def carrier_key(self):
        self.unit.fresh, self.unit.codes = True, {}
        serving = Serving(self.unit)
        serving.call("POST", "/setup", {"code": serving.code, "user": "root", "name": "Ada", "password": PASSWORD},
                     status=201)
        serving.set_second_factor("root")
        serving.sign_in("root")
        key = serving.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]
        self.assertEqual(serving.stop(), 0)
        return key

    # ---- supervisor and log ----

    def test_the_service_manager_is_told(self):
        path = os.path.join(self.unit.folder, "notify")
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(manager.close)
        manager.bind(path)
        manager.settimeout(10)
        serving = self.serve(environment={"NOTIFY_SOCKET": path})
        self.assertEqual(manager.recv(64), b"READY=1")
        self.assertEqual(serving.end(), 0)
        self.assertEqual(manager.recv(64), b"STOPPING=1")

    def test_every_event_of_the_log_is_documented(self):
        said = set()
        for path in (ROOT / "src").rglob("*.c"):
            said |= set(re.findall(r'(?:log_event\(\s*LOG_\w+|\bsay\(t),\s*"([\w-]+)"', path.read_text()))
        rows = set(re.findall(r"^\| `([\w-]+)` \| (?:info|warning|error) \|", (ROOT / "docs/operate.md").read_text(), re.M))
        self.assertEqual(said, rows)

    def test_every_metric_is_documented_and_every_panel_shows_one(self):
        serving = self.serve()
        known = set(parse(serving.monitor("/metrics")[2]))
        page = (ROOT / "docs/operate.md").read_text()
        rows = set(re.findall(r"^\| `((?:piu|process)_\w+)`", page, re.M))
        self.assertEqual(known, rows)
        board = (ROOT / "deploy/grafana.json").read_text()
        used = set(re.findall(r"\b((?:piu|process)_[a-z_]+)", board))
        used = {re.sub(r"_(bucket|sum|count)$", "", name) for name in used}
        self.assertFalse(used - known, "the dashboard asks for what there is not")
        alerts = (ROOT / "deploy/alerts.yml").read_text()
        self.assertFalse(set(re.findall(r"\b((?:piu|process)_[a-z_]+)", alerts)) - known)


if __name__ == "__main__":
    unittest.main(verbosity=2)
