# SPDX-License-Identifier: Apache-2.0
"""The law and the people of a unit, at the terminal (R-001, R-172)."""
import os
import pathlib
import re
import subprocess
import unittest

from unit import PIU, Unit, piu


class Profiles(unittest.TestCase):
    def test_built_in_profiles_are_explained_in_sentences(self):
        for name in ("eu-strict", "icao-base"):
            out, _ = piu("profile", "check", name)
            self.assertRegex(out, r"is masked \d+ months after transfer \(R-110\)")
            shown, _ = piu("profile", "show", name)
            self.assertIn(f"name = {name}\n", shown)

    def test_faults_are_told_with_their_lines(self):
        with Unit() as unit:
            path = os.path.join(unit.folder, "a.profile")
            text, _ = piu("profile", "show", "national")
            pathlib.Path(path).write_text(text, encoding="utf-8")
            _, err = piu("profile", "check", path, status=1)
            line = text[:text.index("\nlaw =")].count("\n") + 2
            self.assertIn(f"{path}:{line}: this is empty: write the law and its articles (R-001)", err)
            other = os.path.join(unit.folder, "other")
            arguments = ("init", "--data", other, "--state", "Utopia", "--country", "UTO", "--profile", path)
            piu(*arguments, status=1, stdin=b"")
            text = text.replace("\ntitle =\n", "\ntitle = Act\n").replace("\nlaw =\n", "\nlaw = Act 1, article 2\n")
            text = text.replace("[authorities]\n", "[authorities]\npolice = Police\n")
            pathlib.Path(path).write_text(text, encoding="utf-8")
            piu(*arguments, stdin=b"")
            shown, _ = piu("profile", "show", "--data", other)
            self.assertEqual(shown, text)

    def test_a_profile_is_proposed_and_waits_for_another_office(self):
        with Unit() as unit:
            path = os.path.join(unit.folder, "a.profile")
            text, _ = piu("profile", "show", "--data", unit.data)
            pathlib.Path(path).write_text(text.replace("mask-after = 6", "mask-after = 5"), encoding="utf-8")
            piu("profile", "propose", path, "--reason", "The test asks for it.", "--data", unit.data)
            versions, _ = piu("profile", "versions", "--data", unit.data)
            self.assertRegex(versions, r"(?m)^ +2 +proposed +eu-strict ")
            self.assertRegex(versions, r"(?m)^ +1 +in-force +eu-strict ")
            pathlib.Path(path).write_text(text.replace("delete-after = 60", "delete-after = 61"), encoding="utf-8")
            _, err = piu("profile", "propose", path, "--reason", "The test asks for it.", "--data", unit.data, status=1)
            self.assertIn("weaker than icao-base", err)


class People(unittest.TestCase):
    def work(self, unit):
        out, _ = piu("user", "add", "ada", "--name", "Ada", "--role", "administrator", "--data", unit.data)
        self.assertRegex(out, r"first password of ada: \w{20}\n")
        _, err = piu("user", "add", "anna", "--name", "Anna", "--role", "analyst", "--person", "ada", "--data", unit.data,
                     status=1)
        self.assertIn("nobody serves both (R-172)", err)
        piu("user", "add", "anna", "--name", "Anna", "--role", "analyst", "--desk", "terror", "--data", unit.data)
        _, err = piu("user", "add", "vi", "--name", "Vi", "--role", "auditor", "--data", unit.data, status=1)
        self.assertIn("(R-155)", err)
        piu("user", "end", "anna", "--data", unit.data)
        out, _ = piu("user", "list", "--data", unit.data)
        self.assertRegex(out, r"(?m)^anna +analyst +anna +terror +ended +no +never")
        for command in ("restore", "end-sessions", "reset-second-factor"):
            piu("user", command, "anna", "--data", unit.data)
        piu("user", "end", "nobody", "--data", unit.data, status=1)

    def test_accounts_are_managed_at_the_terminal(self):
        with Unit() as unit:
            self.work(unit)
            self.assertEqual(unit.check()["faults"], 0)

    def test_and_beside_a_unit_that_is_served(self):
        with Unit() as unit:
            with subprocess.Popen([PIU, "serve", "--data", unit.data, "--listen", "127.0.0.1:0"],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
                self.assertTrue(re.search(r"http://", process.stdout.readline()))
                self.work(unit)
                process.terminate()


if __name__ == "__main__":
    unittest.main()
