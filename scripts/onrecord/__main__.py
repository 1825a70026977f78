"""The command line of an installed On the Record: `python -m onrecord COMMAND`."""

from onrecord.cli.main import main

if __name__ == "__main__":
    main()
