# SPDX-License-Identifier: Apache-2.0
"""piu validate as a carrier uses it: exit statuses, standard input, files that are none, profiles."""
import json
import pathlib
import tempfile
import unittest

from unit import ROOT, piu

GOOD = ROOT / "tests" / "golden" / "pnrgov" / "full.edi"
DAMAGED = ROOT / "tests" / "golden" / "paxlst" / "damaged.edi"


class Validate(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="piu-validate-")
        self.addCleanup(self.folder.cleanup)

    def file(self, name, content):
        path = pathlib.Path(self.folder.name) / name
        path.write_bytes(content)
        return path

    def test_a_message_that_can_be_read_conforms(self):
        out, _ = piu("validate", GOOD)
        self.assertIn("\n  CONFORMS (errors count)\n", out)
        self.assertNotIn("\033", out)

    def test_a_damaged_one_does_not(self):
        out, _ = piu("validate", DAMAGED, status=1)
        self.assertIn("DTM+329:900230'\n              ^^^^^^\n", out)

    def test_standard_input(self):
        out, _ = piu("validate", "--json", "-", stdin=DAMAGED.read_bytes(), status=1)
        lines = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([line.get("verdict") for line in lines], ["does-not-conform", "conforms", None])
        self.assertEqual(lines[-1]["summary"]["messages"], 2)
        for f in lines[0]["findings"]:
            self.assertTrue(f["expected"] and f["remedy"] and f["clause"])

    def test_empty_and_rubbish_do_not_conform(self):
        for content in (b"", b" \n", b"\x00\xff<<<", b"GET / HTTP/1.1\r\n\r\n"):
            out, _ = piu("validate", self.file("x", content), status=1)
            self.assertIn("ERROR", out)

    def test_a_missing_file_is_usage_and_the_others_are_checked(self):
        out, err = piu("validate", GOOD, pathlib.Path(self.folder.name) / "none.edi", status=2)
        self.assertIn("none.edi", err)
        self.assertIn("1 message, 1 of them conforms", out)

    def test_a_profile_of_ones_own(self):
        own = self.file("own.profile", b"based-on = tolerant\nfails-at = info\n[required PNRGOV]\n"
                                       b"traveller = family\n  residence\n[limits]\nbookings = 1\n")
        out, _ = piu("validate", "--profile", own, "--json", GOOD, status=1)
        found = json.loads(out.splitlines()[0])["findings"]
        self.assertIn("residence", {f.get("element") for f in found})
        self.assertIn("limit-exceeded", {f["code"] for f in found})

    def test_a_mistake_in_a_profile_is_named_with_its_line(self):
        for line, text in ((b"nonsense = 1", "key"), (b"[required PAXLST]\npassenger = shoe_size", "shoe_size"),
                           (b"[severity]\ndate-wrnog = error", "date-wrnog"), (b"[what]", "section"),
                           (b"fails-at = never", "never"), (b"based-on = nobody", "nobody"),
                           (b"[limits]\nbytes = many", "many"), (b"[messages]\nPAXLIST = any", "PAXLIST")):
            path = self.file("wrong.profile", b"# a comment\n" + line + b"\n")
            _, err = piu("validate", "--profile", path, GOOD, status=2)
            self.assertIn(f"wrong.profile:{2 + line.count(bytes([10]))}: ", err)
            self.assertIn(text, err)

    def test_an_unknown_profile_is_usage(self):
        _, err = piu("validate", "--profile", "nothing", GOOD, status=2)
        self.assertIn("carrier-example, iapi-programme, strict, tolerant", err)
        piu("validate", status=2)

    def test_ignored_findings_do_not_count(self):
        codes = {f["code"] for line in piu("validate", "--json", DAMAGED, status=1)[0].splitlines()
                 for f in json.loads(line).get("findings", [])}
        own = self.file("quiet.profile", b"[severity]\n" + b"".join(c.encode() + b" = ignore\n" for c in codes))
        out, _ = piu("validate", "--profile", own, DAMAGED)
        self.assertIn("no findings", out)


if __name__ == "__main__":
    unittest.main()
