# A profile of one's own, for the tests.
based-on = strict
title = a profile of the tests

[required PAXLST]
traveller = family seats

[severity]
segment-count-mismatch = ignore
