"""What anybody may read, without logging in."""
