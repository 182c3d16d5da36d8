"""How long reconciling takes as accounts grow, beside a plain join: ``python -m benchmarks.reconciling``.

Corpora are made (``benchmarks.made_accounts``), so nothing need lie outside the repository, and the truth is known. The
peer is what a data frame does in three lines: pandas joins the accounts to themselves on pair of states, type and
month, and what is joined is one event (dates that are vaguer than a month join nothing). It compares every two
accounts of a block, and so grows with the square of the fullest; its pairs are counted, and it is run where they fit
into memory.
Each measurement runs in a process of its own, pinned to one core, in processor seconds; making the corpus and loading
are not counted. With sizes as arguments only those are measured.
"""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.made_accounts import make_accounts, pair_f1
from benchmarks.measure import pin
from dragoman.ids import content_id
from dragoman.model import Account, Event

SIZES = (10_000, 30_000, 100_000)
HEAVY = 12_000
"""How many accounts of one type, two states and one month are among the heavy corpora, at most half."""

FITS = 20_000_000
"""The peer is run when it joins no more pairs than this, which take about 4 GB."""


def run_dragoman(accounts: Sequence[Account]) -> Sequence[Event]:
    """Dragoman: blocking, scoring, grouping, linking."""
    from dragoman.accounts.reconcile import group
    from dragoman.vocab.scheme import load_scheme

    return group(accounts, score=load_scheme().score).events


def peer_frame(accounts: Sequence[Account]) -> object:
    """What the peer joins on: a row for each account whose date tells a month, its states, type and month."""
    import pandas as pd

    rows = [
        (
            one.id,
            "-".join(sorted({party.state for party in (*one.actors, *one.recipients)})),
            one.event_type,
            one.date[:7],
        )
        for one in accounts
        if one.date is not None and len(one.date) >= 7
    ]
    return pd.DataFrame(rows, columns=["id", "states", "type", "month"])


def peer_pairs(accounts: Sequence[Account]) -> int:
    """How many pairs of accounts the peer compares."""
    frame = peer_frame(accounts)
    sizes = frame.groupby(["states", "type", "month"]).size().astype("int64")  # type: ignore[attr-defined]
    return int((sizes * sizes).sum())


def run_pandas(accounts: Sequence[Account]) -> list[tuple[str, ...]]:
    """The peer: a self-join, and the groups that its pairs connect."""
    frame = peer_frame(accounts)
    pairs = frame.merge(frame, on=["states", "type", "month"])  # type: ignore[attr-defined]
    first = pairs.groupby("id_x")["id_y"].min()
    groups: dict[str, list[str]] = {one.id: [] for one in accounts}
    for member, head in first.items():
        groups[head].append(member)
    return [tuple(sorted(members or [head])) for head, members in groups.items() if members or head not in first]


def measure(what: str, size: int, heavy: int) -> dict[str, float]:
    """One measurement: accounts, processor seconds, F1 over pairs, pairs the peer compares, peak memory in MB."""
    made = make_accounts(size, seed=1, heavy=heavy)
    found = {"accounts": len(made.accounts), "peer_pairs": peer_pairs(made.accounts)}
    if what == "pandas" and found["peer_pairs"] > FITS:
        return {**found, "seconds": math.nan, "f1": math.nan, "peak": math.nan}
    run = run_pandas if what == "pandas" else run_dragoman
    run(made.accounts[:200])
    start = time.process_time()
    groups = run(made.accounts)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    events = [one if isinstance(one, Event) else _as_event(one) for one in groups]
    largest = max(len(one.account_ids) for one in events)
    # A group of thousands has millions of pairs: what is wrong with it is known without counting them.
    f1 = pair_f1(events, made.truth)[2] if largest < 2000 else math.nan
    return {**found, "seconds": seconds, "f1": f1, "peak": peak}


def _as_event(members: tuple[str, ...]) -> Event:
    return Event(
        id=content_id("evt", members),
        account_ids=members,
        event_type="",
        mode="",
        actors=(),
        recipients=(),
        date=None,
        place="",
        score=0.0,
        status="asserted",
        standing="uncontested",
    )


def measure_apart(what: str, size: int, heavy: int) -> dict[str, float]:
    """``measure`` in a process of its own."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.reconciling", what, str(size), str(heavy)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{what} {size}: {done.stderr.strip()}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print the table."""
    if len(sys.argv) == 4 and not sys.argv[1].isdigit():
        pin()
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
        return
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    print("made accounts; processor seconds on one core, F1 over pairs of accounts")
    for heavy in (False, True):
        previous: dict[str, float] = {}
        for size in sizes:
            crowd = min(HEAVY, size // 2) if heavy else 0
            ours, peer = (measure_apart(what, size, crowd) for what in ("dragoman", "pandas"))
            line = f"{int(ours['accounts']):>9,} accounts"
            line += f", {crowd:,} of one dyad, type and month" if crowd else ""
            line += f": dragoman {ours['seconds']:.1f} s, F1 {ours['f1']:.3f}, {ours['peak']:,.0f} MB"
            if previous:
                grown = math.log(ours["seconds"] / previous["seconds"]) / math.log(
                    ours["accounts"] / previous["accounts"]
                )
                line += f", growth n^{grown:.2f}"
            print(line)
            line = f"          pandas self-join: {int(peer['peer_pairs']):,} pairs"
            if not math.isnan(peer["seconds"]):
                line += f", {peer['seconds']:.1f} s, F1 {peer['f1']:.3f}"
                line += f"; dragoman takes {ours['seconds'] / peer['seconds']:.1f} x its time"
            else:
                line += ", too many to run"
            print(line, flush=True)
            previous = ours


if __name__ == "__main__":
    main()
