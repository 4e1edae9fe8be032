"""Options that several commands take: a group is a dataclass, and its fields stand on the command line one by one."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, cast, get_type_hints


def spread_groups(command: Callable[..., None]) -> Callable[..., None]:
    """The same command for typer: in place of each parameter that is a dataclass, the fields of that one.

    A field is annotated as a parameter of a command is; it is an option of its name, with its default. Raises
    ValueError where two of them have one name.
    """
    hints = get_type_hints(command)
    groups: dict[str, type] = {
        name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)
    }

    @functools.wraps(command)
    def with_fields(**given: Any) -> None:
        made = {
            name: group(**{one.name: given.pop(one.name) for one in fields(group)}) for name, group in groups.items()
        }
        command(**made, **given)

    # typer asks `inspect.signature`, which looks here first.
    cast(Any, with_fields).__signature__ = inspect.Signature(list(_spread(command, groups)))
    return with_fields


def _spread(command: Callable[..., None], groups: Mapping[str, type]) -> Iterator[inspect.Parameter]:
    for name, one in inspect.signature(command, eval_str=True).parameters.items():
        if name in groups:
            yield from _parameters(groups[name])
        else:
            yield one.replace(kind=inspect.Parameter.KEYWORD_ONLY)


def _parameters(group: Any) -> Iterator[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    for one in fields(group):
        default = inspect.Parameter.empty if one.default is MISSING else one.default
        yield inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hints[one.name])
