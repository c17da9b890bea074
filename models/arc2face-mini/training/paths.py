"""Where the kit reads and writes.

Everything large (renders, latents, checkpoints, logs, sheets) lives in one folder outside the
repository, named by the environment variable ARC2FACE_TRAINING (default: ~/arc2face-training).
The face networks, the tokenizer and the head come from this repository.
"""
import os
from pathlib import Path

KIT = Path(__file__).resolve().parent
MODEL = KIT.parent                      # the bundled model: face networks and tokenizer
HEAD = MODEL.parent / "head"            # mean head, bases, landmarks

TRAINING = Path(os.environ.get("ARC2FACE_TRAINING", Path.home() / "arc2face-training"))
DATA = TRAINING / "data"                # renders.npy and friends, see dataset.py
CHECKPOINTS = TRAINING / "checkpoints"  # one .pt and one .log per network
EXPORT = TRAINING / "arc2face-mini"     # the model folder that export_model.py writes
SHEETS = TRAINING / "sheets"            # pictures and figures.json for the model card


def make_folders():
    """Creates the folders of the training run."""
    for folder in (DATA, CHECKPOINTS, EXPORT, SHEETS):
        folder.mkdir(parents=True, exist_ok=True)
