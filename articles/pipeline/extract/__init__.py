"""Step 4: page to article."""
