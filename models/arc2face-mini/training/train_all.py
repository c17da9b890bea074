"""All stages in a budget of minutes, going on from a model folder (today's weights by default).

    python train_all.py --data heads.npz --minutes 8 --device cuda

The autoencoder, the latents, UNet and text encoder, ControlNet, few-step LoRA, the decoder's texture, and how the encoder
reads vectors of photographs. The minutes are those of the whole command. Every stage saves what it has every 30 seconds in
ARC2FACE_TRAINING. The folder arc2face-mini there is written before and after the last three. Started once more, all stages
but the last two go on from their checkpoints.
"""
import argparse
import subprocess
import sys
import time
from pathlib import Path

import paths

# The last two train for the folder that was exported before them, so they begin with it each time.
ANEW = ["--restart", "--start", str(paths.EXPORT)]
# Script, share of the time, batch on a graphics card, further options.
STAGES = [("train_vae", .20, 32, ["--identity", "1", "--rate", "5e-4"]), ("cache_latents", 0, 0, ["--keep-channels"]),
          ("train_unet", .34, 192, []), ("train_controlnet", .13, 96, []), ("export_model", 0, 0, []), ("train_lcm", .11, 64, []),
          ("train_vae", .12, 32, ["--identity", ".5", "--critic", ".5", "--rate", "2e-4", "--decoder", "--name", "decoder", *ANEW]),
          ("train_encoder", .10, 256, ANEW), ("export_model", 0, 0, [])]
STARTED = ("train_vae", "train_unet", "train_controlnet", "train_lcm")
RESERVE = 12                    # seconds of a stage that are not its training: starting Python, saving, encoding
LEAST = 3                       # seconds that a stage trains in any case


def training_minutes(number, left):
    """How long stage `number` may train when `left` seconds are left for it and all after it."""
    shares = [share for _, share, _, _ in STAGES[number:]]
    return max(LEAST, (left - RESERVE * len(shares)) * shares[0] / sum(shares)) / 60


def command(number, left, settings):
    """The command line of stage `number`, with `left` seconds to the end of the budget."""
    script, share, batch, options = STAGES[number]
    line = [sys.executable, f"{script}.py", *options]
    if script in STARTED and "--start" not in options:
        line += ["--start", str(settings.start.resolve())]
    if script != "export_model":
        line += ["--device", settings.device, "--workers", str(settings.workers)]
    if share:
        line += ["--minutes", f"{training_minutes(number, left):.3f}", "--save-every", "30"]
        if settings.device == "cuda":
            line += ["--batch", str(batch)]
    return line


def main():
    begun = time.time()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a file by heads.dataset; left out, the arrays in ARC2FACE_TRAINING")
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    parser.add_argument("--workers", type=int, default=2, help="processes on a CPU")
    parser.add_argument("--start", type=Path, default=paths.MODEL, help="model folder to go on from")
    settings = parser.parse_args()
    if settings.data:
        from heads import dataset
        dataset.unpack(settings.data)
    for number in range(len(STAGES)):
        spent = time.time() - begun
        line = command(number, 60 * settings.minutes - spent, settings)
        print(f"{spent:5.0f} s  {' '.join(line[1:])}", flush=True)
        subprocess.run(line, cwd=paths.KIT, check=True)
    print(f"{time.time() - begun:5.0f} s  {paths.EXPORT}")


if __name__ == "__main__":
    main()
