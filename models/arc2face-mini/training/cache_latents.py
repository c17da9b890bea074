"""Exports the autoencoder and encodes the training renders once; UNet and ControlNet train on these latents.

The four channels' means and spreads are folded into the two 1x1 convolutions around the latents, so that
all channels come out alike and diffusers' single scaling_factor suits them all. An autoencoder trained on from
the bundled model keeps its channels instead (--keep-channels): the bundled UNet knows them as they are.
"""
import argparse
import multiprocessing

import numpy as np
import torch

import dataset
import evaluate_vae
import paths
import training
from train_vae import to_tensor


@torch.no_grad()
def encode(vae, pictures):
    """Latents [n, 4, s/8, s/8] (the posterior's mean, unscaled) of uint8 pictures."""
    return vae.encode(to_tensor(pictures, vae.device)).latent_dist.mode().float()


@torch.no_grad()
def even_channels(vae, pictures):
    """Makes the latents' channels equal in mean (0) and spread over `pictures`, and sets scaling_factor."""
    latents = encode(vae, pictures)
    mean, spread, common = latents.mean((0, 2, 3)), latents.std((0, 2, 3)), latents.std()
    gain, channels = common / spread, len(mean)
    before, after = vae.quant_conv, vae.post_quant_conv
    after.bias += after.weight[:, :, 0, 0] @ mean
    after.weight /= gain[None, :, None, None]
    before.weight[:channels] *= gain[:, None, None, None]
    before.bias[:channels] = (before.bias[:channels] - mean) * gain
    before.bias[channels:] += 2 * gain.log()
    vae.register_to_config(scaling_factor=round(1 / encode(vae, pictures).std().item(), 5))


def _work(arguments):
    rank, workers, device = arguments
    torch.set_num_threads(1)
    vae, data = evaluate_vae.load("export").to(device), dataset.Dataset()
    latents = np.load(paths.DATA / "latents.npy", mmap_mode="r+")
    persons = data.rendered()[0]
    for number in persons[persons < len(latents)][rank::workers]:
        with training.autocast(device):                 # where it is on: twice as fast, mean error 0.3 % of the spread
            scaled = encode(vae, np.array(data.pictures[number])) * vae.config.scaling_factor
        latents[number] = scaled.cpu().numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep-channels", action="store_true",
                        help="leave the latents where they are, for a UNet that was trained there")
    parser.add_argument("--persons", type=int, help="encode only this many training persons")
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    options = parser.parse_args()
    paths.make_folders()
    data, vae = dataset.Dataset(), evaluate_vae.load("vae")
    if options.keep_channels:
        vae.register_to_config(scaling_factor=evaluate_vae.load("bundled").config.scaling_factor)
    else:
        persons = np.random.default_rng(0).choice(data.rendered()[0], 160)
        even_channels(vae, np.stack([data.pictures[p, i % dataset.VIEWS] for i, p in enumerate(persons)]))
    vae.half().save_pretrained(paths.EXPORT / "vae")
    training_persons = data.rendered()[0][:options.persons]
    shape = (int(training_persons[-1]) + 1, dataset.VIEWS, 4, dataset.SIZE // 8, dataset.SIZE // 8)
    np.lib.format.open_memmap(paths.DATA / "latents.npy", "w+", np.float16, shape).flush()
    workers = 1 if options.device == "cuda" else options.workers
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        pool.map(_work, [(rank, workers, options.device) for rank in range(workers)], chunksize=1)
    print("scaling factor", vae.config.scaling_factor)


if __name__ == "__main__":
    main()
