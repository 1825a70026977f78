"""All that is made for readers: pages, data files and the site, asked of the catalogue, written, and swapped whole."""
