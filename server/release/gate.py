"""The gate: every rule that a summary must pass before it is released, in one look. SPEC 16.4.

Pure: `Facts` in, one `Verdict` a rule out. All rules run, whatever the others said, and each is reported. They run
twice: when a summary is handed over, and again at the epoch that would release it.

Rules of this file
* A rule passes only by saying in words what holds; `_need` ends it otherwise. Nothing passes by default.
* A rule that raises anything else could not be evaluated, and fails.
* Reasons are fixed sentences: nothing of a summary, a key or a name stands in them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from protocol.consent import Aim, Audience, Period, Place
from protocol.errors import ProtocolError
from protocol.periods import first_day
from protocol.policy import ReleaseRules
from protocol.primitives import same
from protocol.release import MAX_WORDS, TLP_REACH, EventType, SourceBand
from server.detection.places import names_any
from server.detection.residual import remaining_identifiers
from server.detection.spans import Kind
from server.detection.wording import LANGUAGES, mixes_likelihood_and_confidence
from server.release.facts import Facts, Fails

SHUT_TO_ALL = 2**52 - 1
"""Every body there is or will be: a consent's default, with which nobody may read."""
READERS_AIM = Aim.EARLY_WARNING
"""What everybody who reads here reads for. A summary cleared for another purpose has no reader here."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule said, and why, in a sentence for the desk."""

    rule: str
    passed: bool
    reason: str


def access(facts: Facts) -> str:
    _need(facts.allowed, "The access rules in force do not let this desk hand it over.")
    return "The access rules let this desk hand it over."


def vocabulary(facts: Facts) -> str:
    summary = facts.summary
    compartment = facts.directory.compartment(facts.clearance.compartment)
    _need(facts.area.country == compartment.country, "The area is in another country than the compartment.")
    _need(first_day(summary.period) <= facts.today, "The period has not begun yet.")
    _need(summary.words() <= MAX_WORDS, "Title, bottom line and gaps have more than 150 words together.")
    _need(summary.language in LANGUAGES, "Sentences in this language cannot be judged here.")
    mixed = any(mixes_likelihood_and_confidence(text, summary.language) for text in facts.texts)
    _need(not mixed, "One sentence says both how likely and how confident. Say them apart.")
    return "Fields are coded, words are few, and likelihood and confidence stand apart."


def curator_and_reviewer(facts: Facts) -> str:
    _need(len(facts.attestations) == 2, "Both desks must sign.")
    return "Two people at two desks of the compartment signed for this summary."


def attestation(facts: Facts) -> str:
    for one in facts.attestations:
        _need(one.shared_runs == 0, "The summary shares runs of words with an original. Write them anew.")
        _need(one.identifiers == 0, "A desk still finds identifiers in the summary.")
    return "Neither desk found words of an original or an identifier."


def residual_scan(facts: Facts) -> str:
    allowed = [area.name for area in facts.policy.contents.areas if area.level <= facts.area.level]
    for text in facts.texts:
        found = remaining_identifiers(text, facts.summary.language, allowed=allowed)
        _need(not any(span.kind is Kind.HELD for span in found), "The detector cannot follow the words.")
        _need(not found, "An identifier is left in the words.")
    return "Release's own scan found no identifier."


def clearance(facts: Facts) -> str:
    _need(facts.directory_known, "The clearance names a directory that was never in force here.")
    _need(same(facts.clearance.commitment, facts.commitment), "The vault's clearance is for another summary.")
    _need(facts.clearance.day <= facts.today + 1, "The clearance is from the future.")
    _need(not facts.spent, "This summary was released before and has left. It does not come back.")
    return "The vault cleared exactly this summary."


def audience(facts: Facts) -> str:
    circle = facts.clearance.audience
    _need(circle > Audience.NOBODY, "The clearance names no circle that may read.")
    _need(circle <= facts.rules.widest_audience, "The circle is wider than the policy allows.")
    _need(TLP_REACH[facts.summary.tlp] <= circle, "The TLP marking would let readers carry it out of their circle.")
    return "The circle is no wider than sources and policy allow, and the marking keeps to it."


def precision(facts: Facts) -> str:
    summary, leave = facts.summary, facts.clearance
    place, period = _finest(facts.rules, sensitive=leave.sensitive)
    sensitive = summary.minors_or_sexual_violence or summary.event_type is EventType.SEXUAL_VIOLENCE
    _need(leave.sensitive or not sensitive, "Minors or sexual violence: the clearance does not say so.")
    _need(Place.NONE < facts.area.level <= min(place, leave.place), "The place is finer than is allowed.")
    _need(summary.period_precision() <= min(period, leave.period), "The period is finer than is allowed.")
    finer = [area.name for area in facts.policy.contents.areas if area.level > facts.area.level]
    coarser = [area.name for area in facts.policy.contents.areas if area.level <= facts.area.level]
    _need(not any(names_any(text, finer, coarser) for text in facts.texts), "The words name a finer place.")
    return "Place and period are as coarse as sources and policy ask."


def purpose(facts: Facts) -> str:
    _need(facts.clearance.aim is READERS_AIM, "It was cleared for a purpose that nobody who reads here has.")
    return "It was cleared for early warning, which is what is read here for."


