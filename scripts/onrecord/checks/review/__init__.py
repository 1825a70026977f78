"""What a proposed change does to an archive, told to its author: two states compared, worded, and shown as pages.

`states` reads both with the code that runs, `changes` compares their rows and knows nothing else, `wording` says it in
Markdown, `preview` builds the pages that change so that a browser opens them from a disk.
"""
