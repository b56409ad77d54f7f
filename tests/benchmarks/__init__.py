"""How fast lists, files and the server are; ratios are printed, and nothing is asserted on time."""
