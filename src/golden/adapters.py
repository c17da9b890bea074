"""Writes src/test/resources/golden/tiny/adapters_end_to_end.safetensors: the tiny model's pictures with adapters.

    python src/golden/adapters.py path/to/Arc2Face

needs diffusers 0.29.2, torch, safetensors, einops, and a clone of github.com/foivospar/Arc2Face for its Reference Adapter.
Run it in the project's folder. LoRAs are added to the weights by this program; expressions go through diffusers' own
IP-Adapter; the reference picture is seen as its most probable latents, where the authors draw them.
"""

import json
import sys
from pathlib import Path

import torch
from diffusers import (
    AutoencoderKL,
    DPMSolverMultistepScheduler,
    LCMScheduler,
    StableDiffusionPipeline,
    UNet2DConditionModel,
)
from safetensors.torch import load_file, save_file

from speed import load
from vae_tiled import GOLDEN, uniform, weights

SCHEDULER = Path("models/arc2face-mini/scheduler/scheduler_config.json")
SIZE, RANK, KOHYA_ALPHA = 128, 6, 3
CHANNELS = [32, 32, 64, 64, 96, 96, 96, 96, 96, 64, 64, 64, 32, 32, 32, 96]
WIDTH, NUMBERS = 576, 55


def add_lora(unet, names, scale, dtype):
    """Adds scale * up * down to each layer that names gives a pair of tensors for."""
    state = unet.state_dict()
    for name, weight in state.items():
        pair = names(name.removesuffix(".weight")) if name.endswith(".weight") and weight.dim() > 1 else None
        if pair:
            down = weights(pair[0], [RANK, *weight.shape[1:]]).to(dtype).float()
            up = weights(pair[1], [weight.shape[0], RANK, *[1] * (weight.dim() - 2)]).to(dtype).float()
            weight += scale * (up.flatten(1) @ down.flatten(1)).reshape(weight.shape)
    unet.load_state_dict(state)
    return unet


def kohya(layer):
    name = "lora_unet_" + layer.replace(".", "_")
    return (name + ".lora_down.weight", name + ".lora_up.weight") if "_block" in layer else None


def peft(layer):
    name = "unet." + layer
    attention = ".attn1.to_" in layer or ".attn2.to_" in layer
    return (name + ".lora_A.weight", name + ".lora_B.weight") if attention else None


def expression_adapter():
    shapes = {
        "proj.0.weight": [NUMBERS, NUMBERS],
        "proj.0.bias": [NUMBERS],
        "proj.2.weight": [WIDTH, NUMBERS],
        "proj.2.bias": [WIDTH],
        "proj.3.weight": [WIDTH],
        "proj.3.bias": [WIDTH],
    }
    layers = {
        f"{2 * i + 1}.to_{kind}_ip.weight": [channels, WIDTH]
        for i, channels in enumerate(CHANNELS)
        for kind in "kv"
    }
    by_formula = lambda tensors: {name: weights("exp." + name, shape) for name, shape in tensors.items()}
    return {"image_proj": by_formula(shapes), "ip_adapter": by_formula(layers)}


def pipeline(unet, vae, scheduler):
    made = StableDiffusionPipeline(
        vae=vae,
        text_encoder=None,
        tokenizer=None,
        unet=unet,
        scheduler=scheduler.from_config(json.loads(SCHEDULER.read_text())),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    made.set_progress_bar_config(disable=True)
    return made


def picture(made, steps, guidance, seed, prompts=None, **more):
    prompts = prompts or load_file(GOLDEN / "encoder.safetensors")
    if guidance > 1:
        more["negative_prompt_embeds"] = prompts["empty"]
    pixels = made(
        prompt_embeds=prompts["prompt"],
        num_inference_steps=steps,
        guidance_scale=guidance,
        height=SIZE,
        width=SIZE,
        generator=torch.Generator().manual_seed(seed),
        output_type="np",
        **more,
    ).images
    return (torch.from_numpy(pixels).permute(0, 3, 1, 2) * 255).round().to(torch.uint8).contiguous()


@torch.no_grad()
def main():
    sys.path.insert(0, sys.argv[1] + "/arc2face")
    from ref_adapter import ReferenceAdapter

    vae = load(AutoencoderKL, "vae")
    golden = {}

    distilled = add_lora(load(UNet2DConditionModel, "arc2face"), kohya, KOHYA_ALPHA / RANK, torch.float16)
    golden["lcm_lora.image"] = picture(pipeline(distilled, vae, LCMScheduler), 4, 1.0, 7)

    numbers = load_file(GOLDEN / "exp_adapter_full_unet.safetensors")["expression"]
    expressive = pipeline(load(UNet2DConditionModel, "arc2face"), vae, DPMSolverMultistepScheduler)
    expressive.load_ip_adapter(expression_adapter(), subfolder=None, weight_name=None, image_encoder_folder=None)
    expressive.set_ip_adapter_scale(0.8)
    golden["expression.numbers"] = numbers[1].flatten().clone()
    golden["expression.image"] = picture(expressive, 5, 3.0, 5, ip_adapter_image_embeds=[numbers])

    writer = load(UNet2DConditionModel, "arc2face")
    reader = add_lora(load(UNet2DConditionModel, "arc2face"), peft, 0.8, torch.float32)
    seen, seeing = ReferenceAdapter(writer, mode="write"), ReferenceAdapter(reader, mode="read", cfg=True)
    pixels = ((uniform("reference", (1, SIZE, SIZE, 3)) * 0.5 + 0.5) * 255).floor().permute(0, 3, 1, 2)
    latents = vae.encode(pixels / 255 * 2 - 1).latent_dist.mean * vae.config.scaling_factor
    prompt = load_file(GOLDEN / "encoder.safetensors")["prompt"]
    writer(latents.repeat(2, 1, 1, 1), torch.zeros(2).long(), prompt.repeat(2, 1, 1))
    seeing.update(seen)
    golden["reference.image"] = picture(pipeline(reader, vae, DPMSolverMultistepScheduler), 5, 3.0, 5)

    save_file(golden, GOLDEN / "adapters_end_to_end.safetensors")


if __name__ == "__main__":
    main()
