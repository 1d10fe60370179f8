# SPDX-License-Identifier: Apache-2.0
"""Acceptance 1: a meal code that tells a religion never reaches the disc (R-014 to R-016)."""
import pathlib
import shutil
import tempfile
import unittest

from masked_test import lie_in_a_file
from unit import ROOT, Unit, simulate

SECRETS = ("KSML", "WCHR", "41111111", "4111 1111", "QUIBBLEDIET")


class MealCode(unittest.TestCase):
    def test_what_may_not_be_kept_is_nowhere_on_the_disc(self):  # R-014 R-015 R-016
        folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-meal-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        simulate(folder, 1)
        unit = Unit(folder)
        self.addCleanup(unit.close)
        message = (ROOT / "tests" / "scenario" / "sensitive.edi").read_bytes()
        for secret in SECRETS:
            self.assertIn(secret.encode(), message)
        path = folder / "sensitive.edi.in"
        path.write_bytes(message)
        unit.ingest([path])
        unit.ingest([path])
        for file in pathlib.Path(unit.data).rglob("*"):
            content = file.read_bytes() if file.is_file() else b""
            for code in (b"KSML", b"WCHR"):  # as counts by code only
                content = content.replace(b'"code":"' + code + b'"', b"").replace(code + b"sensitive", b"")
            for secret in SECRETS:
                self.assertFalse(secret.encode() in content, f"{secret} in {file.name}")
        # What may be kept of the same person is: or the search shows nothing.
        self.assertEqual(lie_in_a_file(unit, {"QUIBBLE"}), ["QUIBBLE"])


if __name__ == "__main__":
    unittest.main()
