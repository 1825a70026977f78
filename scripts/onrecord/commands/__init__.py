"""The commands of the command line: each reads its arguments, calls the engine, and says in words what came of it."""
