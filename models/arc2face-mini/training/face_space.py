"""Makes models/space/people.npz: mean and principal axes of the identities of people who are drawn for it alone.

    python face_space.py --people 1500 --axes 96

Each person is drawn from a fixed seed that the training set does not use, and seen in two views within 30 degrees of
yaw; the identity is the mean of the two unit vectors, brought to unit length. Ten minutes on one core.
"""
import argparse
import hashlib

import numpy as np

import faces
import paths
import people
import renderer

SEED = 20265
VIEWS = 2


def embeddings(number):
    """The recogniser's answers [VIEWS, 512] for one person, not normalised."""
    rng = np.random.default_rng([SEED, number])
    person = people.sample_person(rng)
    crops = []
    for _ in range(VIEWS):
        drawn = renderer.render(person, people.sample_view(rng, 30, .6), 128)
        crops.append(faces.align(drawn.picture, drawn.landmarks))
    inputs = (np.asarray(crops, np.float32)[..., ::-1] - 127) / 128
    session = faces._session("recognizer.onnx")
    return np.concatenate([session.run(None, {"input": np.ascontiguousarray(crop.transpose(2, 0, 1)[None])})[0]
                           .reshape(1, -1) for crop in inputs])


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--axes", type=int, default=96)
    options = parser.parse_args()
    answers = np.stack([embeddings(number) for number in range(options.people)]).astype(np.float64)
    identities = unit(unit(answers).mean(1))
    mean = identities.mean(0)
    _, values, axes = np.linalg.svd(identities - mean, full_matrices=False)
    deviations = values / np.sqrt(options.people - 1)
    axes = axes[:options.axes]
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(1)])[:, None]
    about = [(deviations ** 2).sum(), options.people, np.linalg.norm(answers, axis=-1).mean()]
    digest = hashlib.sha256((paths.MODEL / "recognizer.onnx").read_bytes()).digest()
    arrays = dict(mean=[mean], axes=axes, deviations=[deviations[:options.axes]], about=[about],
                  recogniser=[list(digest)])
    folder = paths.MODEL.parent / "space"
    np.savez_compressed(folder / "people.npz", **{name: np.array(a, np.float32) for name, a in arrays.items()})


if __name__ == "__main__":
    main()
