"""Identity vectors of renders, moved to where those of photographs lie.

To the recogniser all renders look alike to a degree: their vectors share a large part (cosine of different
people 0.36; of different real people about 0). The plugin feeds the network vectors as they are, so a
photograph's vector would lie outside everything that was trained. Here the mean of the training renders'
vectors is subtracted: wholly from half of the samples, in part from a quarter, and not at all from the rest (so
that renders fed as they are are understood too). Noise is added to most, and the result is brought back to unit length: most
of a photograph's vector lies where no render's does. Its cosine to the centred vectors of the 60 drawn people who are most like
it is 0.17 to 0.19 (the three test photographs); that of a held-out render's vector 0.30 without noise, 0.22, 0.18 and 0.15 with
noise of the lengths 1, 1.5 and 2.
"""
import numpy as np

import paths

WHOLE, NONE = 0.5, 0.25 # shares of samples from which the whole mean is subtracted, and nothing
NOISY = 0.8             # share of samples with noise
NOISE = 2.5             # the greatest length of the noise, a fifth of which is longer than 1.6; the vector's own is 1


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
    kind = rng.random((n, 1))
    share = np.where(kind < WHOLE, 1, np.where(kind < WHOLE + NONE, 0, rng.random((n, 1))))
    moved = normalise(vectors - share * mean)
    length = NOISE * rng.random((n, 1)) ** 2 * (rng.random((n, 1)) < NOISY)
    return normalise(moved + length * normalise(rng.normal(0, 1, moved.shape))).astype(np.float32)
