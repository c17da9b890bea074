"""The three bundled face networks: detector, 68 landmarks, recogniser.

The same steps, to the pixel, as the plugin's FaceAnalyzer. Pictures are uint8 [height, width, 3], RGB;
coordinates are pixels, x right, y down, the first pixel's centre at (0, 0).
"""
import os
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # before it is imported: else it reports to its maker
import onnxruntime  # noqa: E402

import paths

MIN_SCORE = 0.65
MAX_OVERLAP = 0.4
# The five points of a 112 px ArcFace crop: eyes, nose tip, mouth corners.
ARCFACE_POINTS = np.array([[38.29459953, 51.69630051], [73.53179932, 51.50139999],
                           [56.02519989, 71.73660278], [41.54930115, 92.3655014],
                           [70.72990036, 92.20410156]])


@dataclass
class Face:
    """A detected face: corner box [4], score and the 68 iBUG landmarks [68, 2]."""
    box: np.ndarray
    score: float
    landmarks: np.ndarray


@lru_cache(maxsize=None)
def _session(name):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(paths.MODEL / name), options,
                                        providers=["CPUExecutionProvider"])


def five_points(landmarks):
    """Landmarks [68, 2] to eye centres, nose tip and mouth corners [5, 2]."""
    p = np.asarray(landmarks, np.float64)
    groups = ([37, 38, 40, 41], [43, 44, 46, 47], [30], [48, 60], [54, 64])
    return np.stack([p[group].mean(0) for group in groups])


def similarity(source, target):
    """The least-squares similarity [2, 3] that takes source [n, 2] to target (Umeyama, no mirror)."""
    mean_s, mean_t = source.mean(0), target.mean(0)
    s, t = source - mean_s, target - mean_t
    norm = (s ** 2).sum()
    a = (s * t).sum() / norm
    b = (s[:, 0] * t[:, 1] - s[:, 1] * t[:, 0]).sum() / norm
    turn = np.array([[a, -b], [b, a]])
    return np.concatenate([turn, (mean_t - turn @ mean_s)[:, None]], 1)


def arcface_matrix(landmarks):
    """The matrix [2, 3] from picture pixels to pixels of the 112 px crop."""
    return similarity(five_points(landmarks), ARCFACE_POINTS)


def align(picture, landmarks):
    """The 112x112 crop that the recogniser wants."""
    return cv2.warpAffine(picture, arcface_matrix(landmarks), (112, 112), flags=cv2.INTER_LINEAR)


def embeddings(crops):
    """Aligned crops [n, 112, 112, 3] RGB to the recogniser's answers [n, 512], of any length."""
    bgr = np.asarray(crops, np.float32)[..., ::-1]
    inputs = np.ascontiguousarray(((bgr - 127) / 128).transpose(0, 3, 1, 2))
    session = _session("recognizer.onnx")
    return np.concatenate([session.run(None, {"input": x[None]})[0].reshape(1, -1) for x in inputs])


def identities(crops):
    """Aligned crops [n, 112, 112, 3] RGB to unit vectors [n, 512]."""
    vectors = embeddings(crops)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _boxes(picture):
    """Candidate boxes [n, 4] and their scores [n], best first."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (320, 240), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    inputs = np.ascontiguousarray(((small - 127) / 128).transpose(2, 0, 1)[None])
    scores, boxes = _session("detector.onnx").run(["scores", "boxes"], {"input": inputs})
    scores, boxes = scores[0, :, 1], boxes[0] * [width, height, width, height]
    order = np.argsort(-scores)
    order = order[scores[order] >= MIN_SCORE]
    return boxes[order], scores[order]


def _area(box):
    return (box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1])


def _without_overlaps(boxes, scores):
    """Greedy non-maximum suppression of boxes given best first."""
    rest, keep = np.arange(len(boxes)), []
    while len(rest):
        best = rest[0]
        keep.append(best)
        low = np.maximum(boxes[best, :2], boxes[rest, :2])
        high = np.minimum(boxes[best, 2:], boxes[rest, 2:])
        common = np.clip(high - low, 0, None).prod(1)
        rest = rest[common / (_area(boxes[best]) + _area(boxes[rest]) - common) < MAX_OVERLAP]
    return boxes[keep], scores[keep]


def _landmarks(picture, box):
    """Landmarks [68, 2] inside the square of the box's height around its centre."""
    height, width = picture.shape[:2]
    half, centre = (box[3] - box[1]) / 2, (box[:2] + box[2:]) / 2
    left, top = np.maximum(centre - half, 0).astype(int)
    right, bottom = np.minimum(centre + half, [width - 1, height - 1]).astype(int)
    small = cv2.resize(picture[top:bottom, left:right], (64, 64), interpolation=cv2.INTER_LINEAR)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32) / 256
    points = _session("landmarks68.onnx").run(["output"], {"input": grey[None, None]})[0]
    return points.reshape(68, 2) * [right - left, bottom - top] + [left, top]


def detect(picture):
    """All faces of a picture, best score first."""
    boxes, scores = _without_overlaps(*_boxes(picture))
    return [Face(box, float(score), _landmarks(picture, box)) for box, score in zip(boxes, scores)]


def largest(picture):
    """The largest face of a picture, or None."""
    return max(detect(picture), key=lambda face: _area(face.box), default=None)


def identify(picture):
    """The unit vector [512] of the largest face, or None."""
    face = largest(picture)
    return None if face is None else identities(align(picture, face.landmarks)[None])[0]


def auc(same, different):
    """Verification AUC: the chance that a same-person cosine exceeds a different-person cosine."""
    ranks = np.concatenate([same, different]).argsort().argsort()
    return float((ranks[:len(same)].mean() - (len(same) - 1) / 2) / len(different))
