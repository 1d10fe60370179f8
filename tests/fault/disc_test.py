# SPDX-License-Identifier: Apache-2.0
"""A disc that is full, and one that turns read-only: the carrier is refused with a sentence,
files in the drop folder stay, health says why, nothing that was acknowledged is lost, and
with room again the unit goes on by itself. As root, on a small file system of its own."""
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "scenario"))
from serve_test import PASSWORD, Serving  # noqa: E402
from unit import PIU, Unit, piu, simulate  # noqa: E402

MEGABYTES = 400  # more than what the unit wants to have free before it says it is ready


def run(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


class Disc:
    """ext4 in a file, or where that can not be mounted, memory."""

    def __init__(self, folder):
        self.at, self.image = folder / "disc", folder / "image"
        self.at.mkdir()
        self.device = None
        with open(self.image, "wb") as image:
            image.truncate(MEGABYTES << 20)
        made = run("mkfs.ext4", "-q", "-m", "0", self.image)
        mounted = run("mount", "-o", "loop,errors=remount-ro", self.image, self.at) if made.returncode == 0 else made
        if mounted.returncode == 0:
            self.device = run("findmnt", "-n", "-o", "SOURCE", self.at).stdout.strip()
            return
        mounted = run("mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", self.at)
        if mounted.returncode != 0:
            raise unittest.SkipTest(f"no small file system can be mounted: {mounted.stderr.strip()}")

    def fill(self):
        """To the last block."""
        with open(self.at / "ballast", "wb") as ballast:
            size = shutil.disk_usage(self.at).free
            while size >= 4096:
                try:
                    os.posix_fallocate(ballast.fileno(), os.fstat(ballast.fileno()).st_size, size)
                except OSError:
                    size //= 2

    def clear(self):
        (self.at / "ballast").unlink()

    def close(self):
        run("umount", "-l", self.at)


class OnSmallDisc(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if os.geteuid() != 0:
            raise unittest.SkipTest("only root may mount a small file system")
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-disc-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.files = simulate(cls.folder / "messages", 6)
        cls.contents = [path.read_bytes() for path in cls.files]

    def setUp(self):
        here = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        self.disc = Disc(here)
        self.addCleanup(self.disc.close)
        self.unit = Unit(lists=self.folder / "messages")
        self.addCleanup(self.unit.close)
        self.unit.fresh, self.unit.codes = True, {}
        serving = Serving(self.unit)
        serving.call("POST", "/setup", {"code": serving.code, "user": "root", "name": "Ada",
                                        "password": PASSWORD}, status=201)
        serving.set_second_factor("root")
        serving.sign_in("root")
        self.key = serving.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]
        self.assertEqual(serving.stop(), 0)
        self.data = self.disc.at / "unit"
        shutil.copytree(self.unit.data, self.data, ignore=shutil.ignore_patterns("*.sock"))
        os.sync()  # the copy itself is not what is tried
        self.start()

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [PIU, "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--monitor", "127.0.0.1:0"],
                stdout=subprocess.PIPE, stderr=log, text=True)
        self.addCleanup(self.end)
        addresses = [self.process.stdout.readline() for _ in range(2)]
        self.assertTrue(addresses[0], (self.folder / "log").read_text()[-300:])
        self.port, self.monitor = (int(re.search(r"http://127\.0\.0\.1:(\d+)", line).group(1)) for line in addresses)

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        self.process.stdout.close()
        return status

    def ask(self, port, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request(method, path, body, {"Authorization": f"Bearer {self.key}"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def post(self, content):
        status, text = self.ask(self.port, "POST", "/api/v1/messages", content)
        return status, json.loads(text)

    def send_until_refused(self):
        """The room that is left in the database's own files is used up first."""
        told = set()
        for _ in range(200):
            for number, content in enumerate(self.contents):
                # A reference of its own makes it a message of its own.
                status, body = self.post(content.replace(b"UNT", b"FTX+PUR+++" + os.urandom(8).hex().encode() + b"'UNT", 1))
                if status != 200:
                    return told, status, body
                told.update(message["id"] for message in body["messages"])
        return self.fail("the disc never was full")

    def assert_nothing_lost(self, told):
        report = json.loads(piu("check", "--json", "--data", self.data)[0])
        self.assertEqual(report["faults"], 0, report["fault"])
        piu("audit", "verify", "--data", self.data)
        out = run("python3", "-c", "import sqlite3,sys; print(*[r[0] for r in sqlite3.connect(sys.argv[1]).execute("
                  "'SELECT id FROM message')])", self.data / "piu.db").stdout.split()
        self.assertEqual(told - set(out), set(), "acknowledged and lost")

    def test_a_full_disc_refuses_and_goes_on_when_there_is_room(self):
        told = {m["id"] for m in self.post(self.contents[0])[1]["messages"]}
        self.assertEqual(self.ask(self.monitor, "GET", "/health/ready")[0], 200)
        self.disc.fill()
        self.assertEqual(self.ask(self.monitor, "GET", "/health/ready"), (503, "disc\n"))
        more, status, body = self.send_until_refused()
        told |= more
        self.assertIn(status, (503, 507))
        self.assertEqual(body["code"], "disc-full" if status == 507 else "busy")
        self.assertIn("kept nothing", body["detail"])
        dropped = self.data / "drop" / "later.edi"
        self.disc.clear()  # a sender needs room for its file
        dropped.with_suffix(".part").write_bytes(self.contents[1])
        self.disc.fill()
        dropped.with_suffix(".part").rename(dropped)
        time.sleep(3)
        self.assertTrue(dropped.exists() or (self.data / "drop" / "done" / "later.edi.json").exists())
        self.disc.clear()
        status, body = self.post(self.contents[2])
        self.assertEqual(status, 200, body)
        told |= {message["id"] for message in body["messages"]}
        until = time.monotonic() + 30
        while dropped.exists():
            self.assertLess(time.monotonic(), until, "the drop folder is taken in again")
            time.sleep(0.1)
        receipt = json.loads((self.data / "drop" / "done" / "later.edi.json").read_text())
        told |= {message["id"] for message in receipt["messages"]}
        self.assertEqual(self.ask(self.monitor, "GET", "/health/ready")[0], 200)
        self.assertEqual(self.end(), 0)
        self.assert_nothing_lost(told)

    def test_a_disc_that_turns_read_only_refuses_and_loses_nothing(self):
        error = pathlib.Path("/sys/fs/ext4") / pathlib.Path(self.disc.device or "none").name / "trigger_fs_error"
        if not error.exists():
            self.skipTest("only an ext4 file system can be made to turn read-only under a program")
        told = {m["id"] for m in self.post(self.contents[0])[1]["messages"]}
        error.write_text("a test")
        status, body = self.post(self.contents[1])
        self.assertIn(status, (503, 507), body)
        self.assertIn("kept nothing", body["detail"])
        self.process.kill()
        self.process.wait()
        run("umount", self.disc.at)
        run("fsck.ext4", "-fy", self.disc.image)
        self.assertEqual(run("mount", "-o", "loop", self.disc.image, self.disc.at).returncode, 0)
        self.start()
        status, body = self.post(self.contents[1])
        self.assertEqual(status, 200, body)
        told |= {message["id"] for message in body["messages"]}
        self.assertEqual(self.end(), 0)
        self.assert_nothing_lost(told)


if __name__ == "__main__":
    unittest.main(verbosity=2)
