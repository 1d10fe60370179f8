# SPDX-License-Identifier: Apache-2.0
"""Messages of an invented carrier about invented people, around 25 November 2026."""

LIST = """id;name;aliases;birth_date;sex;nationality;document_number;document_type;document_issuer
UTO-7;Zelda May Quibble;Zora Frostwood;1970-01-02;F;UTO;ZQ1234567;P;UTO
UTO-8;Balthazar Quenneville;;~1960;M;KEN;;;
"""


def paxlst(reference="Z9I0000417", family="QUIBBLE", given="ZELDA MAY", number="ZQ1234567"):
    segments = [
        f"UNB+UNOA:4+Z9DCS+UTGOV+261125:0702+{reference}++IAPI",
        f"UNG+PAXLST+Z9DCS+UTGOV+261125:0702+1+UN+D:12B",
        f"UNH+1+PAXLST:D:12B:UN:IATA+{reference}+01:F", "BGM+745", "RFF+TN:Z9T000000417:::1",
        "NAD+MS+++ZEDAIR CHECKIN", "COM+254 20 0000001:TE", "TDT+20+Z9418+++Z9", "LOC+125+NBO",
        "DTM+189:2611250955:201", "LOC+87+LIS", "DTM+232:2611251720:201",
        f"NAD+FL+++{family}:{given}", "ATT+2++F", "DTM+329:700102", "LOC+178+NBO", "LOC+179+LIS",
        "NAT+2+UTO", "RFF+AVF:QX7M2P", "RFF+SEA:014C", f"DOC+P:110:111+{number}", "DTM+36:310822",
        "LOC+91+UTO", "NAD+FL+++FERNSBY:OTTOLINE", "ATT+2++F", "DTM+329:880614", "LOC+178+NBO",
        "LOC+179+LIS", "NAT+2+KEN", "RFF+AVF:QX7M2P", "DOC+P:110:111+KE0417729", "DTM+36:310822",
        "LOC+91+KEN", "CNT+42:2",
    ]
    segments.append(f"UNT+{len(segments) - 1}+1")
    segments += ["UNE+1+1", f"UNZ+1+{reference}"]
    return ("UNA:+.? '" + "'".join(segments) + "'").encode()


def pnrgov(reference="Z9PNR000417"):
    segments = [
        f"UNB+IATA:1+Z9+UTPIU+261125:0706+{reference}", "UNG+PNRGOV+Z9+UTPIU+261125:0706+1+IA+13:1",
        "UNH+1+PNRGOV:13:1:IA+Z9418/251126/0955+01:F", "MSG+:22", "ORG+Z9:NBO",
        "TVL+251126:0955:251126:1720+NBO+LIS+Z9+418", "EQN+1", "SRC", "RCI+Z9:QX7M2P::140126:1012",
        "SSR+VGML:HK:1:Z9:::NBO:LIS+::1", "DAT+700:251126:0340+710:140126:1030",
        "ORG+1Y:NBO+99999993:TT01+NBO++T+KE:KES:EN+A1B2", "TIF+QUIBBLE+ZELDAMRS:A:1",
        "SSR+DOCS:HK:1:Z9:::::/P/UTO/ZQ1234567/UTO/02JAN70/F/22AUG31/QUIBBLE/ZELDA/MAY+::1",
        "TKT+7771402233445:T:1", "MON+T:512.40:USD", "FOP+CC::512.40:VI:XXXXXXXXXXXX4417:0928",
        "TVL+251126:0955:251126:1720+NBO+LIS+Z9+418:Y", "RPI+1+HK",
    ]
    segments.append(f"UNT+{len(segments) - 1}+1")
    segments += ["UNE+1+1", f"UNZ+1+{reference}"]
    return ("UNA:+.? '" + "'".join(segments) + "'").encode()

CRITERIA = ("name", "birth-date", "sex", "nationality", "document", "place-of-birth", "photograph")


def decision(outcome, reason="Document and birth date agree.", **answers):
    """A decision with every criterion answered: agrees, but for `answers`."""
    checklist = {criterion: answers.get(criterion.replace("-", "_"), "agrees") for criterion in CRITERIA}
    return {"outcome": outcome, "reason": reason, "checklist": checklist}
