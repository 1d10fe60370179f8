#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""list_files.py FOLDER...: the paths of all inputs (*.edi, *.xml, *.txt) below the folders, sorted."""

import pathlib
import sys

for folder in sys.argv[1:]:
    for path in sorted(pathlib.Path(folder).rglob('*')):
        if path.is_file() and path.suffix in ('.edi', '.xml', '.txt'):
            print(path)
