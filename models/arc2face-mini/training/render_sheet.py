"""Draws a sheet of people to look at: one row each, the first picture from the front in plain light."""
import argparse
import time

import cv2
import numpy as np

import paths
import people
import renderer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=6)
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sheet", default="people.png", help="file name in TRAINING/sheets")
    options = parser.parse_args()
    paths.make_folders()
    rng, rows, start = np.random.default_rng(options.seed), [], time.process_time()
    for _ in range(options.rows):
        person = people.sample_person(rng)
        views = [people.plain_view()] + [people.sample_view(rng) for _ in range(options.columns - 1)]
        rows.append(np.hstack([renderer.render(person, view, options.size).picture for view in views]))
    seconds = (time.process_time() - start) / (options.rows * options.columns)
    cv2.imwrite(str(paths.SHEETS / options.sheet), np.vstack(rows)[:, :, ::-1])
    print(f"{1000 * seconds:.1f} ms a picture; {paths.SHEETS / options.sheet}")


if __name__ == "__main__":
    main()
