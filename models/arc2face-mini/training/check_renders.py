"""Do the renders serve? Share found by the detector, landmark error, and the recogniser's AUC.

Draws new people (not those of the training set), three views each within 30 degrees of yaw and three within 60.
"""
import argparse

import numpy as np

import dataset
import faces
import people
import renderer


def _views(rng):
    return [people.sample_view(rng, 30, .6) for _ in range(3)] + [people.sample_view(rng, 60, .75) for _ in range(3)]


def cosines(vectors, owners):
    """Cosines of all pairs, split into (same person, different people)."""
    similarity, first, second = vectors @ vectors.T, *np.triu_indices(len(vectors), 1)
    same = owners[first] == owners[second]
    return similarity[first, second][same], similarity[first, second][~same]


def measure(persons, seed):
    """{figure: value} over `persons` new people."""
    found, errors, vectors, owners = {30: [], 60: []}, [], [], []
    for number in range(persons):
        rng = np.random.default_rng([seed, number])
        person = people.sample_person(rng)
        for index, view in enumerate(_views(rng)):
            drawn = renderer.render(person, view, dataset.SIZE)
            face = faces.largest(drawn.picture)
            found[30 if index < 3 else 60].append(face is not None)
            if face is not None:
                errors.append(np.abs(face.landmarks[17:] - drawn.landmarks[17:]).mean())
            if index < 3:
                vectors.append(faces.identities(faces.align(drawn.picture, drawn.landmarks)[None])[0])
                owners.append(number)
    same, different = cosines(np.array(vectors), np.array(owners))
    return {"found, yaw within 30": np.mean(found[30]), "found, yaw within 60": np.mean(found[60]),
            "median landmark error, pixels": np.median(errors), "cosine, same person": same.mean(),
            "cosine, different people": different.mean(), "AUC": faces.auc(same, different)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=50)
    parser.add_argument("--seed", type=int, default=99)
    options = parser.parse_args()
    for name, value in measure(options.persons, options.seed).items():
        print(f"{name}: {value:.4f}")


if __name__ == "__main__":
    main()
