"""The command line of On the Record: `python scripts/build.py COMMAND`."""

from onrecord.cli.main import main

if __name__ == "__main__":
    main()
