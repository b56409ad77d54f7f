"""What a reader may not see does not exist: the rule, tried on every route and every row."""
