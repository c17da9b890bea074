"""Angles and FFHQ's crop."""
import numpy as np


def rotation(yaw, pitch, roll):
    """yaw > 0: the face turns to picture right; pitch > 0: up; roll > 0: counter-clockwise. Degrees."""
    y, p, r = np.radians([yaw, pitch, roll])
    turn = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    nod = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    tilt = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return tilt @ nod @ turn


def ffhq_quad(points):
    """FFHQ's oriented square of 68 picture points (y down): centre, half-width vector, half-height vector."""
    eye_left, eye_right = points[36:42].mean(0), points[42:48].mean(0)
    eye, across = (eye_left + eye_right) / 2, eye_right - eye_left
    down = (points[48] + points[54]) / 2 - eye
    x = across - np.array([-down[1], down[0]])
    x = x / np.hypot(*x) * max(np.hypot(*across) * 2.0, np.hypot(*down) * 1.8)
    return eye + 0.1 * down, x, np.array([-x[1], x[0]])


def crop_matrix(points, size, roll=0.0, scale=1.0, shift=(0, 0)):
    """The matrix [2, 3] from picture points (y down) to pixels of FFHQ's crop, which may be disturbed."""
    centre, x, _ = ffhq_quad(points)
    unit, angle = x / np.hypot(*x), np.radians(roll)
    upright = np.array([[unit[0], unit[1]], [-unit[1], unit[0]]])
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    matrix = size / (2 * np.hypot(*x)) * scale * turn @ upright
    return np.concatenate([matrix, (size / 2 + np.asarray(shift) * size - matrix @ centre)[:, None]], 1)
