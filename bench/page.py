"""What the reporter's page costs in this machine's Chromium: `leeward bench page`. Goals: decision 23.

Each act is done with what the browser has of its own, with the libraries alone, and with either where scripts are not
compiled (as in Tor Browser's "Safer"). Beside it stands its limit in the same run: the bare operations of the same
libraries, as many and as large. Then the page is opened on a slow line, beside what that line alone needs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from bench.slow_line import GOAL as LINE_GOAL
from bench.slow_line import measured as slow_line_measured
from tests.clients.web.chromium import WITHOUT_JIT, OnePage, bundle, lacking, running
from tests.clients.web.intake import Intake
from tests.clients.web.modules import told
from tests.worlds import Consortium, make_consortium

ROUNDS = 15
MEGABYTES = 10
GOALS = {("native", True): 50.0, ("library", False): 300.0}
"""Milliseconds to seal 2 KB to 4 of 7 and two desks, by what is used and whether scripts are compiled."""
STREAM_GOAL = 20.0
"""Megabytes of files a second."""
SEAL = """async ([by, rounds, compartment, directory]) => {
  const { sealing, receipt, control, consent, primitives } = leeward.modules;
  const tools = await leeward.chosen[by];
  const median = (all) => all.sort((a, b) => a - b)[all.length >> 1];
  const timed = async (act) => {
    const all = [];
    for (let round = 0; round < rounds; round += 1) {
      const begun = performance.now();
      await act(round);
      all.push(performance.now() - begun);
    }
    return median(all);
  };
  const held = await leeward.revived([compartment, directory]);
  const [to, trusted] = held;
  const text = new Uint8Array(2048);
  const whole = async (round) => {
    const one = await receipt.onePart(new receipt.Receipt(new Uint8Array(16)), "testimony", round);
    const given = await consent.give(one.seed, consent.profileTerms("summary-coarse", 20778), 20778);
    await sealing.sealPart(tools, trusted, to, one, control.writeControl(one, given, null), text, 0);
  };
  const keys = [...to.seats, ...to.desks].map((one) => one.seal_key);
  keys.push(to.recovery_key, trusted.vault_seal_key);
  const bare = async () => {
    for (const key of keys) {
      const parsed = await tools.suite.DeserializePublicKey(key);
      await tools.suite.Seal(parsed, new Uint8Array(33), { info: new Uint8Array(60) });
    }
  };
  await whole(0);
  return { part: await timed(whole), boxes: await timed(bare), own: tools.own };
}"""

STREAM = """async ([by, megabytes]) => {
  const { stream } = leeward.modules;
  const tools = await leeward.chosen[by];
  const body = new Uint8Array(megabytes * 1e6);
  const cipher = await tools.cipher(new Uint8Array(32));
  const begun = performance.now();
  await stream.sealStream(tools, new Uint8Array(32), new Uint8Array(32), body);
  const sealed = performance.now();
  for (let at = 0; at < body.length; at += 65536) {
    await cipher.seal(new Uint8Array(12), new Uint8Array(32), body.subarray(at, at + 65536));
  }
  const bare = performance.now();
  return { stream: (1000 * megabytes) / (sealed - begun), cipher: (1000 * megabytes) / (bare - sealed) };
}"""

WORK = """async () => {
  const { work } = leeward.modules;
  const rate = async (search) => {
    const one = search(new Uint8Array(32), 32);
    await one(new Uint8Array(8), 20000);
    const begun = performance.now();
    let tries = 0;
    while (performance.now() - begun < 1000) {
      await one(new Uint8Array(8), 8000);
      tries += 8000;
    }
    return Math.round((1000 * tries) / (performance.now() - begun));
  };
  return { here: await rate(work.searchHere), natively: await rate(work.searchNatively) };
}"""


def run(say: Callable[[str], None]) -> dict[str, Any]:
    """The part is the one that is sealed natively; `slow_` is what the libraries take where nothing is compiled."""
    if what := lacking():
        sys.exit(f"This machine lacks {what}.")
    rows = _rows(say)
    say("a slow line")
    with running() as browser:
        slow_line = slow_line_measured(browser)
    native, slow = _row(rows, "native", compiled=True), _row(rows, "library", compiled=False)
    return {
        "figure": native["part_ms"],
        "limit": native["its_boxes_alone_ms"],
        "ratio": native["part_ms"] / native["its_boxes_alone_ms"],
        "goal": GOALS["native", True],
        "slow_ms": slow["part_ms"],
        "slow_limit_ms": slow["its_boxes_alone_ms"],
        "slow_ratio": slow["part_ms"] / slow["its_boxes_alone_ms"],
        "slow_goal": GOALS["library", False],
        "stream_mb_s": native["stream_mb_s"],
        "cipher_mb_s": native["its_cipher_alone_mb_s"],
        "stream_ratio": native["stream_mb_s"] / native["its_cipher_alone_mb_s"],
        "stream_goal": STREAM_GOAL,
        "line_s": slow_line["usable_s"],
        "line_limit_s": slow_line["line_s"],
        "line_ratio": slow_line["ratio"],
        "line_goal": LINE_GOAL,
        "rows": [*rows, slow_line],
    }


def _row(rows: list[dict[str, Any]], by: str, *, compiled: bool) -> dict[str, Any]:
    return next(row for row in rows if row.get("by") == by and row["compiled"] is compiled)


def _rows(say: Callable[[str], None]) -> list[dict[str, Any]]:
    consortium = make_consortium(quorums=(4, 5, 5))
    script, rows = bundle(), []
    for compiled in (True, False):
        say("scripts compiled" if compiled else "scripts not compiled")
        with running(*(() if compiled else (WITHOUT_JIT,))) as browser:
            intake = Intake(consortium, script)
            page = browser.opened(intake.url)
            rows.extend(
                {"by": by, "compiled": compiled, **_measured(page, consortium, by, compiled=compiled)}
                for by in ("native", "library")
            )
            rows.append({"work": page.evaluate(WORK), "compiled": compiled})
            intake.stop()
    return rows


def _measured(page: OnePage, consortium: Consortium, by: str, *, compiled: bool) -> dict[str, Any]:
    known = consortium.directory
    directory = {**known.contents.model_dump(mode="python"), "hash": known.hash, "stale": False}
    compartment = directory["compartments"][0]
    sealed = page.evaluate(SEAL, [by, ROUNDS, told(compartment), told(directory)])
    flowed = page.evaluate(STREAM, [by, MEGABYTES if compiled or by == "native" else 2])
    return {
        "part_ms": round(sealed["part"], 1),
        "its_boxes_alone_ms": round(sealed["boxes"], 1),
        "goal_ms": GOALS.get((by, compiled)),
        "stream_mb_s": round(flowed["stream"], 1),
        "its_cipher_alone_mb_s": round(flowed["cipher"], 1),
        "own": sealed["own"],
    }
