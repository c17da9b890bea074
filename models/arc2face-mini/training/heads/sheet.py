"""Draws a sheet of people to look at."""
import argparse
import time
from pathlib import Path

import cv2
import numpy as np

from .people import plain_view, sample_person, sample_view
from .render import Body, render


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=16)
    parser.add_argument("--views", type=int, default=1)
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--samples", type=int, default=2)
    parser.add_argument("--columns", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="the first view of each from the front in plain light")
    parser.add_argument("--out", default="heads.png")
    options = parser.parse_args()
    pictures, spent = [], [0.0, 0.0]
    for number in range(options.people):
        rng = np.random.default_rng([options.seed, number])
        start = time.process_time()
        body = Body(sample_person(rng))
        spent[0] += time.process_time() - start
        for index in range(options.views):
            view = plain_view() if options.plain and index == 0 else sample_view(rng, 35)
            start = time.process_time()
            pictures.append(render(body, view, options.size, options.samples).picture)
            spent[1] += time.process_time() - start
    rows = [np.hstack(pictures[i:i + options.columns]) for i in range(0, len(pictures), options.columns)]
    Path(options.out).parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(options.out, np.vstack(rows)[:, :, ::-1])
    print(f"{spent[0] / options.people:.2f} s a person, {spent[1] / len(pictures):.2f} s a view; {options.out}")


if __name__ == "__main__":
    main()
