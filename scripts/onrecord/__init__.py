"""The engine of On the Record: from a seed's bytes to pages in which every word can be traced back to them.

Data flows one way: seeds → metadata → speech → topics (together an extraction, one per seed, pure), then identities
over the whole archive in its catalogue, then pages, data files and the site. Only `archive.catalogue` and `publish`
write.
"""

__version__ = "0.1.0"
