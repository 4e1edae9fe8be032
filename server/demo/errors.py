"""Why the demo could not go on."""


class DemoError(Exception):
    """The demo could not go on."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


class DidNotStart(DemoError):
    """A zone did not start in time."""


class StepFailed(DemoError):
    """A step of the journey did not end as it must."""
