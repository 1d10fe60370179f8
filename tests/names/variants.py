#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""variants.py PROGRAM: what tools/name_variants.c says of files that are not well formed; those
of the tree are checked by the build itself."""
import os
import pathlib
import subprocess
import sys
import tempfile

CASES = [  # file, what must be said (nothing: it is well formed), what must stand in the table
    ("MUHAMMAD = MOHD\nWILLIAM > BILL # short\n\n", "", ['"MOHD", {1}', '"BIL", {32768}']),
    ("CATHERINE ~ KATARZYNA\nCATHERINE > KATE\n", "", ['"KATARZINA", {16384, 32768}', '"KATE", {32768}']),
    ("GENE\n", "1: a line is WORD = WORD...", []),
    ("= GENE\n", "1: a line is WORD = WORD...", []),
    ("EUGENE > GENE > GENIE\n", "1: a line has one of the signs", []),
    ("Eugene > GENE\n", '1: "Eugene": only letters A to Z', []),
    ("EUGENE > G\n", '1: "G": a word has 2 to 31 letters', []),
    ("EUGENE = VAN\n", '1: "VAN" does not count in names', []),
    ("KHALID = HALID\n", "1: all words of the line have one spelling key", []),
    ("OMAR = UMER\n\nUMER = AMR\n", "the spelling key UMER stands at", []),
    ("".join(f"AB{a} > QUE\n" for a in ("BA", "CI", "DO", "FU", "GRE", "LIM", "MON")), "stands in more than 6 lines", []),
    ("A" * 1300 + "\n", "1: a line has at most 1198 bytes", []),
    ("ABBA = " + " ".join("B" + "ABCDEFGH"[n % 8] + "LMNOPRST"[n // 8] for n in range(64)) + "\n", "1: a line has at most 64 words", []),
]


def main():
    program = sys.argv[1]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        source, table = pathlib.Path(folder, "names.txt"), pathlib.Path(folder, "table.c")
        for number, (text, complaint, rows) in enumerate(CASES, 1):
            source.write_text(text, encoding="ascii")
            table.unlink(missing_ok=True)
            done = subprocess.run([program, os.fspath(table), os.fspath(source)], capture_output=True, text=True, check=False)
            made = table.read_text("ascii") if table.exists() else ""
            right = (done.returncode == (1 if complaint else 0) and complaint in done.stderr and bool(made) != bool(complaint)
                     and all(row in made for row in rows))
            failed += not right
            print(f"{'ok' if right else 'not ok'} {number} - {text[:40]!r}")
            if not right:
                print(f"# status {done.returncode}\n# {done.stderr}# {made}")
    print(f"1..{len(CASES)}")
    return 1 if failed else 0


sys.exit(main())
