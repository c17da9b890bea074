"""Do the heads serve? Share found by the kit's detector, landmark error, and the recogniser's AUC.

Draws new people (not those of the data file), three views each within 30 degrees of yaw and three within 60.
"""
import argparse

import numpy as np

import faces                                    # the kit's
from . import dataset


def measure(people, first=900_000):
    """{figure: value} over `people` new people."""
    found, errors, vectors, owners = {30: [], 60: []}, [], [], []
    for number in range(first, first + people):
        row = dataset.draw_person(number, 6)
        for index, (picture, marks) in enumerate(zip(row["pictures"], row["landmarks"])):
            face = faces.largest(picture)
            found[30 if index < dataset.FRONTAL else 60].append(face is not None)
            if face is not None:
                errors.append(np.abs(face.landmarks[17:] - marks[17:]).mean())
            if index < dataset.FRONTAL:
                vectors.append(faces.identities(faces.align(picture, marks)[None])[0])
                owners.append(number)
    vectors, owners = np.array(vectors), np.array(owners)
    one, two = np.triu_indices(len(vectors), 1)
    cosines, same = (vectors[one] * vectors[two]).sum(1), owners[one] == owners[two]
    return {"found, yaw within 30": np.mean(found[30]), "found, yaw within 60": np.mean(found[60]),
            "median landmark error, pixels": np.median(errors), "cosine, same person": cosines[same].mean(),
            "cosine, different people": cosines[~same].mean(), "AUC": faces.auc(cosines[same], cosines[~same])}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=30)
    for name, value in measure(parser.parse_args().people).items():
        print(f"{name}: {value:.4f}")


if __name__ == "__main__":
    main()
