"""Writes src/test/resources/golden/tiny/generators.safetensors: latents of the tiny model by one generator and by a list.

    python src/golden/generators.py

needs diffusers 0.29.2, torch and safetensors. Run it in the project's folder.
"""

import json

import torch
from diffusers import (
    AutoencoderKL,
    DPMSolverMultistepScheduler,
    EulerAncestralDiscreteScheduler,
    LCMScheduler,
    StableDiffusionImg2ImgPipeline,
    StableDiffusionPipeline,
    UNet2DConditionModel,
)
from safetensors.torch import load_file, save_file

from adapters import SCHEDULER, SIZE
from speed import load
from vae_tiled import GOLDEN, uniform

SEED, PICTURES, STRENGTH = 42, 3, 0.6
SAMPLERS = {
    "dpmpp_2m": (DPMSolverMultistepScheduler, 5, 3.0),
    "euler_a": (EulerAncestralDiscreteScheduler, 5, 3.0),
    "lcm": (LCMScheduler, 4, 1.0),
}


def generators(kind):
    if kind == "shared":
        return torch.Generator().manual_seed(SEED)
    return [torch.Generator().manual_seed(SEED + i) for i in range(PICTURES)]


def start(kind):
    """Of a list, diffusers asks for a picture per generator."""
    pixels = ((uniform("reference", (1, SIZE, SIZE, 3)) * 0.5 + 0.5) * 255).floor().permute(0, 3, 1, 2) / 255
    return pixels if kind == "shared" else pixels.repeat(PICTURES, 1, 1, 1)


@torch.no_grad()
def main():
    networks = {
        "vae": load(AutoencoderKL, "vae"),
        "unet": load(UNet2DConditionModel, "arc2face"),
        "text_encoder": None,
        "tokenizer": None,
        "safety_checker": None,
        "feature_extractor": None,
        "requires_safety_checker": False,
    }
    prompts = load_file(GOLDEN / "encoder.safetensors")
    golden = {}
    for name, (scheduler, steps, guidance) in SAMPLERS.items():
        for kind in ("list", "shared"):
            noise = {"height": SIZE, "width": SIZE}
            picture = {"image": start(kind), "strength": STRENGTH}
            ways = {"": (StableDiffusionPipeline, noise), "start.": (StableDiffusionImg2ImgPipeline, picture)}
            for way, (pipeline, more) in ways.items():
                made = pipeline(scheduler=scheduler.from_config(json.loads(SCHEDULER.read_text())), **networks)
                made.set_progress_bar_config(disable=True)
                golden[f"{way}{name}.{kind}"] = made(
                    prompt_embeds=prompts["prompt"],
                    negative_prompt_embeds=prompts["empty"],
                    num_inference_steps=steps,
                    guidance_scale=guidance,
                    num_images_per_prompt=PICTURES,
                    generator=generators(kind),
                    output_type="latent",
                    **more,
                ).images.contiguous()
    save_file(golden, GOLDEN / "generators.safetensors")


if __name__ == "__main__":
    main()
