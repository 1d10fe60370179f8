#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""list_files.py FOLDER...: the paths of all inputs (*.edi, *.xml, *.txt, *.csv, *.cel; in lists/ also *.json) below the folders, sorted."""

import pathlib
import sys


def is_input(path):
    return path.suffix in ('.edi', '.xml', '.txt', '.csv', '.cel') or path.suffix == '.json' and path.parent.name == 'lists'


for folder in sys.argv[1:]:
    for path in sorted(pathlib.Path(folder).rglob('*')):
        if path.is_file() and is_input(path):
            print(path)
