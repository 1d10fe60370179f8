#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""page.py PROGRAM PAGE: the page is what the program prints."""

import pathlib
import subprocess
import sys

program, page = sys.argv[1:]
made = subprocess.run([program], capture_output=True, text=True, check=True).stdout
path = pathlib.Path(page)
if not path.exists() or path.read_text(encoding='utf-8') != made:
    print(f'{page} is out of date: {program} > {page}')
    sys.exit(1)
