"""Deals over HTTP: what a person at the table may read and write, and nothing else exists.

A write says which revision it has seen (`If-Match`), and may carry an `Idempotency-Key`; every
answer is private.
"""
