"""What waits to be settled, one item at a time: chosen, lent, shown, answered, taken back.

An item is one question to people. Either all unreviewed words for one fact together (`post:12`: those of tenure 12; `witness:KEY`: a word
that belongs to no fact), or a finding (`finding:KEY`).
"""
