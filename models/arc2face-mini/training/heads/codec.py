"""Pictures as quantised cosine coefficients: small in an .npz, and decoded by numpy or torch alone.

Blocks of 8 x 8, luma whole and chroma at half size, as JPEG (ITU-T T.81) has them; the entropy coder is the
.npz's own deflate. Planes of one coefficient lie together, which deflate likes.
"""
import numpy as np

_u = np.arange(8)
COSINE = np.sqrt(np.where(_u == 0, 1, 2) / 8)[:, None] * np.cos((2 * _u[None] + 1) * _u[:, None] * np.pi / 16)
TO_YCC = np.array([[.299, .587, .114], [-.168736, -.331264, .5], [.5, -.418688, -.081312]])


def steps(size):
    """Quantiser steps [8, 8], finer for slow waves; `size` is the step of the mean."""
    return size * (1 + .55 * (_u[:, None] + _u[None]))


def _blocks(plane):
    n, h, w = plane.shape
    b = plane.reshape(n, h // 8, 8, w // 8, 8).transpose(0, 1, 3, 2, 4)
    return COSINE @ b @ COSINE.T


def _plane(blocks):
    b = COSINE.T @ blocks @ COSINE
    n, r, c = b.shape[:3]
    return b.transpose(0, 1, 3, 2, 4).reshape(n, r * 8, c * 8)


def encode(pictures, luma=4.0, chroma=5.0):
    """uint8 [n, size, size, 3] to three int16 arrays [8, 8, n, size / 8, size / 8] (chroma: half as many blocks)."""
    ycc = pictures.astype(np.float32) @ TO_YCC.T.astype(np.float32)
    ycc[..., 0] -= 128
    n, size = pictures.shape[:2]
    half = ycc[..., 1:].reshape(n, size // 2, 2, size // 2, 2, 2).mean((2, 4))
    planes = (ycc[..., 0], luma), (half[..., 0], chroma), (half[..., 1], chroma)
    return [np.ascontiguousarray(np.round(_blocks(p) / steps(s)).astype(np.int16).transpose(3, 4, 0, 1, 2)) for p, s in planes]


def decode(coefficients, luma=4.0, chroma=5.0):
    """The inverse of encode: uint8 [n, size, size, 3]."""
    y, b, r = (_plane(c.transpose(2, 3, 4, 0, 1) * steps(s)) for c, s in zip(coefficients, (luma, chroma, chroma)))
    b, r = _double(b), _double(r)
    rgb = np.stack([y, b, r], -1) + [128, 0, 0]
    return (rgb @ np.linalg.inv(TO_YCC).T + .5).clip(0, 255).astype(np.uint8)


def _double(plane):
    """Twice the size, linearly between the samples' centres."""
    for axis in (1, 2):
        first, last = np.take(plane, [0], axis), np.take(plane, [-1], axis)
        before = np.concatenate([first, np.delete(plane, -1, axis)], axis)
        after = np.concatenate([np.delete(plane, 0, axis), last], axis)
        both = np.stack([.75 * plane + .25 * before, .75 * plane + .25 * after], axis + 1)
        shape = list(plane.shape)
        shape[axis] *= 2
        plane = both.reshape(shape)
    return plane
