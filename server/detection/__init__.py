"""What in a text may point at a person: patterns, capitals, and an honest "I cannot read this".

Shared by the desk, which proposes spans to a curator, and by release, which scans again without trusting
the desk (docs/decisions/0004-detector-place.md). Pure: text in, spans out; nothing is read, kept or logged.

    text ─► reading ─► writing, languages ──cannot be followed──► held: one span over everything
                └────► patterns, capitals, propagation ─► spans

A span is a proposal to a person. No span is no proof that a text is safe: with nine in ten identifiers
masked, a subject usually stays identifiable. A summary is written anew, never by blacking out a report.
"""
