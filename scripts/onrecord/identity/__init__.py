"""Who is who across the archive: the sources of all stories joined to people, organisations and offices."""
