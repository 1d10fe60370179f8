#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes src/model/airport_table.c: airports.py AIRPORTS.CSV COUNTRY_TABLE.C > OUT.C

AIRPORTS.CSV is the file of the package airportsdata (MIT, see NOTICE), of which
the IATA code, the State and the time zone are taken; COUNTRY_TABLE.C is
src/model/country_table.c, for alpha-3 codes.
"""
import csv
import re
import sys


def alpha3(path):
    with open(path, encoding="ascii") as source:
        rows = re.findall(r"KEY\('([A-Z])', '([A-Z])', 0\)\] = \"([A-Z]{3})\"", source.read())
        return {first + second: code for first, second, code in rows}


def airports(path, codes):
    with open(path, encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            if re.fullmatch("[A-Z]{3}", row["iata"]) and row["country"] in codes and row["tz"]:
                yield row["iata"], codes[row["country"]], row["tz"]


def main():
    rows = sorted({row[0]: row for row in airports(sys.argv[1], alpha3(sys.argv[2]))}.values())
    zones = sorted({row[2] for row in rows})
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    print("/* Made by tools/airports.py from the data of airportsdata (MIT, see NOTICE). */")
    print('#include "model/airport_table.h"\n')
    print("const char *const airport_zones[] = {")
    for zone in zones:
        print(f'\t"{zone}",')
    print("};\n\nconst struct airport_row airport_rows[] = {")
    for code, country, zone in rows:
        print(f'\t{{"{code}", "{country}", {zones.index(zone)}}},')
    print("};\n\nconst size_t airport_rows_count = sizeof airport_rows / sizeof *airport_rows;")


main()
