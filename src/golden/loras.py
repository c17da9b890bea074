"""Writes src/test/resources/golden/tiny/loras.safetensors and loras.json: the tiny model with LoRAs of all kinds.

    python src/golden/loras.py

needs torch 2.9.1, diffusers 0.42.1, peft 0.21.2, transformers 5.24.0, lycoris_lora 4.1.3 and safetensors. Run it in the
project's folder. Every change of a layer is computed by the library that defines it: LyCORIS' own modules, PEFT's, or
diffusers' reader of LoRAs. Weights are a function of the tensors' names; loras.json lists names and shapes, as the library
has them.
"""

import json
import re

import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, StableDiffusionPipeline, UNet2DConditionModel
from lycoris.functional.general import apply_dora_scale
from lycoris.modules.locon import LoConModule
from lycoris.modules.loha import LohaModule
from lycoris.modules.lokr import LokrModule
from peft import LoHaConfig, LoKrConfig, LoraConfig, get_peft_model_state_dict, inject_adapter_in_model
from peft import set_peft_model_state_dict
from safetensors.torch import load_file, save_file
from transformers import CLIPTextConfig, CLIPTextModel

from adapters import picture, pipeline
from speed import load
from vae_tiled import GOLDEN, uniform, weights

LAYERS = re.compile(r"(mid_block|up_blocks\.3)\.(resnets|attentions)\.[02]\.")
ENCODER_PREFIX = "text_model."
PROMPT = [49406, 1125, 539, 320, 1014, 2533] + [49407] * 71
EMPTY = [49406] + [49407] * 76
ID, KEPT, TIMESTEP = 4, 12, 500

cases, golden = {}, {}


def formula(name, shape, alpha):
    if name.endswith("alpha"):
        return torch.tensor(float(alpha))
    if "dora_scale" in name or "lora_magnitude_vector" in name:
        return uniform(name, shape) * 0.5 + 1
    return weights(name, shape)


def unet():
    return load(UNet2DConditionModel, "arc2face")


def layers(network, pattern=LAYERS):
    kinds = (torch.nn.Linear, torch.nn.Conv2d)
    return {name: layer for name, layer in network.named_modules() if isinstance(layer, kinds) and pattern.search(name)}


def noise(network):
    inputs = load_file(GOLDEN / "lora_kohya_unet.safetensors")
    return network(inputs["x"][:1], TIMESTEP, inputs["context"][:1]).sample.contiguous()


def note(case, tensors, **more):
    cases[case] = {"tensors": {name: list(tensor.shape) for name, tensor in tensors.items()}, **more}


def compare(case, network):
    golden[case] = noise(network)
    print(case, "changes the noise by", float((golden[case] - PLAIN).abs().max()))


def lycoris(case, kind, alpha, rank=4, scale=1.0, **options):
    """LyCORIS' modules in the place of the layers."""
    network, tensors = unet(), {}
    for name, layer in layers(network).items():
        prefix = "lora_unet_" + name.replace(".", "_")
        own = kind(prefix, layer, 1.0, rank, alpha, **options)
        state = {key: formula(f"{prefix}.{key}", list(t.shape), alpha) for key, t in own.state_dict().items()}
        own.load_state_dict(state)
        own.eval()
        if options.get("weight_decompose") and scale != 1:
            difference = own.get_diff_weight(1, own.shape)[0]
            layer.weight.copy_(interpolated(layer.weight, difference, own, scale))
        else:
            own.apply_to()
        tensors |= {f"{prefix}.{key}": tensor for key, tensor in state.items()}
    note(case, tensors, alpha=alpha)
    compare(case if scale == 1 else f"{case}.{scale}", network)


def interpolated(weight, difference, module, scale):
    """LyCORIS' function knows magnitudes of inputs; those of outputs are the same with the axes swapped."""
    if not module.wd_on_out:
        return apply_dora_scale(weight, difference, module.dora_scale, scale)
    swapped = [tensor.transpose(0, 1) for tensor in (weight, difference, module.dora_scale)]
    return apply_dora_scale(*swapped, scale).transpose(0, 1)


def peft(case, config, scales=(1.0,)):
    """PEFT's layers in the place of the network's, and what PEFT would save."""
    network = unet()
    inject_adapter_in_model(config, network)
    shapes = {name: list(tensor.shape) for name, tensor in get_peft_model_state_dict(network).items()}
    names = {name: "base_model.model." + name for name in shapes}
    set_peft_model_state_dict(network, {name: formula(names[name], shape, 0) for name, shape in shapes.items()})
    network.eval()
    kept = ("r", "lora_alpha", "alpha", "alpha_pattern", "rank_pattern", "use_rslora")
    config = {name: value for name, value in config.to_dict().items() if name in kept}
    note(case, {names[name]: torch.empty(shape) for name, shape in shapes.items()}, config=config)
    for scale in scales:
        for layer in network.modules():
            if hasattr(layer, "set_scale"):
                layer.set_scale("default", scale)
        compare(case if scale == 1 else f"{case}.{scale}", network)


def described(case, component, **metadata):
    """A LoRA whose strength only the file's header tells, read by diffusers."""
    network, tensors = unet(), {}
    rank = lambda name: 3 if name.endswith("to_out.0") else 6
    found = [name for name in layers(network) if re.search(r"attn[12]\.to_", name)]
    for name in found:
        out, inside = network.get_submodule(name).weight.shape
        shapes = {f"unet.{name}.lora_A.weight": [rank(name), inside], f"unet.{name}.lora_B.weight": [out, rank(name)]}
        tensors |= {key: weights(key, shape) for key, shape in shapes.items()}
    text = {component + key: value for key, value in metadata.items()}
    note(case, tensors, metadata=text)
    full = {"unet." + key: value for key, value in metadata.items()} | {"unet.target_modules": found}
    network.load_lora_adapter(tensors, prefix="unet", metadata=full)
    compare(case, network)


