"""What a source can choose by name on the command line, and the value that the protocol has for it."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from protocol.consent import Audience, Contact, GivenBy, Period, Place


class ContactChoice(StrEnum):
    NEVER = "never"
    WHEN_I_CHECK_IN = "when-i-check-in"
    NOW = "now"


class PlaceChoice(StrEnum):
    NONE = "none"
    COUNTRY = "country"
    FIRST_LEVEL = "first-level"
    SECOND_LEVEL = "second-level"


class PeriodChoice(StrEnum):
    NONE = "none"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class AudienceChoice(StrEnum):
    NOBODY = "nobody"
    TASK_FORCE = "task-force"
    CONSORTIUM = "consortium"
    UN = "un"
    PUBLIC = "public"


class GivenByChoice(StrEnum):
    MYSELF = "myself"
    ANOTHER_ADULT = "another-adult"
    GUARDIAN = "guardian"


class DaysChoice(StrEnum):
    """Days until a part is destroyed."""

    A_MONTH = "30"
    A_QUARTER = "90"
    A_YEAR = "365"


CONTACTS = MappingProxyType({one: Contact[one.name] for one in ContactChoice})
PLACES = MappingProxyType({one: Place[one.name] for one in PlaceChoice})
PERIODS = MappingProxyType({one: Period[one.name] for one in PeriodChoice})
AUDIENCES = MappingProxyType({one: Audience[one.name] for one in AudienceChoice})
GIVERS = MappingProxyType({one: GivenBy[one.name] for one in GivenByChoice})
