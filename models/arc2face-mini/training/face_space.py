"""Makes models/space/people.npz: mean and principal axes of the identities of the drawn people in TRAINING/data.

    python face_space.py --axes 96

A person's identity is the mean of the unit vectors of the views within 30 degrees of yaw, brought to unit length. Prints what
models/space/README.md tells of them.
"""
import argparse
import hashlib

import numpy as np

import dataset
import faces
import paths
from identity_space import normalise

LENGTHS = 300                           # people whose embeddings' length is measured; the kit keeps unit vectors


def mean_length(data):
    """The mean length of the recogniser's answers before they are brought to unit length."""
    crops = [faces.align(*seen) for seen in zip(data.pictures[:LENGTHS, 0], data.landmarks[:LENGTHS, 0])]
    return np.linalg.norm(faces.embeddings(crops), axis=1).mean()


def cosines(identities):
    """Mean, 1 % and 99 % of the cosines of all pairs of different people."""
    all_pairs = identities @ identities.T
    pairs = all_pairs[~np.eye(*all_pairs.shape, dtype=bool)]
    return [round(float(x), 3) for x in (pairs.mean(), *np.percentile(pairs, [1, 99]))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--axes", type=int, default=96)
    options = parser.parse_args()
    data = dataset.Dataset()
    identities = normalise(data.identities[data.done == 1].astype(np.float64).mean(1))
    mean = identities.mean(0)
    _, values, axes = np.linalg.svd(identities - mean, full_matrices=False)
    deviations = values / np.sqrt(len(identities) - 1)
    axes = axes[:options.axes]
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(1)])[:, None]
    variance = (deviations ** 2).sum()
    deviations = deviations[:options.axes]
    about = [variance, len(identities), mean_length(data)]
    digest = hashlib.sha256((paths.MODEL / "recognizer.onnx").read_bytes()).digest()
    arrays = dict(mean=[mean], axes=axes, deviations=[deviations], about=[about], recogniser=[list(digest)])
    folder = paths.MODEL.parent / "space"
    np.savez_compressed(folder / "people.npz", **{name: np.array(a, np.float32) for name, a in arrays.items()})
    drawn = np.random.default_rng(0).normal(0, 1, (1000, len(axes))) * deviations @ axes + mean
    drawn = normalise(drawn)
    nearest = identities @ identities.T - 2 * np.eye(len(identities))
    print(f"length of the mean {np.linalg.norm(mean):.3f}, people {len(identities)}, length of embeddings {about[2]:.2f}")
    print(f"variance: first ten {(deviations[:10] ** 2).sum() / variance:.3f}, all {(deviations ** 2).sum() / variance:.3f}")
    print("cosines of people", cosines(identities), "of drawn ones", cosines(drawn))
    print(f"nearest: drawn {(drawn @ identities.T).max(1).mean():.3f}, people {nearest.max(1).mean():.3f}")


if __name__ == "__main__":
    main()
