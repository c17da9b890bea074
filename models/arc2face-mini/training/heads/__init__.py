"""Heads from MakeHuman's anatomy, drawn as people. README.md says how."""
import os

os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")        # large pages cost more than they bring here; read when numpy starts
