"""The command line: collects the commands, and turns whatever goes wrong into one plain line and an exit code.

0 done; 1 nothing to publish, a failed build, or faults that were asked about; 2 wrong use; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import traceback
from types import FrameType

import click

from onrecord import __version__
from onrecord.shipped import program

COMMANDS = (
    "init", "add", "build", "site", "serve", "check", "explain", "people", "addresses", "verify", "review",
    "evaluate", "clean",
)  # fmt: skip
"""From an empty folder to a published site, in this order; each has a module of its own here."""
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
LONGEST_HELP = 1000
EXAMPLES = f"""\b
Examples:
  {program()} site
  {program()} serve -f examples/mkdocs.yml
  {program()} explain seeds/story.txt
"""
DEBUG = "ONRECORD_DEBUG"
REPORT = "please report it with this line and what you ran (set ONRECORD_DEBUG=1 or use --debug to see where)"


class Commands(click.Group):
    """Loads a command only when it is asked for, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, from an empty folder to a published site."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"onrecord.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first sentence of every command's help in full; long ones go on in the next line."""
        commands = [(name, self.get_command(ctx, name)) for name in COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(LONGEST_HELP)) for name, one in commands if one])


@click.command(cls=Commands, context_settings=SETTINGS, epilog=EXAMPLES)
@click.version_option(__version__, prog_name="On the Record", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show where in the program a fault arose.")
def cli(debug: bool) -> None:
    """Turn raw news texts into an archive of who said what, in which exact words."""
    if debug:
        os.environ[DEBUG] = "1"


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the program with its exit code."""
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _stop)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    try:
        cli.main(arguments, prog_name=program(), standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as error:
        return error.exit_code
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped. Whatever was there before is whole.", err=True)
        return 130
    except BrokenPipeError:
        raise
    except Exception as error:
        return _explained(error)
    return 0


def _explained(error: Exception) -> int:
    """Say in one line what went wrong."""
    from onrecord import problems
    from onrecord.model import Refused

    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    if isinstance(error, Refused):
        click.echo(problems.as_text(error.problem), err=True)
    elif type(error).__name__ == "Busy":
        click.echo("Another build of this archive is running; wait until it has ended.", err=True)
    elif isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        click.echo(problems.one_line(f"{place}{error.strerror or error}"), err=True)
    else:
        click.echo(problems.one_line(f"Fault in the program: {type(error).__name__}: {error}; {REPORT}"), err=True)
    return 1
