#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How quick pages are while messages come as fast as they are taken: web_bench.py [FLIGHTS].

Dropped files and carriers at the interface send a simulated day; meanwhile a person opens
flights, one after the other, which are read and written into the audit trail. Says how long
each took, and how long the same took when nothing came.
"""
import pathlib
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "scenario"))
import serve_test  # noqa: E402
from unit import Unit, simulate  # noqa: E402

CARRIERS = 3


def share(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1000


def look(serving, until):
    """A person who opens the list of flights and one of them, until `until` says so."""
    times, flights = [], []
    while not until(times):
        wanted = ["/flights?limit=20"] + [f"/flights/{f['id']}" for f in flights[:3]]
        for path in wanted:
            began = time.monotonic()
            answer = serving.call("GET", path)
            times.append(time.monotonic() - began)
            flights = answer.get("flights", flights)
    return times


def send(serving, key, contents):
    for content in contents:
        serving.post(key, content)


def say(name, times):
    print(f"{name}: {len(times)} pages, half within {share(times, 0.5):.1f} ms, 99 of 100 within "
          f"{share(times, 0.99):.1f} ms, the slowest {max(times) * 1000:.0f} ms")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory(prefix="piu-web-") as folder:
        files = simulate(folder, count)
        with Unit(lists=pathlib.Path(folder)) as unit:
            measure(unit, [path.read_bytes() for path in files])


def measure(unit, contents):
    unit.fresh = True
    serving = serve_test.Serving(unit)
    serving.call("POST", "/setup", {"code": serving.code, "user": "root", "name": "Ada",
                                    "password": serve_test.PASSWORD}, status=201)
    serving.call("POST", "/users", {"user": "anna", "name": "Anna", "role": "analyst",
                                    "password": serve_test.PASSWORD}, status=201)
    key = serving.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]
    serving.sign_in("anna")
    drop = pathlib.Path(unit.data) / "drop"
    half = len(contents) // 2
    for number, content in enumerate(contents[:half]):
        (drop / f"{number}.edi").write_bytes(content)
    senders = [threading.Thread(target=send, args=(serving, key, contents[half + i::CARRIERS]))
               for i in range(CARRIERS)]
    began = time.monotonic()
    for sender in senders:
        sender.start()
    busy = look(serving, lambda _: not any(s.is_alive() for s in senders)
                and not any(drop.glob("*.edi")))
    took = time.monotonic() - began
    quiet = look(serving, lambda times: len(times) >= 200)
    serving.stop()
    print(f"{len(contents)} messages, half of them dropped, in {took:.1f} s")
    say("while they came", busy)
    say("when nothing came", quiet)


if __name__ == "__main__":
    main()
