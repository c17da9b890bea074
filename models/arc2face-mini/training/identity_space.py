"""Identity vectors of renders, moved to where those of photographs lie.

To the recogniser all renders look alike to a degree: their vectors share a large part (cosine of different
people 0.37; of different real people about 0). The plugin feeds the network vectors as they are, so a
photograph's vector would lie outside everything that was trained. Here the mean of the training renders'
vectors is subtracted, wholly for most samples and in part for the rest (so that renders fed as they are
are understood too), noise is added (a photograph's vector has parts that renders never show), and the
result is brought back to unit length.
"""
import numpy as np

import paths

WHOLE = 0.7             # share of samples from which the whole mean is subtracted
NOISY = 0.7             # share of samples with noise, of a length up to the vector's own


def centre(data):
    """The mean [512] of the training renders' vectors; computed once, kept in TRAINING/data/centre.npy."""
    path = paths.DATA / "centre.npy"
    if not path.exists():
        persons, _ = data.rendered()
        np.save(path, data.identities[persons].reshape(-1, 512).mean(0))
    return np.load(path)


def normalise(vectors):
    """Vectors [n, 512] to unit length."""
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def augment(vectors, mean, rng):
    """What the networks are trained on: unit vectors [n, 512] of renders, centred and with noise."""
    n = len(vectors)
    share = np.where(rng.random((n, 1)) < WHOLE, 1, rng.random((n, 1)))
    moved = normalise(vectors - share * mean)
    length = rng.random((n, 1)) * (rng.random((n, 1)) < NOISY)
    return normalise(moved + length * normalise(rng.normal(0, 1, moved.shape))).astype(np.float32)
