# SPDX-License-Identifier: Apache-2.0
"""A unit with a liaison and a carrier's key, and an invented carrier's messages by the real clock."""
import datetime

from serve_test import PASSWORD, Serving
from unit import Unit


def served(environment=None, profile=None):
    """A serving unit, its carrier's key, and the liaison signed in."""
    unit = Unit(profile=profile)
    unit.fresh, unit.codes = True, {}
    serving = Serving(unit, environment)
    unit.fresh = False
    serving.call("POST", "/setup", {"code": serving.code, "user": "root", "name": "Ada", "password": PASSWORD}, status=201)
    serving.set_second_factor("root")
    serving.sign_in("root")
    for user, role in (("cara", "carrier-liaison"), ("sue", "supervisor")):
        serving.call("POST", "/users", {"user": user, "name": user, "role": role, "password": PASSWORD}, status=201)
    key = serving.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]
    serving.sign_in("cara")
    return unit, serving, key


def departing(minutes):
    """Accra keeps UTC the whole year."""
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)


def pnrgov(number, departs, reference, function="22"):
    day, hour = departs.strftime("%d%m%y"), departs.strftime("%H%M")
    return ("UNA:+.? 'UNB+IATA:1+Z9+UTPIU+" + departs.strftime("%y%m%d") + f":0000+{reference}'UNH+1+PNRGOV:13:1:IA+{number}'"
            f"MSG+:{function}'ORG+Z9:ACC'TVL+{day}:{hour}:{day}:{hour}+ACC+UTO+Z9+{number}'EQN+1'SRC'RCI+Z9:{reference}'"
            f"TIF+EXAMPLE+ADAMRS:A:1'UNT+8+1'UNZ+1+{reference}'").encode()


def paxlst(number, departs, reference):
    at = departs.strftime("%y%m%d%H%M")
    return (f"UNB+UNOA:4+Z9DCS+UTGOV+" + departs.strftime("%y%m%d") + f":0702+{reference}'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'"
            f"NAD+MS+++Z9'COM+254 20 0000001:TE'TDT+20+Z9{number}+++Z9'LOC+125+ACC'DTM+189:{at}:201'LOC+87+LIS'DTM+232:{at}:201'"
            "NAD+FL+++EXAMPLE:ADA'ATT+2++F'DTM+329:880614'LOC+178+ACC'LOC+179+LIS'NAT+2+KEN'DOC+P:110:111+KE0417729'"
            f"DTM+36:310822'LOC+91+KEN'CNT+42:1'UNT+20+1'UNZ+1+{reference}'").encode()
