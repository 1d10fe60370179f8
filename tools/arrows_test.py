#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants violations and expects tools/arrows to name each with its place."""
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).with_name("arrows")
ARROWS = """
base
model   base
store   base model
review  base model store
api     base model review
private store/columns.h
public  store/sqlite/open.h
lib     sqlite3.h store/sqlite
lib     unicode/  base
"""
TREE = {
    "base/err.h": "",
    "base/zone.c": "#include <unicode/ucal.h>\n#include <stdio.h>\n",
    "model/view.h": '#include "base/err.h"\n',
    "store/store.h": '#include "model/view.h"\n',
    "store/columns.h": "",
    "store/columns.c": '#include "store/columns.h"\n#include "store/sqlite/driver.h"\n',
    "store/sqlite/driver.h": "",
    "store/sqlite/open.h": "",
    "store/sqlite/driver.c": "#include <sqlite3.h>\n",
    "review/review.h": '#include "model/view.h"\n',
    "review/queue.c": '#include "store/store.h"\n#include "store/sqlite/open.h"\n',
    "api/api.h": '#include "base/err.h"\n',
    "api/api_test.c": '#include <cmocka.h>\n#include "review/review.h"\n',
}


class ArrowsTest(unittest.TestCase):
    def arrows(self, planted=None, arrows=ARROWS):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "ARROWS").write_text(arrows, encoding="utf-8")
            for name, text in {**TREE, **(planted or {})}.items():
                path = root / "src" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            done = subprocess.run([TOOL, root], capture_output=True, text=True, check=False)
            return done.returncode, done.stdout.splitlines()

    def refused(self, complaint, planted=None, arrows=ARROWS):
        self.assertEqual(self.arrows(planted, arrows), (1, [complaint]))

    def test_a_tree_without_violations_passes(self):
        self.assertEqual(self.arrows(), (0, []))

    def test_an_edge_may_not_include_the_store(self):
        self.refused("src/api/x.c:2: api may not include store",
                     {"api/x.c": '\n#include "store/store.h"\n'})

    def test_a_test_may_include_every_room_above_its_own_but_none_below(self):
        self.assertEqual(self.arrows({"api/x_test.c": '#include "store/store.h"\n'}), (0, []))
        self.refused("src/store/test_x.c:1: store may not include review",
                     {"store/test_x.c": '#include "review/review.h"\n'})

    def test_a_room_above_may_not_include_a_room_below(self):
        self.refused("src/model/x.c:1: model may not include review",
                     {"model/x.c": '#include "review/review.h"\n'})

    def test_an_include_in_a_comment_is_not_an_include(self):
        planted = '/*\n#include "store/store.h"\n*/\n// #include "store/store.h"\n'
        self.assertEqual(self.arrows({"api/x.c": planted}), (0, []))

    def test_a_line_after_a_comment_keeps_its_number(self):
        self.refused("src/api/x.c:4: api may not include store",
                     {"api/x.c": '/* a\n b\n */\n# include "store/store.h"\n'})

    def test_a_header_in_a_subfolder_is_private(self):
        self.refused("src/review/x.c:1: store/sqlite/driver.h is private to store",
                     {"review/x.c": '#include "store/sqlite/driver.h"\n'})

    def test_a_header_named_private_is_private(self):
        self.refused("src/review/x.c:1: store/columns.h is private to store",
                     {"review/x.c": '#include "store/columns.h"\n'})

    def test_a_public_header_may_not_pass_on_a_room(self):
        self.refused("src/review/x.h:1: a public header may not pass on store, which api may not include",
                     {"review/x.h": '#include "store/store.h"\n'})

    def test_a_private_header_may_use_its_rooms(self):
        self.assertEqual(self.arrows({"review/parts/x.h": '#include "store/store.h"\n'}), (0, []))

    def test_a_library_stays_in_its_folder(self):
        self.refused("src/store/x.c:1: sqlite3.h belongs to store/sqlite",
                     {"store/x.c": "#include <sqlite3.h>\n"})
        self.refused("src/model/x.c:1: unicode/utext.h belongs to base",
                     {"model/x.c": "#include <unicode/utext.h>\n"})

    def test_a_library_without_a_line_is_refused(self):
        self.refused("src/base/x.c:1: foo/foo.h: no lib line of ARROWS names it",
                     {"base/x.c": "#include <foo/foo.h>\n"})

    def test_cmocka_stays_in_tests(self):
        self.refused("src/base/x.c:1: cmocka.h belongs to tests", {"base/x.c": "#include <cmocka.h>\n"})

    def test_a_header_that_is_not_there_is_refused(self):
        self.refused("src/api/x.c:1: model/none.h does not exist",
                     {"api/x.c": '#include "model/none.h"\n'})

    def test_paths_are_written_from_src_on(self):
        self.refused('src/store/x.c:1: write "columns.h" from src/ on',
                     {"store/x.c": '#include "columns.h"\n'})
        self.refused('src/store/x.c:1: write "../base/err.h" from src/ on',
                     {"store/x.c": '#include "../base/err.h"\n'})

    def test_a_room_that_is_not_listed_is_refused(self):
        self.assertIn("src/extra: ARROWS does not list this room",
                      self.arrows({"extra/x.c": ""})[1])

    def test_arrows_itself_may_only_point_up(self):
        self.refused("ARROWS:3: model points at store, which is not above it",
                     arrows=ARROWS.replace("model   base\n", "model   base store\n"))

    def test_a_room_listed_twice_is_refused(self):
        self.assertIn("ARROWS:11: base is listed twice", self.arrows(arrows=ARROWS + "base\n")[1])

    def test_a_named_header_must_exist(self):
        self.refused("ARROWS: private store/gone.h does not exist",
                     arrows=ARROWS + "private store/gone.h\n")


if __name__ == "__main__":
    unittest.main()
