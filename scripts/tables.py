#!/usr/bin/env python3
"""How long does reading whole reports take beside pandas reading their tables alone?

    python3 -m venv v && v/bin/pip install pandas lxml
    cargo run --release --example nation -- --pages DIR --count 2000
    v/bin/python scripts/tables.py target/release/gouji DIR

`gouji ingest` reads the tables, the prose, the agency and the year of every HTML page of the folder
on all cores, checks them and writes the database; `pandas.read_html` with lxml gets the same pages,
one after the other, on one core, and only makes its data frames. Both are given in seconds of
processor time a page, and by the clock.
"""

import glob
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import pandas


def main():
    gouji, folder = sys.argv[1:3]
    pages = sorted(glob.glob(os.path.join(folder, "*.html")))
    with tempfile.TemporaryDirectory() as place:
        inner = os.path.join(place, "pages")
        os.mkdir(inner)
        for page in pages:
            shutil.copy(page, inner)
        start = time.time()
        subprocess.run(
            [gouji, "--db", os.path.join(place, "pages.db"), "-q", "ingest", inner],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        clock = time.time() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        ours = used.ru_utime + used.ru_stime
    start, began = time.process_time(), time.time()
    read = failed = 0
    for page in pages:
        text = open(page, "rb").read().decode("utf-8", "replace")
        try:
            pandas.read_html(io.StringIO(text), flavor="lxml")
            read += 1
        except ValueError:
            failed += 1
    theirs, their_clock = time.process_time() - start, time.time() - began
    count = len(pages)
    print(f"{count} pages; pandas found tables in {read}, none in {failed}")
    print(f"gouji ingest      {1e3 * ours / count:7.2f} ms of processor time a page, {1e3 * clock / count:7.2f} by the clock")
    print(f"pandas.read_html  {1e3 * theirs / count:7.2f} ms of processor time a page, {1e3 * their_clock / count:7.2f} by the clock")
    print(f"ratio             {theirs / ours:7.1f} by processor time,          {their_clock / clock:7.1f} by the clock")


if __name__ == "__main__":
    main()
