# The guides as they are written: WCO/IATA/ICAO PAXLST, IATA PADIS PNRGOV, IATA PNRGOV XML,
# with the elements that passenger data laws usually ask for.
title = the WCO/IATA/ICAO and IATA guides, to the letter
fails-at = warning
names-of-zone = no

[messages]
PAXLST = D:02B D:03A D:03B D:04A D:04B D:05A D:05B D:06A D:06B D:07A D:07B D:08A D:08B
         D:09A D:09B D:10A D:10B D:11A D:11B D:12A D:12B D:13A D:13B D:14A D:14B D:15A
         D:15B D:16A D:16B D:17A D:17B D:18A D:18B D:19A D:19B D:20A D:20B D:21A D:21B
         D:22A D:22B D:23A D:23B D:24A
PNRGOV = 10:1 11:1 12:1 13:1 14:1 15:1 16:1 17:1 18:1 19:1 20:1 21:1
PNRGOV-XML = any
CUSRES = any
ACKRES = any
GOVREQ = any
CONTRL = any

[limits]
name-length = 70

# ---- PAXLST ----

[required PAXLST]
message = sender recipient prepared_at interchange_ref message_ref function flights travellers
          declared.segments
flight = carrier number legs
leg = from to departs arrives
traveller = family birth_date sex nationality embark disembark documents documents.type
            documents.number documents.issuer documents.expires
passenger = locator
crew = crew_status

# Those who are already known are named by their references only.
[required PAXLST close-on-board close-not-on-board cancel reduce]
message = sender recipient prepared_at interchange_ref message_ref function flights
flight = carrier number legs
leg = from to departs
traveller = reference

# Only the flight matters.
[required PAXLST close cancel-flight change-flight]
message = sender recipient prepared_at interchange_ref message_ref function flights
flight = carrier number legs
leg = from to departs

[required PAXLST master-crew]
message = sender recipient prepared_at interchange_ref message_ref function travellers
traveller = family birth_date sex nationality

[required PAXLST gate-pass]
message = sender recipient prepared_at interchange_ref message_ref function travellers
traveller = family birth_date

# ---- PNRGOV ----

[required PNRGOV]
message = sender recipient prepared_at interchange_ref message_ref business_ref function flights
          declared.bookings declared.segments
flight = carrier number legs
leg = from to departs arrives
booking = locator carrier agency segments
segment = carrier number from to departs status
traveller = family

[required PNRGOV-XML]
message = sender prepared_at version flights declared.bookings
flight = carrier number legs
leg = from to departs arrives
booking = locator agency segments
segment = carrier number from to departs status
traveller = family
