"""What detection refuses. None of these says a word of the text it was given.

DetectionError
├── NotASpan
├── TextTooLong
├── SummaryTooLong
└── RecognizerFailed
"""


class DetectionError(Exception):
    """This text could not be searched for identifiers."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class NotASpan(DetectionError):
    """A span needs a start before its end, a confidence above 0 and up to 1, and no overlap with another."""


class TextTooLong(DetectionError):
    """The text is longer than 1,048,576 characters. Split it, and search the pieces."""


class SummaryTooLong(DetectionError):
    """The summary is longer than 16,384 characters. A summary has at most 150 words."""


class RecognizerFailed(DetectionError):
    """A recognizer that was plugged in could not read this text."""
