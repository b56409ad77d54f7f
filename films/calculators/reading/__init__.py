"""One file per kind: the strict reading of what is sent, and the writing of the answer."""
