#!/usr/bin/env python3
"""How long pandas takes to read the tables of HTML pages, and nothing else of them.

    python3 -m venv v && v/bin/pip install pandas lxml
    v/bin/python scripts/tables.py [--every N] FOLDER

`pandas.read_html` with lxml gets the text of each page, or of every Nth, one after the other on one
core, and makes its data frames. Prints the median of three rounds in milliseconds a page: by the clock,
and of processor time. `cargo bench --bench country` calls it for the pages that it has gouji take in.
"""

import argparse
import glob
import io
import os
import statistics
import sys
import time

import pandas


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--every", type=int, default=1)
    args = parser.parse_args()
    paths = sorted(glob.glob(os.path.join(args.folder, "*.html")))[:: args.every]
    texts = [open(path, "rb").read().decode("utf-8", "replace") for path in paths]
    clocks, processors = [], []
    for _ in range(3):
        clock, processor = time.perf_counter(), time.process_time()
        for path, text in zip(paths, texts):
            if len(pandas.read_html(io.StringIO(text), flavor="lxml")) < 1:
                return f"{path}: no tables"
        clocks.append((time.perf_counter() - clock) * 1e3 / len(texts))
        processors.append((time.process_time() - processor) * 1e3 / len(texts))
    print(f"{statistics.median(clocks):.4f} {statistics.median(processors):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
