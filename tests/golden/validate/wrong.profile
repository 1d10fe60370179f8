title = one with a slip

[severity]
date-wrnog = error
