"""`leeward recognizers`: what can be used beside the detector, and a model of one's own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from server.recognizers.chosen import NAMED, loaded
from server.recognizers.crf import Example, train
from server.recognizers.errors import NotMarkedTexts, RecognizerError

commands = typer.Typer(help="What finds identifiers beside the detector itself.", no_args_is_help=True)


@commands.command("list")
def show() -> None:
    """Load each recognizer that has a name, and say which can be used here, or why not."""
    for name in NAMED:
        typer.echo(f"{name}: {_state(name)}")


def _state(name: str) -> str:
    try:
        (recognizer,) = loaded([name])
    except RecognizerError as problem:
        return str(problem)
    return f"can be used, for {', '.join(sorted(recognizer.languages))}"


@commands.command("train")
def learn(
    marked: Annotated[
        Path, typer.Argument(help='JSON lines {"text", "mentions": [{"start", "end", "kind"}]}.', dir_okay=False)
    ],
    model: Annotated[Path, typer.Argument(help="The file to write.", dir_okay=False)],
    lang: Annotated[str, typer.Option(help="The language of these texts, by its code.")],
) -> None:
    """Train a model on texts that you marked, and print the line that chooses it in a desk's settings.

    The model holds no words of the texts but words of grammar: shapes, places in the sentence, and what stands around.
    """
    texts = train(_examples(marked), lang, model)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    typer.echo(f"Trained on {texts} texts. In the desk's settings:")
    typer.echo(f"recognizers = {json.dumps([f'crf:{lang}:{digest}:{model.absolute()}'])}")


def _examples(file: Path) -> Iterator[Example]:
    """Raises NotMarkedTexts, with the number of the line."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        raise NotMarkedTexts(file.name) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _example(line, number)


def _example(line: str, number: int) -> Example:
    try:
        said = json.loads(line)
        text = said["text"]
        mentions = [(one["start"], one["end"], str(one.get("kind", "name"))) for one in said["mentions"]]
        inside = isinstance(text, str) and all(0 <= start < end <= len(text) for start, end, _ in mentions)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotMarkedTexts(f"line {number}") from None
    if not inside:
        raise NotMarkedTexts(f"line {number}")
    return Example(text, mentions)