def expiry(facts: Facts) -> str:
    ends, leave = facts.summary.valid_until, facts.clearance
    _need(leave.expiry <= facts.rules.longest_expiry, "The policy lets releases stand for less long.")
    _need(facts.today <= ends, "It has ended.")
    _need(ends <= leave.day + leave.expiry, "It would stand longer than it was cleared for.")
    return "It ends within the time it was cleared for; the vault checked that no embargo holds."


def never_to(facts: Facts) -> str:
    shut_out = facts.shut_out
    _need(shut_out != SHUT_TO_ALL, "A source shut everyone out.")
    _need(not shut_out or facts.clearance.audience < Audience.PUBLIC, "What is public reaches bodies shut out.")
    return "Bodies that sources or the policy shut out will not be able to read it."


def policy(facts: Facts) -> str:
    version, now = facts.clearance.policy, facts.policy.contents.version
    _need(version <= now, "It was cleared under a policy that has not come here yet. Try again soon.")
    then = facts.rules if version == now else facts.rules_then
    if then is None:
        raise Fails("It was cleared under a policy that was never in force here.")
    _need(_counts_at_least(then, facts.rules), "It was cleared under weaker rules than those in force. Ask again.")
    return "It was cleared under rules at least as strict as those in force."


def predecessor(facts: Facts) -> str:
    named = facts.summary.predecessor
    _need(named == facts.clearance.predecessor, "Summary and clearance name different predecessors.")
    _need(not facts.another_waits, "Another summary waits for this area, period and event type.")
    # Also one that has left: readers remember it, and subtract.
    _need(named is not None or facts.last is None, "One was released for this area, period and type: name the last.")
    _need(named == facts.last, "The predecessor it names is not the last that was released there.")
    return "It follows the last that was released for its area, period and event type, or is the first."


def beside(facts: Facts) -> str:
    if facts.beside is None:
        raise Fails("What was released beside it cannot be told.")
    # Neither fewer, which nobody compared it with, nor more: what was never released hides what was.
    _need(facts.clearance.beside == facts.beside, "Something else was released beside it since. Write it anew.")
    return "The vault compared it with all that was released for areas and periods that touch its own."


def urgent_way(facts: Facts) -> str:
    # Two approvers beside the curator, and named readers: a submission carries neither yet, so nothing shows them.
    _need(not facts.clearance.urgent, "The urgent way asks for two approvers, and nothing here shows them.")
    _need(facts.clearance.band is not SourceBand.ONE_URGENT, "One source suffices on the urgent way alone.")
    return "It goes the ordinary way."


def epoch(facts: Facts) -> str:
    # No fact can hurry it: epochs.py alone releases, at the times that the policy sets.
    return f"It waits for the next epoch; they come every {facts.rules.epoch_seconds} seconds."


Rule = Callable[[Facts], str]
"""Says why it passes; raises Fails with the reason why not."""

RULES: tuple[tuple[str, Rule], ...] = (
    ("access", access),
    ("vocabulary", vocabulary),
    ("curator-and-reviewer", curator_and_reviewer),
    ("attestation", attestation),
    ("residual-scan", residual_scan),
    ("clearance", clearance),
    ("audience", audience),
    ("precision", precision),
    ("purpose", purpose),
    ("expiry", expiry),
    ("never-to", never_to),
    ("policy", policy),
    ("predecessor", predecessor),
    ("beside", beside),
    ("urgent-way", urgent_way),
    ("epoch", epoch),
)


def run_gate(facts: Facts, rules: Sequence[tuple[str, Rule]] = RULES) -> tuple[Verdict, ...]:
    """Every rule's verdict, in order. Never raises."""
    return tuple(_judge(name, rule, facts) for name, rule in rules)


def passes(verdicts: Sequence[Verdict]) -> bool:
    """Only where there are rules and each of them passed."""
    return bool(verdicts) and all(verdict.passed for verdict in verdicts)


def _judge(name: str, rule: Rule, facts: Facts) -> Verdict:
    try:
        return Verdict(name, passed=True, reason=rule(facts))
    except (Fails, ProtocolError) as why:
        return Verdict(name, passed=False, reason=str(why))
    except Exception:  # noqa: BLE001 - whatever it was: what cannot be evaluated does not pass
        return Verdict(name, passed=False, reason="This rule could not be evaluated, so it fails.")


def _need(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - a condition, and what to say without it
    if not holds:
        raise Fails(otherwise)


def _finest(rules: ReleaseRules, *, sensitive: bool) -> tuple[Place, Period]:
    if not sensitive:
        return rules.finest_place, rules.finest_period
    return min(rules.finest_place, rules.sensitive_place), min(rules.finest_period, rules.sensitive_period)


def _counts_at_least(then: ReleaseRules, now: ReleaseRules) -> bool:
    """Whether the vault counted as strictly then as it would now; all else is measured against the rules in force."""
    names = ("k", "sensitive_k", "partners", "left_without_any_partner")
    return all(getattr(then, name) >= getattr(now, name) for name in names)
