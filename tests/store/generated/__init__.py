"""Invented worlds for the tests of the rows: who held which post when (worlds), the pages that tell of it (pages), readers that see the
same pages otherwise (readers), people who decide (deciders), and the rows in words that can be compared (rows)."""
