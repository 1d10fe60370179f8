# SPDX-License-Identifier: Apache-2.0
"""A unit in a folder of its own, driven through the program's commands."""
import base64
import datetime
import hmac
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PIU = os.environ.get("PIU", str(ROOT / "build" / "piu"))
SEED = "2482"
# A day that no test's clock reaches: the flights are always to come.
FROM = "2031-03-01"


class Failed(Exception):
    """The program gave another exit status than expected."""


def piu(*arguments, status=0, stdin=None, timeout=600):
    """Runs a command; gives what it printed on standard output and standard error."""
    done = subprocess.run([PIU, *map(str, arguments)], input=stdin, capture_output=True,
                          timeout=timeout, check=False)
    if status is not None and done.returncode != status:
        raise Failed(f"piu {' '.join(map(str, arguments))[:300]} gave {done.returncode}, not {status}:\n"
                     f"{done.stdout[-2000:].decode(errors='replace')}\n"
                     f"{done.stderr[-4000:].decode(errors='replace')}")
    return done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def totp(secret, step=0):
    """The code of an authenticator (RFC 6238) now, or so many steps later."""
    counter = int(time.time()) // 30 + step
    mac = hmac.new(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1").digest()
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at:at + 4], 'big') & 0x7fffffff) % 1000000:06}"


def simulate(folder, flights):
    """Invented messages in files, and the lists that some of their travellers stand on."""
    piu("simulate", "--seed", SEED, "--flights", flights, "--from", FROM, "--out", folder)
    return sorted(pathlib.Path(folder).glob("*.edi"))


def basis(more=()):
    """On what an invented list rests (R-030)."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    subject = "objects-sought" if "documents" in more else "persons-sought"
    return ("--legal-basis", "Invented Act, article 7", "--owner", "Invented Ministry", "--purposes",
            "pre-travel-assessment", "--subject", subject, "--quality", "A", "--dated-on", today,
            "--ends-on", today + datetime.timedelta(days=300))


def list_query(more=()):
    """The same as parameters of an address."""
    told = [str(word) for word in basis(more)]
    return urllib.parse.urlencode({told[i][2:].replace("-", "_"): told[i + 1] for i in range(0, len(told), 2)})


class Unit:
    """A new unit with the simulation's watchlists."""

    def __init__(self, lists=None, basis="Act of Utopia 1, article 2", profile=None):
        self.folder = tempfile.mkdtemp(prefix="piu-scenario-")
        self.data = os.path.join(self.folder, "unit")
        law = ["--legal-basis", basis] if basis else []
        law += ["--profile", profile] if profile else []
        piu("init", "--data", self.data, "--state", "Utopia", "--country", "UTO", "--name",
            "Unit under test", *law, stdin=b"")
        if lists:
            self.watchlist("Persons", lists / "persons.csv")
            self.watchlist("Documents", lists / "documents.csv", "--kind", "documents")

    def watchlist(self, name, path, *more):
        return piu("watchlist", "import", name, path, "--data", self.data, "--source", "test", *basis(more), *more)

    def ingest(self, files, status=0):
        """Gives the numbers of the summary line."""
        _, err = piu("ingest", "--data", self.data, "--", *files, status=status)
        return summary(err)

    def check(self):
        out, _ = piu("check", "--json", "--data", self.data)
        return json.loads(out)

    def digest(self):
        return self.check()["digest"]

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def summary(text):
    last = [line for line in text.splitlines() if " travellers/s" in line][-1]
    return {name: int(number) for number, name in
            re.findall(r"(\d+) (messages|new|repeated|quarantined|travellers|hits)\b", last)}
