"""Writes src/test/resources/golden/image/picture_text.safetensors: a picture of a text by the tiny model.

    python src/golden/text_picture.py

needs diffusers 0.29.2, transformers 4.36.0, torch and safetensors. Run it in the project's folder.
"""

import json
from pathlib import Path

import torch
from diffusers import AutoencoderKL, EulerAncestralDiscreteScheduler, StableDiffusionPipeline, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from adapters import SCHEDULER, SIZE
from speed import load
from vae_tiled import GOLDEN, weights

PROMPT, AVOID = "a watercolour of a person in a garden", "blurry, flowers"
STEPS, GUIDANCE, SEED = 5, 7.5, 42


def text_encoder():
    """Names of weights begin with text_model. in transformers as in the published files."""
    model = CLIPTextModel(CLIPTextConfig.from_dict(json.loads((GOLDEN / "encoder/config.json").read_text()))).eval()
    names = {name for name, _ in model.named_parameters()}
    model.load_state_dict(
        {name: weights(name, list(t.shape)) if name in names else t for name, t in model.state_dict().items()}
    )
    return model


@torch.no_grad()
def main():
    pipeline = StableDiffusionPipeline(
        vae=load(AutoencoderKL, "vae"),
        unet=load(UNet2DConditionModel, "arc2face"),
        text_encoder=text_encoder(),
        tokenizer=CLIPTokenizer.from_pretrained("src/test/resources/golden/tokenizer"),
        scheduler=EulerAncestralDiscreteScheduler.from_config(json.loads(SCHEDULER.read_text())),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.set_progress_bar_config(disable=True)
    picture = pipeline(
        PROMPT,
        negative_prompt=AVOID,
        num_inference_steps=STEPS,
        guidance_scale=GUIDANCE,
        height=SIZE,
        width=SIZE,
        generator=torch.Generator().manual_seed(SEED),
        output_type="np",
    ).images
    golden = {"image": torch.from_numpy(picture[0] * 255).contiguous()}
    save_file(golden, Path("src/test/resources/golden/image/picture_text.safetensors"))


if __name__ == "__main__":
    main()
