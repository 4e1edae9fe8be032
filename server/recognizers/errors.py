"""Why a chosen recognizer cannot be used. A desk does not start without what was chosen for it.

RecognizerError
├── CannotBeLoaded
├── UnknownRecognizer
├── NotInstalled
├── NoModel
├── ModelIsAnother
├── NotARecognizer
├── NotMarkedTexts
└── NothingToLearn
"""


class RecognizerError(Exception):
    """A recognizer that was chosen cannot be used."""

    def __str__(self) -> str:
        said = type(self).__doc__ or ""
        return f"{said} {self.args[0]}" if self.args else said


class CannotBeLoaded(RecognizerError):
    """This desk does not start without the recognizers that its settings choose."""


class UnknownRecognizer(RecognizerError):
    """There is no recognizer of this name."""


class NotInstalled(RecognizerError):
    """The packages of this recognizer are not installed. docs/operating.md, "Recognizers", says how."""


class NoModel(RecognizerError):
    """The files of a recognizer's model are not where they should be."""


class ModelIsAnother(RecognizerError):
    """The files of a recognizer's model are not the ones that are pinned. Nothing was loaded: find out why."""


class NotARecognizer(RecognizerError):
    """This is no recognizer of Presidio's that works by itself."""


class NotMarkedTexts(RecognizerError):
    """This is no file of marked texts: JSON lines with a text and its mentions, offsets in code points."""


class NothingToLearn(RecognizerError):
    """These marked texts hold nothing to learn from: no text, or no mention in any."""
