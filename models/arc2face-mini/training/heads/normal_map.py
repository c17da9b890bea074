"""Normal maps of bare heads, as the plugin draws them for the pose ControlNet."""
import cv2
import numpy as np

from .crop import crop_matrix, rotation
from .draw import Canvas, normals

GREY = 127                              # a normal of length zero: the background


def normal_map(vertices, triangles, landmarks, pose, crop, size, samples=2):
    """Normals [size, size, 3] uint8: x right, y up, z to the viewer, (n + 1) / 2 of 255, grey where nothing is.

    No perspective. The crop is FFHQ's by `landmarks` [68, 3] of the head itself, disturbed by `crop` (roll, scale, shift).
    """
    turn = rotation(*pose)
    matrix = crop_matrix((landmarks @ turn.T)[:, :2] * [1, -1], size, *crop)
    scale = np.hypot(matrix[0, 0], matrix[1, 0])
    c, s = matrix[0, 0] / scale, matrix[1, 0] / scale
    upright = np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])
    turned = vertices @ turn.T
    flat = (turned[:, :2] * [1, -1]) @ matrix[:, :2].T + matrix[:, 2]
    canvas = Canvas(np.concatenate([flat, turned[:, 2:] * scale], 1) * samples, triangles, size * samples)
    hit = np.flatnonzero(canvas.id.ravel() >= 0)
    seen = canvas.at(hit, normals(vertices, triangles) @ (upright @ turn).T)
    image = np.full((size * samples, size * samples, 3), GREY, np.float32)
    image.reshape(-1, 3)[hit] = seen / np.linalg.norm(seen, axis=1, keepdims=True) * 127.5 + 127.5
    return (cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA) + .5).clip(0, 255).astype(np.uint8)
