"""The rendered training set: memory maps in TRAINING/data, one row per person.

Persons 0 .. HELD_OUT-1 (a tenth of a smaller set, four at least) are never trained on. Of a person's VIEWS pictures,
the first FRONTAL are within 30 degrees of yaw and carry an identity vector; every odd view has a normal map.
"""
import numpy as np

import paths

SIZE = 128
HELD_OUT = 240
VIEWS, FRONTAL = 6, 3
DISTURBED = 4                                            # vectors of each frontal view disturbed as photographs are
NORMAL_VIEWS = (1, 3, 5)

ARRAYS = {
    "pictures": ((VIEWS, SIZE, SIZE, 3), np.uint8),
    "normals": ((len(NORMAL_VIEWS), SIZE, SIZE, 3), np.uint8),
    "mean_head": ((len(NORMAL_VIEWS),), np.uint8),       # 1: the normal map shows the mean head
    "landmarks": ((VIEWS, 68, 2), np.float32),
    "poses": ((VIEWS, 4), np.float32),                   # yaw, pitch, roll, roll of the crop; degrees
    "identities": ((FRONTAL, 512), np.float32),
    "disturbed": ((FRONTAL, DISTURBED, 512), np.float32),
    "traits": ((5,), np.float32),                        # sex, age, melanin, lightness of the hair, style
    "done": ((), np.uint8),
}


def create(persons):
    """Creates the empty arrays, unless they are there already."""
    for name, (shape, kind) in ARRAYS.items():
        path = paths.DATA / f"{name}.npy"
        if not path.exists():
            np.lib.format.open_memmap(path, "w+", kind, (persons,) + shape).flush()


class Dataset:
    """Read access (or, to render, write access) to the arrays, as attributes of the same names."""

    def __init__(self, mode="r"):
        for name in ARRAYS:
            path = paths.DATA / f"{name}.npy"
            setattr(self, name, np.load(path, mmap_mode=mode))

    def rendered(self):
        """Numbers of the persons rendered so far, split into (training, held out)."""
        done, held_out = np.flatnonzero(self.done), min(HELD_OUT, max(4, len(self.done) // 10))
        return done[done >= held_out], done[done < held_out]
