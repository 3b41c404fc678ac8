"""The pages in a real browser: `make browser`. It is no part of `make test`: it needs Chromium and a server of its own (docs/decisions/0023)."""
