"""What-if pages and API over the calculations; nothing typed is stored."""
