"""Identity vectors of renders, moved to where those of photographs lie.

To the recogniser all renders look alike to a degree: their vectors share a large part (cosine of different
people 0.36; of different real people about 0). The plugin feeds the network vectors as they are, so a
photograph's vector would lie outside everything that was trained. Here the mean of the training renders'
vectors is subtracted: wholly from half of the samples, in part from a quarter, and not at all from the rest (so
that renders fed as they are are understood too). Noise is added to most, and the result is brought back to unit length.

The noise lies where the recogniser's vectors lie: theirs have 512 numbers but only about 150 directions (after the 140th the
singular values of 828 people's vectors fall from 2.7 % of the first to less than 1 %, and to 0.04 % at the 200th). A photograph's vector is
as long in them as a render's. Noise in all 512 directions, as UNet and ControlNet had it, moved renders out of them instead of
towards photographs. In the 20 directions in which drawn people differ most, renders have 0.54 of their squared length, the three test
photographs 0.17 to 0.24, and renders with noise of the lengths 1, 2 and 3 have 0.33, 0.21 and 0.17.
"""
import os

import numpy as np

import paths

WHOLE, NONE = 0.5, 0.25 # shares of samples from which the whole mean is subtracted, and nothing
NOISY = 0.8             # share of samples with noise
NOISE = 3.0             # the greatest length of the noise, evenly spread; the vector's own is 1
NEGLIGIBLE = 0.01       # a singular value that is less, as a share of the first, is no direction


def _kept(name, data, compute):
    """What is computed of the training renders once and kept in TRAINING/data."""
    path = paths.DATA / f"{name}.npy"
    if not path.exists():
        persons, _ = data.rendered()
        fresh = path.with_suffix(f".{os.getpid()}.npy")     # another worker must not read half a file
        np.save(fresh, compute(persons))
        os.replace(fresh, path)
    return np.load(path)


def centre(data):
    """The mean [512] of the training renders' vectors."""
    return _kept("centre", data, lambda persons: data.identities[persons].reshape(-1, 512).mean(0))


def directions(data):
    """Orthonormal directions [n, 512], n about 150, in which vectors of renders, plain and disturbed, lie."""
    return _kept("directions", data, lambda persons: span(np.concatenate(
        [data.identities[persons].reshape(-1, 512), data.disturbed[persons].reshape(-1, 512)])))


def span(vectors):
    """Orthonormal directions [n, d] that vectors [m, d] lie in but for what is NEGLIGIBLE."""
    _, lengths, found = np.linalg.svd(vectors.astype(np.float64), full_matrices=False)
    return found[lengths > NEGLIGIBLE * lengths[0]].astype(np.float32)


def normalise(vectors):
    """Vectors [n, 512] to unit length."""
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def augment(vectors, mean, basis, rng):
    """What the networks are trained on: unit vectors [n, 512] of renders, centred and with noise in the directions `basis` [k, 512]."""
    n = len(vectors)
    kind = rng.random((n, 1))
    share = np.where(kind < WHOLE, 1, np.where(kind < WHOLE + NONE, 0, rng.random((n, 1))))
    moved = normalise(vectors - share * mean)
    length = NOISE * rng.random((n, 1)) * (rng.random((n, 1)) < NOISY)
    return normalise(moved + length * normalise(rng.normal(0, 1, (n, len(basis))) @ basis)).astype(np.float32)
