"""Runs that people ask for and a worker carries out: a row that waits, a worker that takes it, and a sign of life while it has it.

asking     people ask for a run, cancel it, let it go on
uploads    the files of such a run, from the form to the disk and off it again
taking     which worker has which run, and who is taken for dead
carrying   a run carried out from where it stands
working    the worker: its loop, its sign of life
watching   how far a run is, for those who look on
"""
