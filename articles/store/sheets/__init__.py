"""Spreadsheets: rows to sheets, and what people changed in them to decisions.

rows ─▶ columns ─▶ cells ─▶ CSV, XLSX        KINDS: a file a kind says what its columns are
file ─▶ table ─▶ lines ─▶ plan ─▶ decisions  every line is found by its id, compared, and decided on as one of a batch
"""
