"""What diffusers on torch needs for what UNetBench and PictureBench (Java) measure, of the same weights.

    python diffusers_torch.py FOLDER unet|picture float32|bfloat16 [TIMES]

needs torch 2.9.1, diffusers 0.29.2, transformers 4.36.0 and accelerate. FOLDER holds arc2face, encoder and vae, as
PictureBench writes them. A UNet pass is of latents [2,4,64,64] and a context [2,77,768]; a picture is of 512 x 512 pixels
by LCM in 4 steps without guidance.
"""

import resource
import sys
import time

import torch
from diffusers import AutoencoderKL, LCMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from transformers import CLIPTextModel

SCHEDULER = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "set_alpha_to_one": False, "steps_offset": 1}
TOKENS = [49406, 1125, 539, 320, 1014, 2533] + [49407] * 71


class Meter:
    def __init__(self):
        self.cpu, self.wall = time.process_time(), time.perf_counter()

    def print(self, what):
        cpu, wall = time.process_time() - self.cpu, time.perf_counter() - self.wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"{what}: {cpu:.2f} s of the processor, {wall:.2f} s of the clock, peak memory {peak:.2f} GiB", flush=True)


def load_unet(folder, dtype):
    return UNet2DConditionModel.from_pretrained(f"{folder}/arc2face", torch_dtype=dtype, low_cpu_mem_usage=True).eval()


def unet_pass(folder, dtype):
    unet = load_unet(folder, dtype)
    latents = torch.randn(2, 4, 64, 64, generator=torch.Generator().manual_seed(0)).to(dtype)
    context = torch.randn(2, 77, 768, generator=torch.Generator().manual_seed(1)).to(dtype)
    return lambda: unet(latents, 500, context)


def picture(folder, dtype):
    encoder = CLIPTextModel.from_pretrained(f"{folder}/encoder", torch_dtype=dtype).eval()
    pipeline = StableDiffusionPipeline(
        vae=AutoencoderKL.from_pretrained(f"{folder}/vae", torch_dtype=dtype).eval(),
        text_encoder=None,
        tokenizer=None,
        unet=load_unet(folder, dtype),
        scheduler=LCMScheduler(**SCHEDULER),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.set_progress_bar_config(disable=True)

    def generate():
        prompt = encoder(torch.tensor([TOKENS])).last_hidden_state
        noise = torch.Generator().manual_seed(42)
        pipeline(prompt_embeds=prompt, num_inference_steps=4, guidance_scale=1, generator=noise, height=512, width=512)

    return generate


@torch.inference_mode()
def main(folder, what, dtype, times=3):
    loading = Meter()
    run = {"unet": unet_pass, "picture": picture}[what](folder, getattr(torch, dtype))
    loading.print("load")
    for i in range(int(times)):
        meter = Meter()
        run()
        meter.print(f"run {i + 1}")


if __name__ == "__main__":
    main(*sys.argv[1:])
