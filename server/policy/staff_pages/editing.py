"""The editor of a draft: settings in typed fields, Cedar texts, lists. What does not hold is shown again as typed.

Nothing is kept of a form in which anything is wrong. A Cedar text is kept as it is: what is wrong with it is found by
the checks, and a draft with such findings is not signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from starlette.responses import Response

from protocol.encoding import Message
from protocol.policy import PolicyBundle
from server.policy.accounts.errors import FormRefused
from server.policy.accounts.sessions import Session
from server.policy.proposals import proposals, typed
from server.policy.proposals.examples import EXAMPLES
from server.policy.proposals.life import Proposal, check_changes
from server.policy.proposals.typed import LISTS, Wrong
from server.policy.staff_pages.calls import Call, field_of, go_to
from server.policy.staff_pages.policy_words import excerpts
from server.policy.staff_pages.proposals import ONE, check_administers, identifier, overseer
from server.policy_checking.findings import File

MOST_TEXT_FORM = 2 * 1024 * 1024
MOST_FIELDS = 128
ON_A_PAGE = 100
_TEXTS = {"cedar_schema": File.SCHEMA, "cedar_policies": File.POLICIES}


# Settings


async def show_settings(call: Call) -> Response:
    session, draft = await _draft(call)
    return _settings(call, session, draft, typed.filled(_all_settings(call), typed.setting_values(draft.contents)), {})


async def take_settings(call: Call) -> Response:
    session, form = await call.session_form(most_fields=MOST_FIELDS)
    check_administers(call, session)
    found = typed.read(_all_settings(call), form)
    draft = await _own(call, session, identifier(form))
    if found.wrong:
        return _settings(call, session, draft, form, found.wrong)
    await proposals.change(
        call.world.zone, draft.id, session.person, lambda one: typed.with_settings(one, found.values)
    )
    return go_to(f"{ONE}?id={draft.id.hex()}")


def _settings(
    call: Call, session: Session, draft: Proposal, form: Mapping[str, str], wrong: Mapping[str, Wrong]
) -> Response:
    groups = typed.settings(call.world.pinned.directory)
    status = 422 if wrong else 200
    return call.page("settings", session, status, one=draft, groups=groups, form=form, wrong=wrong)


def _all_settings(call: Call) -> list[typed.Field]:
    return [one for group in typed.settings(call.world.pinned.directory).values() for one in group]


# Cedar texts


async def show_rules(call: Call) -> Response:
    session, draft = await _draft(call)
    texts = {name: getattr(draft.contents, name) for name in _TEXTS}
    return await _rules(call, session, draft, texts)


async def take_rules(call: Call) -> Response:
    """Keep both texts; or put an example behind the rules, and keep nothing yet."""
    session, form = await call.session_form(most=MOST_TEXT_FORM)
    check_administers(call, session)
    draft = await _own(call, session, identifier(form))
    # A browser ends lines of a form as no file does.
    texts = {name: field_of(form, name).replace("\r\n", "\n") for name in _TEXTS}
    if (example := form.get("example")) is not None:
        if example not in EXAMPLES:
            raise FormRefused
        texts["cedar_policies"] = f"{texts['cedar_policies'].rstrip()}\n\n{EXAMPLES[example]}"
        return await _rules(call, session, draft, texts)
    try:
        changed = _with(draft.contents, texts)
    except ValidationError:
        return await _rules(call, session, draft, texts, too_long=True)
    await proposals.change(call.world.zone, draft.id, session.person, lambda one: _with(one, texts))
    found = await proposals.found_in(call.world.zone, _as(draft, changed))
    if any(one.refuses for one in found):
        return await _rules(call, session, draft, texts, kept=True)
    return go_to(f"{ONE}?id={draft.id.hex()}")


async def _rules(
    call: Call,
    session: Session,
    draft: Proposal,
    texts: Mapping[str, str],
    *,
    too_long: bool = False,
    kept: bool = False,
) -> Response:
    findings = () if too_long else await proposals.found_in(call.world.zone, _as(draft, _with(draft.contents, texts)))
    return call.page(
        "rules",
        session,
        422 if too_long else 200,
        one=draft,
        texts=texts,
        excerpts={name: excerpts(findings, file, texts[name]) for name, file in _TEXTS.items()},
        others=[one for one in findings if one.line is None],
        examples=EXAMPLES,
        too_long=too_long,
        kept=kept,
        bounds={name: _bound(name) for name in _TEXTS},
    )


def _with(draft: PolicyBundle, texts: Mapping[str, str]) -> PolicyBundle:
    """Raises ValidationError where a text is too long."""
    return PolicyBundle(**(dict(draft) | dict(texts)))


def _as(kept: Proposal, contents: PolicyBundle) -> Proposal:
    return Proposal(kept.id, contents.to_bytes(), contents, kept.author, kept.stage, kept.day, (), None)


def _bound(name: str) -> int:
    about: type[Message] = PolicyBundle
    return int(next(one.max_length for one in about.model_fields[name].metadata if hasattr(one, "max_length")))


# Lists


@dataclass(frozen=True, slots=True)
class _Entry:
    """The form below a list: what stands in it, and what is wrong. `before`: the name of the entry that it changes."""

    kind: str
    before: str
    form: Mapping[str, str]
    wrong: Mapping[str, Wrong]
    find: str = ""


async def show_entries(call: Call) -> Response:
    session, draft = await _draft(call)
    query = call.request.query_params
    kind, name = _kind(query), query.get("entry", "")
    values = typed.entry_values(draft.contents, kind, name)
    form = typed.filled(typed.entries(kind, call.world.pinned.directory), values or {})
    return _entries(call, session, draft, _Entry(kind, name if values else "", form, {}, query.get("find", "")))


async def take_entry(call: Call) -> Response:
    """Add an entry, put it in the place of another, or take one out."""
    session, form = await call.session_form(most_fields=MOST_FIELDS)
    check_administers(call, session)
    kind, before = _kind(form), form.get("entry", "")
    draft = await _own(call, session, identifier(form))
    made = _made(call, draft.contents, kind, before, form)
    if not isinstance(made, PolicyBundle):
        return _entries(call, session, draft, _Entry(kind, before, form, made))
    held = {kind: getattr(made, kind)}
    await proposals.change(call.world.zone, draft.id, session.person, lambda one: one.model_copy(update=held))
    return go_to(f"/staff/proposals/entries?id={draft.id.hex()}&list={kind}")


def _made(
    call: Call, draft: PolicyBundle, kind: str, before: str, form: Mapping[str, str]
) -> PolicyBundle | Mapping[str, Wrong]:
    """The draft as the form has it, or what is wrong at which field."""
    if "remove" in form:
        return typed.without_entry(draft, kind, before)
    fields = typed.entries(kind, call.world.pinned.directory)
    found = typed.read(fields, form)
    if found.wrong:
        return found.wrong
    made = typed.with_entry(draft, kind, before, found.values)
    return {fields[0].name: made} if isinstance(made, Wrong) else made


def _entries(call: Call, session: Session, draft: Proposal, entry: _Entry) -> Response:
    name_of, find = LISTS[entry.kind][1], entry.find.strip().lower()[:48]
    names = [name_of(one) for one in getattr(draft.contents, entry.kind)]
    found = [one for one in names if find in one]
    return call.page(
        "entries",
        session,
        422 if entry.wrong else 200,
        one=draft,
        kind=entry.kind,
        names=found[:ON_A_PAGE],
        more=len(found) > ON_A_PAGE,
        all=len(names),
        find=find,
        before=entry.before,
        fields=typed.entries(entry.kind, call.world.pinned.directory),
        form=entry.form,
        wrong=entry.wrong,
    )


def _kind(given: Mapping[str, str]) -> str:
    """Raises FormRefused."""
    kind = field_of(given, "list")
    if kind not in LISTS:
        raise FormRefused
    return kind


async def _draft(call: Call) -> tuple[Session, Proposal]:
    """The draft that its author may change."""
    session = await overseer(call)
    check_administers(call, session)
    return session, await _own(call, session, identifier(call.request.query_params))


async def _own(call: Call, session: Session, wanted: bytes) -> Proposal:
    """Raises NoSuchProposal, NotPossibleNow or NotYourDraft."""
    found = await proposals.find(call.world.zone, wanted)
    check_changes(found, session.person)
    return found
