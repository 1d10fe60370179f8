#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""golden.py [--write] DECODE_FILE FOLDER: decodes the inputs in FOLDER (.edi, .xml, .txt) and compares each
with the expected objects in the .json file beside it (one a message, indented for
reading). --write writes what is missing; read it against the standard before you
commit it."""

import difflib
import json
import pathlib
import subprocess
import sys


def decoded(program, path):
    run = subprocess.run([program, path], capture_output=True, check=True)
    return [json.loads(line) for line in run.stdout.decode('utf-8').splitlines()]


def text(messages):
    return json.dumps(messages, indent='\t', ensure_ascii=False) + '\n'


def main(arguments):
    write = '--write' in arguments
    program, folder = [a for a in arguments if a != '--write']
    inputs = sorted(p for p in pathlib.Path(folder).iterdir() if p.suffix in ('.edi', '.xml', '.txt'))
    failed = not inputs
    for path in inputs:
        expected = path.with_suffix('.json')
        found = text(decoded(program, path))
        if write and not expected.exists():
            expected.write_text(found, encoding='utf-8')
        wanted = expected.read_text(encoding='utf-8') if expected.exists() else ''
        print('ok' if found == wanted else 'not ok', '-', path.name)
        if found != wanted:
            failed = True
            sys.stdout.writelines(difflib.unified_diff(
                wanted.splitlines(True), found.splitlines(True), str(expected), str(path)))
    print(f'{len(inputs)} files', 'FAILED' if failed else 'as expected')
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
