"""Property tests try the same examples in every run, and a slow machine fails none; --hypothesis-profile=search looks for new ones."""

from hypothesis import settings

settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("suite")
