"""Step 1: files and containers to captures."""
