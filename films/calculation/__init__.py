"""The trade's arithmetic: pure functions over plain values, without database, clock or settings."""
