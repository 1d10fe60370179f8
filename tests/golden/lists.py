#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""lists.py PROGRAM FOLDER: what PROGRAM reads from each list in FOLDER is what stands in NAME.read beside it."""

import difflib
import pathlib
import subprocess
import sys


def main(program, folder):
    wrong = []
    lists = sorted(p for p in folder.iterdir() if p.suffix != '.read')
    for path in lists:
        told = subprocess.run([program, path], stdout=subprocess.PIPE, check=True, encoding='utf-8').stdout
        beside = path.with_name(path.name + '.read')
        expected = beside.read_text(encoding='utf-8') if beside.exists() else ''
        wrong += difflib.unified_diff(expected.splitlines(), told.splitlines(), f'{beside.name}, expected', 'read', lineterm='')
    print('\n'.join(wrong) or f'{len(lists)} lists')
    return 1 if wrong or not lists else 0


sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