def text_encoder():
    config = CLIPTextConfig(**json.loads((GOLDEN / "encoder/config.json").read_text()))
    encoder = CLIPTextModel(config).eval()
    named = {name: name if name.startswith(ENCODER_PREFIX) else ENCODER_PREFIX + name for name in encoder.state_dict()}
    tensors = {name: tensor for name, tensor in encoder.state_dict().items() if tensor.is_floating_point()}
    state = {
        name: uniform(named[name], list(tensor.shape)) * 0.05
        if "_embedding" in name
        else weights(named[name], list(tensor.shape))
        for name, tensor in tensors.items()
    }
    encoder.load_state_dict(state, strict=False)
    return encoder


def prompts(encoder):
    identity = torch.nn.functional.pad(load_file(GOLDEN / "encoder.safetensors")["id"], (0, 64))
    table = next(module for module in encoder.modules() if isinstance(module, torch.nn.Embedding))

    def replaced(_, inputs, output):
        if output.shape[1] == len(PROMPT) and inputs[0][0, ID] == PROMPT[ID]:
            output[:, ID] = identity
        return output

    hook = table.register_forward_hook(replaced)
    hidden = [encoder(torch.tensor([ids])).last_hidden_state for ids in (PROMPT, EMPTY)]
    hook.remove()
    return hidden


def text():
    """kohya's names for UNet and text encoder in one file, read by diffusers."""
    network, encoder, tensors = unet(), text_encoder(), {}
    for prefix, model, found in (
        ("lora_unet_", network, layers(network, re.compile(r"mid_block.*attn[12]\.to_"))),
        ("lora_te_text_model_", encoder, layers(encoder, re.compile(r"encoder\.layers\.\d+\.(self_attn|mlp)"))),
    ):
        for name, layer in found.items():
            short = prefix + name.removeprefix(ENCODER_PREFIX).replace(".", "_")
            out, inside = layer.weight.shape
            for key, shape in (("alpha", []), ("lora_down.weight", [6, inside]), ("lora_up.weight", [out, 6])):
                tensors[f"{short}.{key}"] = formula(f"{short}.{key}", shape, 3)
    note("text", tensors, alpha=3)
    state, alphas = StableDiffusionPipeline.lora_state_dict(dict(tensors), unet_config=network.config)
    StableDiffusionPipeline.load_lora_into_unet(state, alphas, network)
    StableDiffusionPipeline.load_lora_into_text_encoder(state, alphas, encoder, prefix="text_encoder")
    compare("text", network)
    hidden = dict(zip(("prompt", "empty"), prompts(encoder)))
    for name, tokens in hidden.items():
        golden["text." + name] = tokens[:, :KEPT].contiguous()
    made = pipeline(network, load(AutoencoderKL, "vae"), DPMSolverMultistepScheduler)
    golden["text.image"] = picture(made, 5, 3.0, 5, hidden)


@torch.no_grad()
def main():
    global PLAIN
    PLAIN = noise(unet())
    lycoris("locon_mid", LoConModule, 8, use_tucker=True)
    lycoris("loha", LohaModule, 64)
    lycoris("loha_cores", LohaModule, 64, use_tucker=True)
    lycoris("lokr", LokrModule, 16, factor=4)
    lycoris("lokr_both", LokrModule, 3, rank=2, use_tucker=True, decompose_both=True)
    lycoris("lokr_whole", LokrModule, 16, factor=4, full_matrix=True)
    for scale in (1.0, 0.6):
        lycoris("dora", LoConModule, 2, scale=scale, weight_decompose=True, wd_on_out=True)
        lycoris("dora_inputs", LoConModule, 2, scale=scale, weight_decompose=True, wd_on_out=False)
    lycoris("dora_loha", LohaModule, 64, weight_decompose=True)
    lycoris("dora_lokr", LokrModule, 16, factor=4, weight_decompose=True)
    found = list(layers(unet()))
    peft("peft_dora", LoraConfig(r=4, lora_alpha=2, target_modules=found, use_dora=True), scales=(1.0, 0.6))
    peft("peft_loha", LoHaConfig(r=4, alpha=64, target_modules=found, use_effective_conv2d=True))
    peft(
        "peft_lokr",
        LoKrConfig(r=4, alpha=16, target_modules=found, use_effective_conv2d=True, decompose_factor=4),
        scales=(1.0, 0.6),
    )
    peft(
        "peft_patterns",
        LoraConfig(
            r=4,
            lora_alpha=6,
            target_modules=found,
            use_rslora=True,
            rank_pattern={"conv[12]": 2, "attn1.to_q": 5},
            alpha_pattern={"^mid_block.resnets.0.conv1": 1, "attn1.to_[kv]": 12, "to_q": 3},
        ),
    )
    patterns = {"rank_pattern": {"to_out.0": 3}, "alpha_pattern": {"attn1.to_q": 3, "2.to_[kv]": 1.5, "attn2.to_v": 24}}
    described("header", "unet.", r=6, lora_alpha=12, use_rslora=False, **patterns)
    described("header_root", "", r=6, lora_alpha=4, use_rslora=True, **patterns)
    text()
    save_file(golden, GOLDEN / "loras.safetensors")
    (GOLDEN / "loras.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
