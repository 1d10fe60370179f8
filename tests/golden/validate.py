#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate.py [--write] PIU TESTS: reports of `piu validate` on the golden inputs, for each
profile, for people (FOLDER-NAME.PROFILE.report) and for machines (.json), compared with those in
golden/validate. --write writes what is missing; read it before you commit it."""

import difflib
import pathlib
import subprocess
import sys

CASES = [
    ('paxlst/damaged.edi', 'tolerant', 1),
    ('paxlst/damaged.edi', 'iapi-programme', 1),
    ('paxlst/crew.edi', 'strict', None),
    ('paxlst/interactive.edi', 'iapi-programme', None),
    ('paxlst/interactive.edi', 'carrier-example', None),
    ('pnrgov/damaged.edi', 'strict', 1),
    ('pnrgov/full.edi', 'tolerant', 0),
    ('typeb/parts-out-of-order.txt', 'tolerant', None),
    ('typeb/part-missing.txt', 'tolerant', 1),
    ('xml/damaged.xml', 'tolerant', 1),
]


def main(arguments):
    write = '--write' in arguments
    piu, tests = [pathlib.Path(a).resolve() for a in arguments if a != '--write']
    golden, failed = tests / 'golden', False
    for name, profile, status in CASES:
        for options, suffix in (([], 'report'), (['--json'], 'json')):
            run = subprocess.run([piu, 'validate', '--profile', profile, *options, name], cwd=golden,
                                 capture_output=True, check=False)
            found = run.stdout.decode('utf-8')
            expected = golden / 'validate' / f'{pathlib.Path(name).parent}-{pathlib.Path(name).stem}.{profile}.{suffix}'
            if write and not expected.exists():
                expected.write_text(found, encoding='utf-8')
            wanted = expected.read_text(encoding='utf-8') if expected.exists() else ''
            good = found == wanted and run.returncode in ((0, 1) if status is None else (status,))
            good &= run.returncode == (1 if 'DOES NOT CONFORM (' in found or '"verdict":"does-not-conform","messages"' in found else 0)
            print('ok' if good else 'not ok', '-', expected.name)
            if not good:
                failed = True
                sys.stdout.writelines(difflib.unified_diff(
                    wanted.splitlines(True), found.splitlines(True), str(expected), f'exit status {run.returncode}'))
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
