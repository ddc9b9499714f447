"""What the letter check looks for: one module for each family of faults."""
