"""What it takes to run: a ready database, compiled catalogues, collected files, two processes."""
