#!/usr/bin/env python3
"""Draws what was measured: benches/results/*.csv into docs/charts/*.svg.

    python3 -m venv target/charts && target/charts/bin/pip install -r benches/charts.requirements.txt
    target/charts/bin/python benches/charts.py [--results FOLDER] [--out FOLDER] [--format svg|png] [CHART ...]

Charts: signatures (peers.csv, by benches/peers.sh), growth (http-growth.csv) and soak (http-soak-memory.csv), both by
benches/http.sh. A chart whose figures are not there is named, and the exit code is 1; the others are drawn all the same.
"""

import argparse
import csv
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

BENCHES = Path(__file__).resolve().parent
# The colours of the badge page. Ours are drawn in the first, what they are compared with in the second.
NAVY, STEEL, AMBER = "#0b2a6b", "#8a97ad", "#b36b00"
INK, SOFT, LINE = "#17223b", "#4c5870", "#d5dbe8"


class Missing(Exception):
    """Figures that a chart needs and that are not there."""


def rows(path):
    """The lines of a CSV as dictionaries; lines that begin with `#` say where it was measured."""
    if not path.exists():
        raise Missing(f"{path} is missing")
    with path.open(newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def count(number):
    """A number of things as people say it: 10, 10 thousand, 1 million."""
    for size, name in ((1_000_000, "million"), (1_000, "thousand")):
        if number >= size:
            return f"{number / size:g} {name}"
    return f"{number:g}"


def plain(axis):
    """Numbers instead of powers of ten, and no small ticks."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axis.set_minor_locator(NullLocator())


def signatures(results):
    """Signing and verifying by each stack, in raw signatures of the same process."""
    table = rows(results / "peers.csv")
    figure, panels = plt.subplots(1, 2, figsize=(9, 2.9), sharex=True, sharey=True)
    names = [row["by"] for row in table if row["operation"] == "sign" and row["by"] != "ed25519-dalek"]
    if not names:
        raise Missing(f"{results / 'peers.csv'} has no stacks")
    titles = {"sign": "Sign a badge", "verify": "Verify a badge"}
    for panel, (operation, title) in zip(panels, titles.items(), strict=True):
        times = {row["by"]: float(row["times_raw"]) for row in table if row["operation"] == operation}
        micros = {row["by"]: float(row["micros"]) for row in table if row["operation"] == operation}
        for place, name in enumerate(reversed(names)):
            colour = NAVY if name == "badgewright" else STEEL
            panel.barh(place, times[name] - 1, left=1, height=0.6, color=colour)
            digits = 1 if times[name] < 10 else 0
            panel.annotate(f"{times[name]:.{digits}f}×  ({micros[name]:,.0f} µs)", (times[name], place), xytext=(4, 0),
                           textcoords="offset points", va="center", color=INK)
        panel.set_title(f"{title} (ed25519-dalek alone: {micros['ed25519-dalek']:.1f} µs)")
        panel.set_xscale("log")
        panel.set_xlim(1, 3000)
        panel.set_yticks(range(len(names)), reversed(names))
        panel.set_xlabel("× raw Ed25519 in the same process (log scale)")
        panel.tick_params(axis="y", length=0)
        panel.grid(axis="y", visible=False)
        plain(panel.xaxis)
    return figure


def growth(results):
    """How long issuing and reading wait as the store grows."""
    measured = {}
    for row in rows(results / "http-growth.csv"):
        size, _, act = row["case"].partition("-")
        if act in ("read", "read-often", "issue") and row["measure"] in ("p50", "p99"):
            measured.setdefault((act, row["measure"]), []).append((int(size), float(row["value"])))
    figure, panel = plt.subplots(figsize=(7, 3.6))
    series = [("issue", "p99", AMBER, "--", "issue, p99"), ("issue", "p50", AMBER, "-", "issue, p50"),
              ("read", "p50", NAVY, "--", "read any of them, p50"), ("read-often", "p50", NAVY, "-", "read 200 again and again, p50")]
    for act, measure, colour, style, name in series:
        if (act, measure) not in measured:
            raise Missing(f"{results / 'http-growth.csv'} has no {measure} of {act}")
        sizes, times = zip(*sorted(measured[act, measure]), strict=True)
        panel.plot(sizes, times, style, color=colour, marker="o", markersize=4)
        panel.annotate(name, (sizes[-1], times[-1]), xytext=(8, 0), textcoords="offset points", va="center",
                       color=colour)
        for size, time in zip(sizes, times, strict=True):
            panel.annotate(f"{time:.2g}", (size, time), xytext=(0, -13 if act == "read-often" else 5), textcoords="offset points",
                           ha="center", color=SOFT, fontsize=8)
    panel.set_xscale("log")
    panel.set_yscale("log")
    panel.set_xticks(sizes, [count(size) for size in sizes])
    panel.set_xlabel("badges in the store (log scale)")
    panel.set_ylabel("ms a request (log scale)")
    panel.set_title("Time of a request with more and more badges, 64 connections")
    panel.margins(y=0.15)
    panel.xaxis.set_minor_locator(NullLocator())
    panel.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    plain(panel.yaxis)
    return figure


def soak(results):
    """Memory under everything at once, and how many badges there are meanwhile."""
    table = rows(results / "http-soak-memory.csv")
    if not table:
        raise Missing(f"{results / 'http-soak-memory.csv'} has no figures")
    minutes = [float(row["second"]) / 60 for row in table]
    figure, (upper, lower) = plt.subplots(2, 1, figsize=(7, 4), sharex=True, height_ratios=[3, 1])
    upper.plot(minutes, [float(row["memory_mb"]) for row in table], color=NAVY)
    upper.set_title("Memory under reading and verifying, and in the first half issuing")
    upper.set_ylabel("resident memory, MB")
    lower.plot(minutes, [float(row["badges"]) / 1_000 for row in table], color=STEEL)
    lower.set_ylabel("badges,\nthousands")
    lower.set_xlabel("minutes")
    for panel in (upper, lower):
        panel.set_ylim(bottom=0)
        panel.set_xlim(0, minutes[-1])
    return figure


CHARTS = {"signatures": signatures, "growth": growth, "soak": soak}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("charts", nargs="*", metavar="CHART", help=f"of {', '.join(CHARTS)}; all, if none is named")
    parser.add_argument("--results", type=Path, default=BENCHES / "results")
    parser.add_argument("--out", type=Path, default=BENCHES.parent / "docs" / "charts")
    parser.add_argument("--format", choices=["svg", "png"], default="svg")
    asked = parser.parse_args()
    unknown = set(asked.charts) - set(CHARTS)
    if unknown:
        parser.error(f"there is no chart {', '.join(sorted(unknown))}")
    plt.rcParams.update({
        "axes.edgecolor": LINE, "axes.grid": True, "axes.labelcolor": SOFT, "axes.spines.right": False, "axes.spines.top": False,
        "axes.axisbelow": True, "axes.titlecolor": INK, "axes.titlelocation": "left", "axes.titlesize": 10, "font.size": 9,
        "grid.color": LINE, "grid.linewidth": 0.6, "lines.linewidth": 1.8, "xtick.color": SOFT, "ytick.color": INK,
        "figure.facecolor": "white", "figure.constrained_layout.use": True, "savefig.facecolor": "white",
        # The same figures give the same file.
        "svg.hashsalt": "badgewright", "svg.fonttype": "none", "font.family": "sans-serif",
    })
    asked.out.mkdir(parents=True, exist_ok=True)
    missing = 0
    for name in asked.charts or CHARTS:
        path = asked.out / f"{name}.{asked.format}"
        try:
            figure = CHARTS[name](asked.results)
        except Missing as why:
            print(f"{name}: not drawn, {why}", file=sys.stderr)
            missing += 1
            continue
        figure.savefig(path, dpi=150, metadata={"Date": None} if asked.format == "svg" else None)
        plt.close(figure)
        print(path)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
