"""Who scores what: the plan with the lowest price among those that the rules allow. Pure."""
