"""All stages in a budget of minutes, going on from a model folder (today's weights by default).

    python train_all.py --data heads.npz --minutes 8 --device cuda

The autoencoder, the latents, UNet and text encoder, ControlNet, few-step LoRA, the decoder's texture, how the encoder reads
vectors of photographs, and that it answers with people who differ. The minutes are those of the whole command. Every stage
saves what it has every 30 seconds in ARC2FACE_TRAINING. The folder arc2face-mini there is written for the first time before
the few-step LoRA. Started once more, the stages up to the LoRA go on from their checkpoints.
"""
import argparse
import subprocess
import sys
import time
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import paths


class Start(Enum):
    """The model folder that a stage goes on from."""
    NONE = None
    GIVEN = "the command's --start"
    EXPORTED = "the folder that was exported before it, with which it begins each time"


class Stage(NamedTuple):
    """A script, its share of the time, its batch on a graphics card, and where it starts."""
    script: str
    share: float = 0
    batch: int = 0
    start: Start = Start.NONE
    options: tuple = ()


STAGES = [
    Stage("train_vae", .20, 32, Start.GIVEN, ("--identity", "1", "--rate", "5e-4")),
    Stage("cache_latents", options=("--keep-channels",)),
    Stage("train_unet", .34, 192, Start.GIVEN),
    Stage("train_controlnet", .13, 96, Start.GIVEN),
    Stage("export_model"),
    Stage("train_lcm", .11, 64, Start.GIVEN),
    Stage("train_vae", .12, 32, Start.EXPORTED,
          ("--identity", ".5", "--critic", ".5", "--rate", "2e-4", "--decoder", "--name", "decoder")),
    Stage("train_encoder", .07, 256, Start.EXPORTED),
    Stage("export_model"),
    Stage("train_encoder", .03, 256, Start.EXPORTED, ("--spread",)),
    Stage("export_model"),
]
RESERVE = 12                    # seconds of a stage that are not its training: starting Python, saving, encoding
LEAST = 3                       # seconds that a stage trains in any case


def training_minutes(number, left):
    """How long stage `number` may train when `left` seconds are left for it and all after it."""
    shares = [stage.share for stage in STAGES[number:]]
    return max(LEAST, (left - RESERVE * len(shares)) * shares[0] / sum(shares)) / 60


def command(number, left, settings):
    """The command line of stage `number`, with `left` seconds to the end of the budget."""
    stage = STAGES[number]
    line = [sys.executable, f"{stage.script}.py", *stage.options]
    if stage.start is Start.GIVEN:
        line += ["--start", str(settings.start.resolve())]
    if stage.start is Start.EXPORTED:
        line += ["--start", str(paths.EXPORT), "--restart"]
    if stage.script != "export_model":
        line += ["--device", settings.device, "--workers", str(settings.workers)]
    if stage.share:
        line += ["--minutes", f"{training_minutes(number, left):.3f}", "--save-every", "30"]
        if settings.device == "cuda":
            line += ["--batch", str(stage.batch)]
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
