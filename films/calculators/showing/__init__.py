"""The answer of each calculator as its page lays it out: every figure with its formula."""
