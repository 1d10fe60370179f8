# SPDX-License-Identifier: Apache-2.0
"""Data are processed at declared places only (R-170): carried to another machine the unit does not open, until two people
have declared the place there. The other machine is this one under another name (/etc/machine-id in a namespace of its own)."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from masked_test import database
from unit import PIU, Unit, piu, simulate

PLACE = ["Second centre", "--address", "Invented Street 2, Utopia", "--reason", "The first centre burns."]
NAME = pathlib.Path("/etc/machine-id")


class Elsewhere(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.messages = pathlib.Path(tempfile.mkdtemp(prefix="piu-messages-"))
        cls.files = simulate(cls.messages, 1)
        cls.other = cls.messages / "other-machine-id"
        cls.other.write_text("0123456789abcdef0123456789abcdef\n")
        if not NAME.exists() or len(NAME.read_text()) < 16:
            raise unittest.SkipTest("this machine has no name of its own")
        if cls.there("place", "identity").returncode != 0:
            raise unittest.SkipTest("no namespaces here")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.messages, ignore_errors=True)

    @classmethod
    def there(cls, *command, stdin=b""):
        """Runs a command on the other machine."""
        script = 'mount --bind "$0" /etc/machine-id && exec "$@"'
        return subprocess.run(["unshare", "-Urm", "sh", "-c", script, cls.other, PIU, *map(str, command)],
                              input=stdin, capture_output=True, check=False, timeout=120)

    def setUp(self):
        self.unit = Unit(self.messages)
        self.addCleanup(self.unit.close)
        self.data = ("--data", self.unit.data)
        self.passwords = {}
        for user, role in (("supa", "supervisor"), ("ada", "administrator"), ("anna", "analyst")):
            out, _ = piu("user", "add", user, "--name", user, "--role", role, *self.data)
            self.passwords[user] = out.split()[-1].strip(".")

    def refused(self, *command, data=None):
        done = self.there(*command, *(data or self.data))
        self.assertEqual(done.returncode, 1, command)
        self.assertIn("not a declared place", done.stderr.decode())

    def signed(self, user, *command, status=0, password=None, data=None):
        done = self.there(*command, "--user", user, *(data or self.data),
                          stdin=((password or self.passwords[user]) + "\n").encode())
        self.assertEqual(done.returncode, status, done.stderr.decode()[-500:])
        return done.stdout.decode()

    def test_nothing_opens_it_there(self):
        self.unit.ingest(self.files)
        for command in (("serve", "--listen", "127.0.0.1:0"), ("check",), ("retention", "run"), ("user", "list"),
                        ("retention", "status"), ("audit", "export", os.path.join(self.unit.folder, "trail")),
                        ("backup", os.path.join(self.unit.folder, "copies")), ("ingest", *self.files)):
            with self.subTest(command=command[0]):
                self.refused(*command)
        self.unit.check()  # here it opens, again and again

    def test_two_people_declare_it_there(self):
        self.signed("anna", "place", "declare", *PLACE, status=1)
        place = re.search(r"Place (\d+)", self.signed("supa", "place", "declare", *PLACE)).group(1)
        self.refused("check")  # one person is not enough
        self.signed("supa", "place", "confirm", place, status=1)
        self.signed("ada", "place", "confirm", place, status=1, password="not the password of anybody")
        self.refused("check")
        self.signed("ada", "place", "confirm", place)
        self.assertEqual(self.there("check", *self.data).returncode, 0)
        self.unit.check()  # the first place is still declared
        with database(self.unit) as db:
            acts = [row[0] for row in db.execute("SELECT act FROM audit ORDER BY seq")]
        self.assertLess(acts.index("place.declared"), acts.index("place.confirmed"))

    def test_a_backup_that_is_restored_there_stays_closed_until_then(self):
        self.unit.ingest(self.files)
        copies, keys, again = (os.path.join(self.unit.folder, name) for name in ("copies", "keys", "again"))
        piu("backup", copies, "--keys", keys, *self.data)
        copy = os.path.join(copies, os.listdir(copies)[0])
        self.refused("restore", copy, "--keys", keys, "--verify", data=("--data", again + "-rehearsal"))
        self.assertFalse(os.path.exists(again + "-rehearsal"))
        data = ("--data", again)
        self.refused("restore", copy, "--keys", keys, data=data)
        self.refused("check", data=data)
        place = re.search(r"Place (\d+)", self.signed("supa", "place", "declare", *PLACE, data=data)).group(1)
        self.refused("check", data=data)
        self.signed("ada", "place", "confirm", place, data=data)
        self.assertEqual(self.there("check", *data).returncode, 0)
        self.assertEqual(self.there("retention", "run", *data).returncode, 0)

    def test_its_identity_is_told_and_the_name_is_not_kept(self):
        self.assertRegex(piu("place", "identity")[0], r"^[0-9a-f]{64}\n$")
        with database(self.unit) as db:
            name, machine, state = db.execute("SELECT name, machine, state FROM place").fetchone()
        self.assertEqual((name, len(machine), state), ("Unit under test", 32, "Utopia"))
        self.assertNotIn(NAME.read_text().strip().encode(), pathlib.Path(self.unit.data, "piu.db").read_bytes())


if __name__ == "__main__":
    unittest.main()
