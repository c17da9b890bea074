"""Writes src/test/resources/golden/tiny/vae_tiled.safetensors: the tiny autoencoder tile by tile, as diffusers does it.

    python src/golden/vae_tiled.py

needs diffusers 0.29.2, torch and safetensors. Run it in the project's folder. The weights are a function of the tensors'
names, as in the test class Recipe.
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from safetensors.torch import save_file

GOLDEN = Path("src/test/resources/golden/tiny")


def uniform(name, shape, salt=0):
    """Numbers in [-1, 1): FNV-1a of the name, then splitmix64."""
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = (seed ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    z = np.uint64(seed ^ salt) + np.arange(1, math.prod(shape) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    numbers = (z >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-23) - np.float32(1)
    return torch.from_numpy(numbers.reshape(shape))


def weights(name, shape, salt=0):
    scale = 0.1 if len(shape) == 1 else math.sqrt(3 / math.prod(shape[1:]))
    if "token_embedding" in name or "position_embedding" in name:
        scale = 0.05
    shift = 1 if len(shape) == 1 and name.endswith(".weight") else 0
    return uniform(name, shape, salt) * np.float32(scale) + shift


@torch.no_grad()
def main():
    vae = AutoencoderKL.from_config(json.loads((GOLDEN / "vae/config.json").read_text())).eval()
    vae.load_state_dict({name: weights(name, list(tensor.shape)) for name, tensor in vae.state_dict().items()})
    vae.enable_tiling()
    latents = uniform("tiles", (1, 4, 28, 20)) / vae.config.scaling_factor
    posterior = vae.encode(uniform("tiled_pixels", (1, 3, 224, 160))).latent_dist
    golden = {"decoded": vae.decode(latents).sample, "mean": posterior.mean, "logvar": posterior.logvar}
    save_file({name: tensor.contiguous() for name, tensor in golden.items()}, GOLDEN / "vae_tiled.safetensors")


if __name__ == "__main__":
    main()
