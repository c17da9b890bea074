"""Writes src/test/resources/golden/prepare/prepare.safetensors: matched pictures by the definitions of the SHINE toolbox
(Willenbockel et al. 2010), written anew on numpy and scipy; lightness by scikit-image; a piecewise affine warp by scikit-image.

    python src/golden/prepare.py

needs numpy 2, scipy 1.17, scikit-image 0.26 and safetensors. Run it in the project's folder.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from scipy import ndimage
from skimage.color import rgb2lab
from skimage.transform import PiecewiseAffineTransform

FILE = Path("src/test/resources/golden/prepare/prepare.safetensors")
COUNT = 3
LUMAS = {"bt601": (0.299, 0.587, 0.114), "bt709": (0.2126, 0.7152, 0.0722)}


def pictures(random, height, width):
    """Smooth colours with some noise, each picture of another brightness and contrast."""
    smooth = ndimage.gaussian_filter(random.normal(size=(COUNT, height, width, 3)), (0, 2, 2, 0))
    smooth /= smooth.std()
    noisy = smooth + 0.2 * random.normal(size=smooth.shape)
    level = np.array([90, 130, 170]).reshape(-1, 1, 1, 1)
    contrast = np.array([25, 40, 18]).reshape(-1, 1, 1, 1)
    return np.clip(np.round(level + contrast * noisy), 0, 255).astype(np.uint8)


def luma(picture, weights):
    return np.round(picture.astype(np.float64) @ np.array(weights), 10)


def lum_match(lumas, mask):
    means = [y[mask].mean() for y in lumas]
    deviations = [y[mask].std(ddof=1) for y in lumas]
    return [(y - m) / s * np.mean(deviations) + np.mean(means) for y, m, s in zip(lumas, means, deviations)]


def hist_match(lumas, mask):
    """The rank of each pixel among its picture's, by Coltuc's six means; the level at that rank of the mean histogram."""
    levels = [np.floor(y + 0.5).astype(int) for y in lumas]
    share = np.mean([np.bincount(v[mask], minlength=256) / mask.sum() for v in levels], axis=0)
    counts = np.diff(np.concatenate([[0], np.ceil(np.cumsum(share) * mask.sum() - 0.5)])).astype(int)
    target = np.repeat(np.arange(256), counts)
    yy, xx = np.mgrid[-2:3, -2:3]
    results = []
    for y, level in zip(lumas, levels):
        keys = [ndimage.correlate(y, (yy**2 + xx**2 <= r).astype(float), mode="nearest") for r in (0, 1, 2, 4, 5, 8)]
        keys = [np.round(key, 6)[mask] for key in keys]
        order = np.lexsort([np.arange(mask.sum())] + keys[::-1])
        matched = level.copy()
        inside = np.empty(mask.sum(), int)
        inside[order] = target
        matched[mask] = inside
        results.append(matched)
    return results


def radii(height, width):
    fy = np.fft.fftfreq(height, 1 / height)[:, None]
    fx = np.fft.fftfreq(width, 1 / width)[None, :]
    return np.floor(np.hypot(fx, fy) + 0.5).astype(int)


def spec_match(lumas):
    transforms = [np.fft.fft2(y) for y in lumas]
    target = np.mean([np.abs(f) for f in transforms], axis=0)
    return [np.fft.ifft2(target * np.exp(1j * np.angle(f))).real for f in transforms]


def sf_match(lumas):
    transforms = [np.fft.fft2(y) for y in lumas]
    target = np.mean([np.abs(f) for f in transforms], axis=0)
    r = radii(*lumas[0].shape)
    results = []
    for f in transforms:
        factor = ndimage.sum(target, r, np.arange(r.max() + 1)) / ndimage.sum(np.abs(f), r, np.arange(r.max() + 1))
        factor[np.arange(r.max() + 1) > max(r.shape) // 2] = 0
        results.append(np.fft.ifft2(f * factor[r]).real)
    return results


def recoloured(picture, old, new):
    """In 8 bits, with the same added to each channel."""
    return np.clip(np.floor(picture + (new - old)[..., None] + 0.5), 0, 255).astype(np.uint8)


def warp_places(random):
    """Where the pixels of 40 x 30 come from, for 12 points that are moved; outside their hull nothing is asked."""
    to = random.uniform((4, 4), (36, 26), (12, 2)).round(3)
    source = (to + random.normal(scale=1.5, size=to.shape)).round(3)
    transform = PiecewiseAffineTransform.from_estimate(to, source)
    yy, xx = np.mgrid[0:30, 0:40]
    places = transform(np.stack([xx.ravel(), yy.ravel()], axis=1).astype(float))
    return to, source, places.reshape(30, 40, 2)


def main():
    random = np.random.default_rng(7)
    tensors = {}
    for name, (height, width) in {"even": (20, 26), "odd": (15, 13)}.items():
        rgb = pictures(random, height, width)
        yy, xx = np.mgrid[:height, :width]
        mask = ((yy - height / 2) / (height / 2.2)) ** 2 + ((xx - width / 2) / (width / 2.5)) ** 2 <= 1
        tensors[name + ".rgb"] = rgb
        tensors[name + ".mask"] = mask.astype(np.uint8)
        tensors[name + ".cielab"] = np.stack([2.55 * rgb2lab(p)[..., 0] for p in rgb])
        for kind, weights in LUMAS.items():
            lumas = [luma(p, weights) for p in rgb]
            key = f"{name}.{kind}"
            tensors[key] = np.stack(lumas)
            tensors[key + ".lum"] = np.stack(lum_match(lumas, mask))
            levels = hist_match(lumas, mask)
            tensors[key + ".hist"] = np.stack(levels)
            offsets = [y + v - np.floor(y + 0.5) for y, v in zip(lumas, levels)]
            tensors[key + ".hist.rgb"] = np.stack([recoloured(p, y, v) for p, y, v in zip(rgb, lumas, offsets)])
            tensors[key + ".spec"] = np.stack(spec_match(lumas))
            tensors[key + ".sf"] = np.stack(sf_match(lumas))
    tensors["warp.to"], tensors["warp.from"], tensors["warp.places"] = warp_places(random)
    floats = {name: np.ascontiguousarray(value, np.float32) for name, value in tensors.items()}
    FILE.parent.mkdir(parents=True, exist_ok=True)
    save_file(floats, FILE)


if __name__ == "__main__":
    main()
