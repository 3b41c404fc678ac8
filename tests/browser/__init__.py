"""The pages in a real browser: `make browser`. No part of `make test`: it needs Chromium and a server of its own (decision record 23)."""
