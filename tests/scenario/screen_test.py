# SPDX-License-Identifier: Apache-2.0
"""`piu screen` and `piu compare`: lists and travellers in files, no unit. Everybody is invented."""
import csv
import json
import pathlib
import random
import re
import shutil
import tempfile
import unittest

from unit import ROOT, piu

GOLDEN = ROOT / "tests" / "golden" / "screen"

PEOPLE = """id,name,aliases,birth_date,sex,nationality,document_number
UTO-7,Zelda May Quibble,Zora Frostwood,1970-01-02,F,UTO,ZQ1234567
UTO-8,Dmitry KHOROSHEV,,1993-04-17,M,,
UTO-9,محمد خالد زرقون,,1975-05-06,M,,
"""

UN_LIST = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2031-01-01T00:00:00Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>BALTHAZAR</FIRST_NAME><SECOND_NAME>QUENNEVILLE</SECOND_NAME>
<REFERENCE_NUMBER>QUi.001</REFERENCE_NUMBER>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1962-03-04</DATE></INDIVIDUAL_DATE_OF_BIRTH>
</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>
"""


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-screen-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.people = self.write("people.csv", PEOPLE)

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def screen(self, travellers, *more, lists=None, status=0):
        """Gives the matches and what was said on standard error."""
        path = self.write("travellers.csv", travellers)
        out, err = piu("screen", "--list", *(lists or [self.people]), path, *more, status=status)
        return [json.loads(line) for line in out.splitlines()], err

    def found(self, travellers, *more, **how):
        return [(m["traveller"], m["entry"], m["outcome"]) for m in self.screen(travellers, *more, **how)[0]]


class Screen(Files):
    def test_the_golden_files_give_the_golden_matches(self):
        out, err = piu("screen", "--list", GOLDEN / "persons.csv", "stolen=" + str(GOLDEN / "documents.csv"),
                       GOLDEN / "travellers.csv")
        self.assertEqual([json.loads(line) for line in out.splitlines()],
                         [json.loads(line) for line in (GOLDEN / "matches.jsonl").read_text("utf-8").splitlines()])
        said = [re.search(r"line (\d+): .* \(([a-z-]+)\)$", line) for line in err.splitlines() if ": line " in line]
        self.assertEqual([(int(s.group(1)), s.group(2)) for s in said],
                         [(1, "traveller-column-unknown"), (8, "traveller-birth-date-ambiguous"),
                          (9, "traveller-columns")])

    def test_a_name_in_any_order_and_script_is_the_same_as_its_parts(self):
        head = "id,family,given,name,birth_date\n"
        rows = [",,,Dmitry Khoroshev", ",,,Khoroshev Dmitry", ",,,KHOROSHEV/DMITRY", ",,,\"Khoroshev, Dmitry\"",
                ",,,KHOROSHEV<<DMITRY<<<<", ",,,Дмитрий Хорошев", ",,,Хорошев Дмитрий"]
        parts, _ = self.screen(head + "x,KHOROSHEV,DMITRY,,1993-04-17\n")
        latin = [self.screen(f"{head}x{row},1993-04-17\n")[0][0]["score"] for row in rows]
        self.assertEqual(latin[:5], [parts[0]["score"]] * 5)
        self.assertEqual(latin[5], latin[6])
        self.assertGreater(latin[5], 0.95)

    def test_either_of_two_names_of_a_row_meets(self):
        head = "id,family,given,name,birth_date\n"
        self.assertEqual(self.found(head + "x,NOBODY,NEMO,Дмитрий Хорошев,1993-04-17\n"), [("x", "UTO-8", "match")])
        self.assertEqual(self.found(head + "x,KHOROSHEV,DMITRY,Nemo Nobody,1993-04-17\n"), [("x", "UTO-8", "match")])
        self.assertEqual(self.found(head + "x,KHOROSHEV,DMITRY,Dmitry Khoroshev,1993-04-17\n"),
                         [("x", "UTO-8", "match")])

    def test_birth_dates_may_be_partial_absent_or_ambiguous(self):
        head = "id,name,birth_date\n"
        for date, outcome in (("1970-01-02", "match"), ("02JAN1970", "match"), ("1970-01", "possible"),
                              ("1970", "possible"), ("01/02/1970", "possible"), ("", "undetermined"),
                              ("31/31/1970", "undetermined")):
            self.assertEqual(self.found(f"{head}x,Zelda May Quibble,{date}\n"), [("x", "UTO-7", outcome)], date)
        for date in ("1971", "1970-02", "25/12/1982", "03/04/1982"):
            self.assertEqual(self.found(f"{head}x,Zelda May Quibble,{date}\n"), [], date)

    def test_forms_of_the_file(self):
        rows = "Zelda May Quibble{0}1970-01-02\r\nDmitry Khoroshev{0}1993-04-17\r\n"
        both = [("1", "UTO-7", "match"), ("2", "UTO-8", "match")]
        for separator in ",;":
            for mark in ("", "\ufeff"):
                self.assertEqual(self.found(mark + f"name{separator}birth_date\r\n" + rows.format(separator)), both)
        self.assertEqual(self.found("name,birth_date\n\"Quibble, Zelda \"\"May\"\"\",1970-01-02\n"), both[:1])
        self.assertEqual(self.found("name,birth_date\n"), [])
        _, err = self.screen("", status=1)
        self.assertIn("the file is empty", err)
        _, err = self.screen("id,birth_date\nx,1970-01-02\n", status=1)
        self.assertIn("document_number", err)

    def test_standard_input_and_lists_of_all_kinds(self):
        un = self.write("un.list.xml", UN_LIST)
        lost = self.write("lost.csv", "number,type,issuer,status\nL8O98I01C,P,UTO,stolen\n")
        travellers = ("id,name,birth_date,document_type,document_number,document_issuer\n"
                      "a,Balthazar Quenneville,1962-03-04,,,\nb,Nemo Nobody,1980-01-01,P,L8O98I01C,UTO\n")
        out, _ = piu("screen", "--list", self.people, "--list", f"Papers={lost}", un, "-", stdin=travellers.encode())
        found = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([(m["traveller"], m["entry"], m["list"], m["score"]) for m in found],
                         [("a", "QUi.001", "un.list", 0.968), ("b", "UTO-P-L8O98I01C", "Papers", 0.983)])

    def test_the_threshold_is_a_score(self):
        travellers = "id,name,birth_date\na,Zelda May Quibble,\nb,Zelda May Quibble,1970-01-02\n"
        all_of_them, _ = self.screen(travellers)
        self.assertEqual([m["score"] for m in all_of_them], [0.213, 0.968])
        for threshold, count in (("0", 2), ("0.213", 2), ("0.214", 1), ("0.968", 1), ("1", 0)):
            self.assertEqual(self.screen(travellers, "--threshold", threshold)[0], all_of_them[2 - count:])
        for wrong in ("1.1", "-1", "85", "high", "", "nan"):
            self.screen(travellers, "--threshold", wrong, status=2)

    def test_matches_of_a_traveller_stand_by_score(self):
        listed = self.write("many.csv", PEOPLE + "UTO-1,Zelda May Quibble,,1970-02-01,,,\n"
                            "UTO-2,Zelda May Quibble,,,,,\nUTO-3,Zelda May Quible,,1970-01-02,,,\n")
        found, _ = self.screen("name,birth_date\nZelda May Quibble,1970-01-02\n", lists=[listed])
        scores = [m["score"] for m in found]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual({m["entry"] for m in found}, {"UTO-7", "UTO-1", "UTO-2", "UTO-3"})

    def test_many_rows_give_what_each_gives_alone(self):
        chance = random.Random(11)
        given = ["Zelda", "Dmitri", "Mohammed", "Nemo", "Zora", "Khalid"]
        family = ["Quibble", "Horoshev", "Zarqun", "Nobody", "Frostwood"]
        rows = [f"{chance.choice(given)} {chance.choice(given)} {chance.choice(family)},"
                f"{chance.choice(['1970-01-02', '1993-04-17', '1975', '', '1/2/1970'])}" for _ in range(3000)]
        whole, err = self.screen("name,birth_date\n" + "\n".join(rows) + "\n")
        self.assertIn("3000 travellers, ", err.splitlines()[-1])
        self.assertGreater(len(whole), 50)
        self.assertEqual([int(m["traveller"]) for m in whole], sorted(int(m["traveller"]) for m in whole))
        for number in chance.sample(range(3000), 25):
            alone, _ = self.screen("name,birth_date\n" + rows[number] + "\n")
            for match in alone:
                match["traveller"] = str(number + 1)
            self.assertEqual([m for m in whole if m["traveller"] == str(number + 1)], alone)
        self.assertEqual(self.screen("name,birth_date\n" + "\n".join(rows) + "\n")[0], whole)

    def test_what_can_not_be_used_is_refused(self):
        travellers = self.write("some.csv", "name\nZelda\n")
        twin = self.folder / "twin"
        twin.mkdir()
        shutil.copy(self.people, twin / "people.csv")
        for status, arguments in ((2, [travellers]), (2, ["--list", self.people]), (2, ["--list"]),
                                  (2, ["--list", self.people, twin / "people.csv", travellers]),
                                  (2, ["--list", "-", travellers]), (2, ["--lists", self.people, travellers]),
                                  (2, [travellers, travellers, "--list", self.people]),
                                  (1, ["--list", self.folder / "none.csv", travellers]),
                                  (1, ["--list", self.people, self.folder / "none.csv"]),
                                  (1, ["--list", self.people, self.folder]),
                                  (1, ["--list", self.write("empty.csv", "id,name\n"), travellers]),
                                  (1, ["--list", self.write("prose.txt", "dear all"), travellers])):
            out, err = piu("screen", *arguments, status=status)
            self.assertEqual(out, "")
            self.assertIn("piu: ", err)
        out, _ = piu("screen", travellers, "--list", "A=" + str(self.people), "B=" + str(twin / "people.csv"))
        self.assertEqual(out, "")


class AttackCases(Files):
    """tests/golden/screen/attack-cases.csv: what must come out. A case that is marked `fails` is
    not solved yet; when it comes out right its mark must go."""

    def outcome(self, case):
        listed = {"id": "L", "name": case["entry_name"], "aliases": case["entry_aliases"],
                  "low_aliases": case["entry_low_aliases"], "birth_date": case["entry_birth_date"],
                  "nationality": case["entry_nationality"]}
        person = {"id": "T", "family": case["family"], "given": case["given"], "name": case["name"],
                  "birth_date": case["birth_date"], "nationality": case["nationality"]}
        for name, row in (("list.csv", listed), ("traveller.csv", person)):
            with open(self.folder / name, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, row)
                writer.writeheader()
                writer.writerow(row)
        out, _ = piu("screen", "--list", self.folder / "list.csv", self.folder / "traveller.csv")
        return json.loads(out)["outcome"] if out else "none"

    def test_every_case_comes_out_right_or_is_known_not_to(self):
        with open(GOLDEN / "attack-cases.csv", encoding="utf-8", newline="") as file:
            cases = list(csv.DictReader(file))
        self.assertGreater(len(cases), 40)
        self.assertEqual(len({case["case"] for case in cases}), len(cases))
        for case in cases:
            with self.subTest(case["case"]):
                got = self.outcome(case)
                right = got in case["expected"].split("|")
                if case["known"] == "fails":
                    self.assertFalse(right, f"{case['case']} comes out right: take its mark away")
                else:
                    self.assertTrue(right, f"{case['case']}: {got}, not {case['expected']}")

    def test_a_true_match_is_found_among_many_namesakes(self):
        rows = [f"N{n},Mohammed Ahmed Zali,,{1940 + n % 60}-{1 + n % 12:02}-{1 + n % 28:02},,," for n in range(2000)]
        listed = self.write("namesakes.csv", "id,name,aliases,birth_date,sex,nationality,document_number\n"
                            + "\n".join(rows) + "\nTRUE,Muhamad Ahmad Zaly,,1971-11-30,,,\n")
        found, _ = self.screen("name,birth_date\nZALI/MOHAMMED AHMED,1971-11-30\n", lists=[listed])
        self.assertIn(("TRUE", "match"), [(m["entry"], m["outcome"]) for m in found])


class Compare(unittest.TestCase):
    def test_a_pair_is_explained_to_people(self):
        out, err = piu("compare", "HOROSHEV/DMITRI", "Dmitry KHOROSHEV")
        self.assertEqual(err, "")
        self.assertEqual(out, (GOLDEN / "compare.txt").read_text("utf-8"))

    def test_a_pair_is_explained_to_machines(self):
        out, _ = piu("compare", "--json", "KHALID ZARQUN MOHAMMED", "محمد خالد زرقون")
        pair = json.loads(out)
        self.assertEqual({(w["traveller"], w["rule"]) for w in pair["words"]},
                         {("KHALID", "same-consonants"), ("ZARQUN", "same-consonants"),
                          ("MOHAMMED", "same-consonants")})
        self.assertEqual({o["birth_date"]: o["outcome"] for o in pair["outcomes"]},
                         {"same": "match", "exchanged": "possible", "year": "possible",
                          "absent": "undetermined", "different": None})

    def test_words_that_met_nothing_are_told(self):
        pair = json.loads(piu("compare", "--json", "Zelda Quibble", "Nemo Quibble")[0])
        self.assertEqual([(w.get("traveller"), w.get("entry"), w.get("rule")) for w in pair["words"]],
                         [("QUIBBLE", "QUIBBLE", "same-letters"), ("ZELDA", None, None), (None, "NEMO", None)])
        self.assertAlmostEqual(sum(w["weight"] for w in pair["words"]), 1.0, places=2)
        self.assertEqual({o["outcome"] for o in pair["outcomes"]}, {None})

    def test_it_takes_two_names(self):
        piu("compare", "Zelda", status=2)
        piu("compare", "Zelda", "Zora", "Zed", status=2)
        _, err = piu("compare", "Zelda", "你好", status=1)
        self.assertIn("the second name", err)


if __name__ == "__main__":
    unittest.main()
