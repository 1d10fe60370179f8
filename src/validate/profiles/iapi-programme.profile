# EXAMPLE. The interactive API programme of an invented State (Utopia): no real programme
# has these rules. Copy it, and write your programme's own.
based-on = strict
title = EXAMPLE of a State's programme: interactive API of Utopia
notice = This profile is an example. It holds the rules of an invented State, not of any real programme.
fails-at = error
names-of-zone = yes
documents-valid = yes
document-types = P PD PO PS I AC

[messages]
PAXLST = D:12B D:13A D:13B D:14A D:14B D:15A D:15B D:16A D:16B
CUSRES = D:12B D:16B

[functions]
PAXLST = passengers change cancel close-on-board cancel-flight crew crew-change

[limits]
travellers = 99
name-length = 35

[required PAXLST]
message = sender recipient prepared_at interchange_ref message_ref business_ref function reporter
          reporter.contact flights travellers declared.segments
flight = carrier number legs
leg = from to departs arrives
traveller = family birth_date sex nationality embark disembark documents documents.type
            documents.number documents.issuer documents.expires
passenger = locator reference verified
crew = crew_status
infant = locator reference

# A single name is a family name; nobody has to invent a given one.
[severity]
segment-count-mismatch = error
traveller-count-mismatch = error
country-unknown = error
name-missing = error
charset-undeclared = error
