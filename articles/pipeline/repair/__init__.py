"""Step 3: damaged text to clean text."""
