"""The workshop: the bytes of a capture in, a reading out. No Django, no database, no network."""
