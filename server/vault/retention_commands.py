"""`leeward retention plan|apply`, on the vault's machine: what ends when, said first and destroyed after that."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from protocol.errors import ProtocolError
from protocol.orders import OrderAct, TargetKind
from server.database import plain_database_errors
from server.durable_file import write_durably
from server.settings import read_settings
from server.vault.errors import NotAPlan, PlanThere
from server.vault.retention.deciding import LEAST_NOTICE, TO_RENEW, RetentionPlan, Rules, bands
from server.vault.retention.plans import apply_plan, make_plan
from server.vault.start import Settings, open_world
from server.vault.world import World

commands = typer.Typer(help="Say what ends when, and destroy what was said to end.", no_args_is_help=True)

_T = TypeVar("_T")
Config = Annotated[Path, typer.Option(help="The vault's settings, a TOML file: vault.toml.", exists=True)]
Notice = Annotated[int, typer.Option(min=LEAST_NOTICE, help="Days between a plan and what it destroys.")]
KeepDays = Annotated[int | None, typer.Option(min=TO_RENEW, help="How long parts are kept at most, read or not.")]


@commands.command("plan")
def make(
    config: Config,
    out: Annotated[Path, typer.Option(help="The plan to write, for `leeward retention apply`.")],
    ahead: Annotated[int, typer.Option(min=LEAST_NOTICE, max=365, help="How many days it looks ahead.")] = 60,
    notice: Notice = LEAST_NOTICE,
    keep_days: KeepDays = None,
) -> None:
    """Print what ends when, and what of it nobody has read, and announce it. Nothing is destroyed."""
    if out.exists():
        raise PlanThere
    settings, rules = read_settings(Settings, config, os.environ), Rules(notice, keep_days)

    async def plan_and_hold(world: World) -> tuple[RetentionPlan, list[str]]:
        plan, found = await make_plan(world, rules, ahead)
        return plan, list(bands(found, held(world)))

    plan, lines = _run(settings, plan_and_hold)
    write_durably(out, plan.to_bytes())
    for line in lines:
        typer.echo(line)
    typer.echo(f"Announced. What ends for its age can be destroyed in {notice} days: leeward retention apply")


@commands.command("apply")
def carry_out(
    plan: Annotated[Path, typer.Argument(help="A plan that was made here.", exists=True)],
    config: Config,
    notice: Notice = LEAST_NOTICE,
    keep_days: KeepDays = None,
) -> None:
    """Destroy what a plan announced so many days ago, is still due for its age, and is not held."""
    settings, rules, announced = read_settings(Settings, config, os.environ), Rules(notice, keep_days), _read(plan)

    async def carried_out(world: World) -> tuple[int, frozenset[str]]:
        return await apply_plan(world, announced, rules, held(world)), held(world)

    gone, stays = _run(settings, carried_out)
    typer.echo(f"{gone} parts destroyed. Held: {', '.join(sorted(stays)) or 'nothing'}.")


def held(world: World) -> frozenset[str]:
    """The compartments in which nothing is destroyed for its age, by the orders that stand here (SPEC 21.6)."""
    return world.pinned.standing.names(TargetKind.COMPARTMENT, OrderAct.HOLD)


def _read(plan: Path) -> RetentionPlan:
    try:
        return RetentionPlan.from_bytes(plan.read_bytes())
    except ProtocolError:
        raise NotAPlan from None


def _run(settings: Settings, work: Callable[[World], Awaitable[_T]]) -> _T:
    async def run() -> _T:
        async with AsyncExitStack() as stack:
            return await work(await open_world(settings, time.time, stack))

    with plain_database_errors():
        return asyncio.run(run())
