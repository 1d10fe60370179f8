# SPDX-License-Identifier: Apache-2.0
"""The commands of docs/operate.md, run in the order of the page, each where its places are a
folder of the test's own. Blocks marked "as root" need a machine of their own: they are checked
for what they name (tests/package installs and starts the package)."""
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import unittest

from unit import PIU, ROOT, piu, simulate

PAGE = (ROOT / "docs/operate.md").read_text()
BLOCKS = re.findall(r"^```(\S+)?( as root)?\n(.*?)^```$", PAGE, re.M | re.S)


class Pages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="piu-page-")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for place in ("var/lib", "srv/backup", "srv/keys"):
            (self.root / place).mkdir(parents=True)
        self.data = self.root / "var/lib/piu"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def place(self, line):
        line = re.sub(r"(?<![\w.])/(var|srv)/", rf"{self.root}/\1/", line)
        line = line.replace(":9464", f":{self.port}")
        names = sorted(p.name for p in (self.root / "srv/backup/piu").glob("piu-*Z"))
        return line.replace("piu-20310301T080000Z", names[-1]) if names else line

    def start(self, line):
        process = subprocess.Popen(["sh", "-c", f"exec {line} --listen 127.0.0.1:0"], stdout=subprocess.PIPE, text=True,
                                   stderr=subprocess.DEVNULL)
        process.stdout.readline()
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.send_signal, signal.SIGTERM)

    def test_every_command_does_what_the_page_says(self):
        self.assertEqual({kind for kind, _, _ in BLOCKS}, {"sh"})
        piu("init", "--data", self.data, "--state", "Utopia", "--country", "UTO", "--legal-basis", "Act of Utopia 1")
        piu("ingest", "--data", self.data, "--", *simulate(self.root / "sim", 2))
        ran = 0
        for _, as_root, text in BLOCKS:
            for line in [] if as_root else text.splitlines():
                ran += 1
                line = re.sub(r"^piu ", f"{PIU} ", self.place(line))
                if " serve " in line:
                    self.start(line)
                    continue
                done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, f"{line}\n{done.stdout}\n{done.stderr}")
        self.assertGreaterEqual(ran, 6)
        restored = self.root / "var/lib/piu-new"
        piu("check", "--data", restored)

    def test_what_root_is_told_to_do_is_there(self):
        shipped = {path.name for path in (ROOT / "deploy/systemd").iterdir()}
        for _, as_root, text in BLOCKS:
            for line in text.splitlines() if as_root else []:
                words = line.split()
                if words[0] == "systemctl":
                    unit = words[-1]
                    self.assertIn(unit if "." in unit else unit + ".service", shipped, line)
                elif words[0].startswith("tools/"):
                    self.assertTrue((ROOT / words[0]).exists(), line)
                else:
                    self.assertIn(words[0], ("apt-get", "runuser", "install"), line)


if __name__ == "__main__":
    unittest.main(verbosity=2)
