"""The input of each calculator as a ledger of cells: JSON to cells, and typed cells to JSON."""
