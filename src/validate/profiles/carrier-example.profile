# EXAMPLE. What the invented programme of iapi-programme.profile agreed with one invented
# carrier: its senders, and what is tolerated of its system until it is mended.
based-on = iapi-programme
title = EXAMPLE of a carrier: Zedair, in the programme of Utopia
notice = This profile is an example. Zedair is an invented carrier in the programme of an invented State.
senders = Z9APIS Z9DCS

# Agreed: Zedair's departure control counts segments without UNH and UNT, and its mail
# gateway adds a footer.
[severity]
segment-count-mismatch = info
text-outside-interchange = ignore
reference-unknown = ignore
