"""The engine of On the Record: from a seed's bytes to pages in which every word can be traced back to them.

Data flows one way: seeds → readers → text → metadata → speech (together an extraction, one per seed, pure), then
identities and topics over the whole archive, then pages and data files. Only `catalogue` and `sync` write.
"""

__version__ = "0.1.0"
