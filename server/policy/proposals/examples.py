"""Worked examples of access rules, to read or to put behind a draft's own: each fits the schema that is shipped.

What each one does is told in the pages' languages, under its name.
"""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, str] = {
    "suspend-person": """\
@id("nobody-called-amara-reads")
forbid (principal, action, resource)
when { principal.person == "amara" };
""",
    "organisation-not-here": """\
@id("acacia-reads-nothing-of-xa")
forbid (
  principal is Analyst,
  action == Action::"read_summaries",
  resource in Country::"xa"
) when { principal.organisation == "acacia" };
""",
    "public-reader": """\
@id("public-reader")
permit (
  principal is Analyst in ?principal,
  action == Action::"read_summaries",
  resource in ?resource
) when { resource.audience == "public" };
""",
    "no-advocacy": """\
@id("nothing-is-opened-for-advocacy")
forbid (
  principal,
  action in [Action::"request_opening", Action::"approve_opening"],
  resource
) when { resource.aim == "advocacy" };
""",
    "curators-of-one-house": """\
@id("curators-of-the-consortium-alone-request")
forbid (
  principal is Curator,
  action == Action::"request_opening",
  resource
) unless { principal.organisation == "consortium" };
""",
}
