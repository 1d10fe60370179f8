# What a unit takes: everything that can be read. Only what is lost counts.
title = everything that can be read
fails-at = error
