"""`leeward desk`: what people do at one, and what a desk does with a key that it had before."""

import typer

from clients.desk.commands import desk as at_the_desk
from server.redaction.pages.commands import commands as with_passkeys
from server.redaction.rewrapping.commands import commands as with_old_keys

desk = typer.Typer(
    help="At a desk: its pages; ask for openings and read them; keys that it had before.", no_args_is_help=True
)
desk.add_typer(with_old_keys)
desk.add_typer(with_passkeys)
desk.add_typer(at_the_desk)
