"""Says whether a site is what its seeds and authority files give: every word, every page, every other file.

`words` recomputes quotations from the bytes of the seeds, with nothing of the engine. `expected` has the engine make
every file again, in memory, and compares. `differences` names what differs.
"""
