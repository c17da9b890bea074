"""Writes the trained networks as Arc2Face publishes its own, in half precision, with what else a model holds.

TRAINING/arc2face-mini becomes a complete model folder for the plugin: arc2face, encoder (the one taught last), controlnet and
scheduler from here, vae from cache_latents.py (its decoder from here, if one was trained last), tokenizer and face networks from the repository's model.
"""
import json
import shutil

import torch
from torch import nn

import configs
import evaluate_vae
import paths
import training
from prompt import new_encoder
from train_controlnet import new_controlnet, trained_unet


def save_encoder(encoder):
    """config.json and pytorch_model.bin, a zip-format torch.save of half-precision tensors."""
    folder = paths.EXPORT / "encoder"
    folder.mkdir(parents=True, exist_ok=True)
    encoder.half().config.architectures = ["CLIPTextModelWrapper"]
    encoder.config.torch_dtype = torch.float16
    encoder.config.save_pretrained(folder)
    tensors = {name: tensor.detach().clone().contiguous() for name, tensor in encoder.state_dict().items()}
    torch.save(tensors, folder / "pytorch_model.bin")


def save_decoder():
    """The decoder that was trained last, in the exported autoencoder; left out if it was trained for other latents."""
    vae, trained = evaluate_vae.load("export"), evaluate_vae.load("decoder")
    encoders = ((vae.encoder, trained.encoder), (vae.quant_conv, trained.quant_conv))
    if not all(torch.equal(exported, own.half().float()) for one, other in encoders
               for exported, own in zip(one.parameters(), other.parameters())):
        print("The checkpoint decoder is left out: it was trained for another encoder than the exported one.")
        return
    vae.decoder, vae.post_quant_conv = trained.decoder, trained.post_quant_conv
    vae.half().save_pretrained(paths.EXPORT / "vae")


def best_encoder(trained):
    """The encoder that was taught last to read photographs' vectors; the one `trained` with the UNet, if it was taught for another."""
    if not training.checkpoint_path("encoder").exists():
        return trained
    taught = training.load_average("encoder", nn.ModuleDict({"encoder": new_encoder()}))["encoder"]
    embeddings = [encoder.text_model.embeddings.token_embedding.weight.half() for encoder in (trained, taught)]
    if not torch.equal(*embeddings):
        print("The checkpoint encoder is left out: it was taught for another UNet than the exported one.")
        return trained
    return taught


def save_scheduler():
    """The scheduler's configuration, in Stable Diffusion 1.5's form."""
    folder = paths.EXPORT / "scheduler"
    folder.mkdir(parents=True, exist_ok=True)
    config = {"_class_name": "PNDMScheduler", "_diffusers_version": "0.29.2", "skip_prk_steps": True}
    (folder / "scheduler_config.json").write_text(json.dumps({**config, **configs.SCHEDULER}, indent=2))


def copy_rest():
    """Tokenizer and face networks."""
    shutil.copytree(paths.MODEL / "tokenizer", paths.EXPORT / "tokenizer", dirs_exist_ok=True)
    for name in ("detector.onnx", "landmarks68.onnx", "recognizer.onnx", "LICENSE.recogniser"):
        shutil.copy(paths.MODEL / name, paths.EXPORT / name)


def main():
    paths.make_folders()
    networks = trained_unet()
    if training.checkpoint_path("controlnet").exists():
        controlnet = nn.ModuleDict({"controlnet": new_controlnet(networks["unet"])})
        training.load_average("controlnet", controlnet)
        controlnet["controlnet"].half().save_pretrained(paths.EXPORT / "controlnet")
    if training.checkpoint_path("decoder").exists():
        save_decoder()
    networks["unet"].half().save_pretrained(paths.EXPORT / "arc2face")
    save_encoder(best_encoder(networks["encoder"]))
    save_scheduler()
    copy_rest()
    for path in sorted(p for p in paths.EXPORT.rglob("*") if p.is_file()):
        print(f"{path.stat().st_size:12,}  {path.relative_to(paths.EXPORT)}")


if __name__ == "__main__":
    main()
