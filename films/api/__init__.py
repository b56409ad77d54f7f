"""The public API: the same lists as the pages, and every object with all its facts."""
