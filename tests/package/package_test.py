# SPDX-License-Identifier: Apache-2.0
"""The Debian package in a fresh Debian: installed, started, upgraded, purged. The Debian is
a chroot, made once in build/debian (PIU_DEBIAN names another); it has no systemd running, so
the program is started as its unit file says, by hand."""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("PIU", ROOT / "build" / "piu"))
BASE = pathlib.Path(os.environ.get("PIU_DEBIAN", ROOT / "build" / "debian"))
EXPOSURE_MOST = 1.5
OLD, NEW = "0.1.0", "0.1.0+1"


def run(*command, status=0, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **more)
    if status is not None and done.returncode != status:
        raise AssertionError(f"{command} gave {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def make_base():
    if (BASE / "made").exists():
        return
    shutil.rmtree(BASE, ignore_errors=True)
    BASE.mkdir(parents=True)
    run("debootstrap", "--variant=minbase", "bookworm", BASE)
    (BASE / "made").write_text("")


class Debian:
    """A copy of the base in which commands run."""

    def __init__(self):
        make_base()
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="piu-debian-"))
        run("cp", "-a", f"{BASE}/.", self.root)
        for name in ("/etc/resolv.conf", "/etc/hosts"):
            shutil.copy(name, f"{self.root}{name}")
        for path in pathlib.Path("/etc/apt/apt.conf.d").glob("*proxy*"):
            shutil.copy(path, f"{self.root}{path}")
        run("mount", "-t", "proc", "proc", self.root / "proc")

    def close(self):
        run("umount", self.root / "proc")
        shutil.rmtree(self.root)

    def run(self, *command, status=0, user=None):
        words = ["chroot", *(["--userspec", user] if user else []), self.root, *command]
        return run(*words, status=status, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C",
                                               "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})

    def files(self):
        """All files but those of the package manager's own books."""
        found = set()
        for folder, _, names in os.walk(self.root):
            inner = folder[len(str(self.root)):]
            if inner.startswith(("/proc", "/dev", "/var/lib/dpkg", "/var/lib/apt", "/var/cache", "/var/log", "/tmp")):
                continue
            found |= {f"{inner}/{name}" for name in names if not name.endswith("-")} | {inner + "/"}
        return found


@unittest.skipUnless(os.geteuid() == 0, "needs root for a chroot")
@unittest.skipUnless(shutil.which("debootstrap") and shutil.which("dpkg-shlibdeps"), "needs debootstrap and dpkg-dev")
class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.out = pathlib.Path(tempfile.mkdtemp(prefix="piu-deb-"))
        cls.old, cls.new = (
            pathlib.Path(ROOT / run(ROOT / "tools" / "deb", "--program", PROGRAM, "--version", version, cls.out).strip())
            for version in (OLD, NEW))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.out)

    def debian(self):
        debian = Debian()
        self.addCleanup(debian.close)
        return debian

    def install(self, debian, package):
        shutil.copy(package, debian.root / "tmp")
        return debian.run("apt-get", "install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold",
                          f"/tmp/{package.name}")

    def serve(self, debian):
        """As the unit file says, but the port."""
        unit = (debian.root / "lib/systemd/system/piu.service").read_text()
        command = shlex.split(re.search(r"^ExecStart=(.*)$", unit, re.M).group(1))
        process = subprocess.Popen(["chroot", "--userspec", "piu:piu", debian.root, *command, "--listen", "127.0.0.1:0",
                                    "--monitor", "unix:/var/lib/piu/monitor.sock"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        return process, process.stdout.readline()

    def check(self, debian):
        report = json.loads(debian.run("piu", "check", "--json", "--data", "/var/lib/piu", user="piu:piu"))
        self.assertEqual(report["faults"], 0, report["fault"])
        return report["digest"]

    def test_it_installs_starts_upgrades_and_purges(self):
        debian = self.debian()
        debian.run("apt-get", "update")
        said = self.install(debian, self.old)
        self.assertIn("there is no unit yet", said)
        self.assertIn(OLD, debian.run("dpkg-query", "-W", "piu"))
        self.assertEqual(debian.run("stat", "-c", "%U %a", "/var/lib/piu").split(), ["piu", "700"])
        debian.run("piu", "init", "--data", "/var/lib/piu", "--state", "Utopia", "--country", "UTO",
                   "--legal-basis", "Act of Utopia 1", user="piu:piu")
        process, first = self.serve(debian)
        self.assertIn("is served at http://127.0.0.1:", first)
        digest = self.check(debian)
        config = debian.root / "etc/piu/piu.conf"
        config.write_text(config.read_text() + "stop-wait = 7\n")

        # The old program serves while the new one is put in its place, and is stopped then.
        self.install(debian, self.new)
        self.assertIn(NEW, debian.run("dpkg-query", "-W", "piu"))
        process.terminate()
        self.assertEqual(process.wait(30), 0)
        self.assertIn("stop-wait = 7", config.read_text())
        process, first = self.serve(debian)
        self.assertIn("is served", first)
        self.assertEqual(self.check(debian), digest)
        process.terminate()
        self.assertEqual(process.wait(30), 0)

        debian.run("apt-get", "remove", "-y", "piu")
        self.assertTrue(config.exists())
        self.assertTrue((debian.root / "var/lib/piu/piu.db").exists())
        said = debian.run("apt-get", "purge", "-y", "piu")
        self.assertIn("are left", said)
        self.assertFalse((debian.root / "etc/piu").exists())
        self.assertTrue((debian.root / "var/lib/piu/piu.db").exists(), "no package manager erases passengers' data")

    def test_without_a_unit_nothing_is_left_of_it(self):
        debian = self.debian()
        debian.run("apt-get", "update")
        self.install(debian, self.old)
        debian.run("dpkg", "--purge", "piu")
        debian.run("apt-get", "-y", "autoremove", "--purge")
        debian.run("dpkg", "--configure", "-a")
        left = {name for name in debian.files() if "piu" in name}
        self.assertEqual(left, set())
        for book in ("passwd", "group", "shadow"):
            self.assertNotIn("piu", (debian.root / "etc" / book).read_text())

    def test_the_unit_files_are_sound_and_strict(self):
        debian = self.debian()
        run("dpkg-deb", "-x", self.old, debian.root)
        for name in ("piu.service", "piu-backup.service", "piu-backup.timer"):
            path = debian.root / "lib/systemd/system" / name
            if name.endswith(".service"):
                said = run("systemd-analyze", "security", "--offline=true", "--no-pager", path)
                exposure = float(re.search(r"Overall exposure level for \S+: ([\d.]+)", said).group(1))
                self.assertLessEqual(exposure, EXPOSURE_MOST, name)
            # It looks for the programs in the running system.
            text = path.read_text().replace("/usr/bin/piu ", f"{debian.root}/usr/bin/piu ")
            copy = debian.root / "tmp" / name
            copy.write_text(text.replace("file:///usr/share/doc/piu/operate.md", "man:systemd(1)"))
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", copy], capture_output=True, text=True,
                                  env={**os.environ, "SYSTEMD_UNIT_PATH": f"{debian.root}/tmp:"}, check=False)
            mine = [line for line in done.stderr.splitlines() if "piu" in line]
            self.assertEqual((done.returncode, mine), (0, []), done.stderr)

    @unittest.skipUnless(shutil.which("lintian"), "needs lintian")
    def test_lintian_finds_no_error(self):
        said = run("lintian", "--allow-root", self.old, status=None)
        self.assertEqual([line for line in said.splitlines() if line.startswith("E:")], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
