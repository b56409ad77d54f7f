"""What must hold; the folders mirror those of the code."""
