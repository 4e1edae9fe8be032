"""`leeward web`: the page that sources open, installed, logged and checked."""

import typer

from clients.auditor.page_commands import verify
from clients.founder.page_commands import install
from server.policy.commands import log, record

web = typer.Typer(help="Install the page that sources open in a browser, log it, and check it.", no_args_is_help=True)
web.command("install")(install)
web.command("log")(log)
web.command("record")(record)
web.command("verify")(verify)
