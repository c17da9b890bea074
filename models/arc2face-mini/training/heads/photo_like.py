"""Drawn heads disturbed as photographs are, so that the recogniser's vectors of them vary as those of photographs do.

A cap, glasses, light from a side, contrast, colours or none, blur, grain, JPEG, and landmarks that are not quite right. A linear
reader of age and skin that learned from vectors of disturbed pictures reads photographs better (README.md of the kit).
"""
import cv2
import numpy as np

CAP, GLASSES, GLARE, GREY, COMPRESSED = .3, .35, .3, .25, .6        # shares of pictures
LUMA = np.array([.299, .587, .114], np.float32)                     # ITU-R BT.601
PART = 4                                                            # bits of a pixel's fraction, for OpenCV


def photo_like(picture, landmarks, rng):
    """A picture uint8 [h, w, 3] with its 68 landmarks, disturbed: (picture, landmarks), both new."""
    marks = np.asarray(landmarks, np.float32)
    eyes = marks[36:42].mean(0), marks[42:48].mean(0)
    unit = np.linalg.norm(eyes[1] - eyes[0])
    seen = picture.astype(np.float32)
    if rng.random() < CAP:
        _draw_cap(seen, marks, unit, rng)
    if rng.random() < GLASSES:
        seen = _with_glasses(seen, eyes, unit, rng)
    seen = _exposed(seen, rng)
    seen = _coloured(seen, rng)
    seen = _recorded(seen, rng)
    return seen, marks + rng.normal(0, .02 * unit, marks.shape) + rng.normal(0, .04 * unit, 2)


def _fixed(points):
    return np.round(np.asarray(points) * 2 ** PART).astype(np.int32)


def _polygon(picture, points, colour):
    cv2.fillPoly(picture, [_fixed(points)], colour.tolist(), lineType=cv2.LINE_AA, shift=PART)


def _draw_cap(picture, marks, unit, rng):
    """Everything above a line over the brows, in one colour; on half of the caps a band."""
    brow = marks[17:27].mean(0)
    up = (brow - marks[8]) / np.linalg.norm(brow - marks[8])
    side = np.array([-up[1], up[0]]) * unit * rng.uniform(1.3, 1.7)
    up = up * unit
    low = brow + up * rng.uniform(.15, .6)
    outline = [low - side, low + side, low + 1.05 * side + .9 * up, low + .6 * side + 1.6 * up,
               low - .6 * side + 1.6 * up, low - 1.05 * side + .9 * up]
    _polygon(picture, outline, rng.uniform(0, 255, 3) * rng.uniform(.1, 1))
    if rng.random() < .5:
        _polygon(picture, [low - side, low + side, low + side + .25 * up, low - side + .25 * up], rng.uniform(0, 255, 3))


def _with_glasses(picture, eyes, unit, rng):
    """Two frames and a bridge, some with light on the lenses; see-through to a degree."""
    drawn = picture.copy()
    colour = (rng.uniform(0, 1) * np.array([120, 110, 100]) + rng.uniform(0, 80)).tolist()
    across = (eyes[1] - eyes[0]) / unit
    tilt, thickness = float(np.degrees(np.arctan2(across[1], across[0]))), int(rng.integers(1, 3))
    width = unit * rng.uniform(.3, .45)
    size = _fixed([width, width * rng.uniform(.6, 1)]).tolist()
    centres = [eye + [0, .06 * unit] for eye in eyes]

    def ellipses(target, colour, thickness):
        for centre in centres:
            cv2.ellipse(target, _fixed(centre).tolist(), size, tilt, 0, 360, colour, thickness, cv2.LINE_AA, PART)

    ellipses(drawn, colour, thickness)
    bridge = [_fixed(centres[0] + across * width).tolist(), _fixed(centres[1] - across * width).tolist()]
    cv2.line(drawn, *bridge, colour, thickness, cv2.LINE_AA, PART)
    if rng.random() < GLARE:
        light = drawn.copy()
        ellipses(light, (240, 240, 240), -1)
        drawn = .75 * drawn + .25 * light
    share = rng.uniform(.5, 1)
    return (1 - share) * picture + share * drawn


def _exposed(picture, rng):
    """Light from one side, another tone curve, contrast and brightness."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[:height, :width]
    angle = rng.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * (x / width - .5) + np.sin(angle) * (y / height - .5)
    lit = picture * (1 + rng.uniform(0, .7) * slope)[..., None]
    curved = 255 * np.clip(lit / 255, 0, 1) ** rng.uniform(.6, 1.7)
    mean = curved.mean()
    return (curved - mean) * rng.uniform(.7, 1.5) + mean + rng.uniform(-20, 20)


def _coloured(picture, rng):
    """Another saturation, none in a quarter of the pictures, and a tint."""
    grey = (picture @ LUMA)[..., None]
    saturation = 0 if rng.random() < GREY else rng.uniform(.4, 1.6)
    return (grey + (picture - grey) * saturation) * rng.uniform(.88, 1.12, 3)


def _recorded(picture, rng):
    """Blur, grain and JPEG; uint8."""
    blur = rng.uniform(0, 1.4)
    soft = cv2.GaussianBlur(picture, (0, 0), blur) if blur > .3 else picture
    taken = (soft + rng.normal(0, rng.uniform(0, 12), picture.shape)).clip(0, 255).astype(np.uint8)
    if rng.random() < COMPRESSED:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 90))]
        taken = cv2.imdecode(cv2.imencode(".jpg", taken, quality)[1], cv2.IMREAD_COLOR)
    return taken
