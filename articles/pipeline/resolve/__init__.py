"""Step 6: mentions to who is meant.

Each part takes entries (what single articles say) and judgements (what people settled) and gives groups: pure functions, whose answer
depends on the set of entries alone, never on their order.
"""
