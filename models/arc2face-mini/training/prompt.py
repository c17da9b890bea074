"""From an identity vector to the UNet's context, as Arc2Face does it.

"photo of a id person" is tokenised, the embedding of the token `id` is replaced by the identity vector
(512 numbers, the encoder's width, so nothing is padded), and a CLIP text encoder with a causal mask gives
the context. The empty prompt through the same encoder is the unconditional context.
"""
import torch
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer
from transformers.modeling_attn_mask_utils import _create_4d_causal_attention_mask

import configs
import paths

PROMPT, LENGTH = "photo of a id person", 77
ID_POSITION = 4                         # of the token `id` in the prompt


def new_encoder():
    """A freshly initialised text encoder for the bundled tokenizer's vocabulary."""
    size = len(CLIPTokenizer.from_pretrained(paths.MODEL / "tokenizer"))
    return CLIPTextModel(CLIPTextConfig(vocab_size=size, bos_token_id=size - 2, eos_token_id=size - 1,
                                        pad_token_id=size - 1, **configs.TEXT))


def load_encoder(folder):
    """The text encoder of a model folder, in float32, not in training."""
    return CLIPTextModel.from_pretrained(folder / "encoder").float().eval()


class Prompt:
    """The token numbers of the two prompts, on a device."""

    def __init__(self, device="cpu"):
        tokenizer = CLIPTokenizer.from_pretrained(paths.MODEL / "tokenizer")
        self.full, self.empty = (self._tokens(tokenizer, text).to(device) for text in (PROMPT, ""))

    @staticmethod
    def _tokens(tokenizer, text):
        ids = tokenizer(text, padding="max_length", max_length=LENGTH, truncation=True).input_ids
        return torch.tensor(ids)

    def context(self, encoder, identities, dropped=None, length=LENGTH):
        """Unit vectors [n, 512] to contexts [n, length, hidden]; rows where `dropped` get the empty prompt."""
        tokens = self.full[:length].repeat(len(identities), 1)
        embedded = encoder.text_model.embeddings.token_embedding(tokens)
        position = torch.zeros(length, dtype=torch.bool, device=tokens.device)
        position[ID_POSITION] = True
        embedded = torch.where(position[None, :, None], identities[:, None].to(embedded.dtype), embedded)
        if dropped is not None:
            empty = encoder.text_model.embeddings.token_embedding(self.empty[:length])
            embedded = torch.where(dropped[:, None, None], empty[None], embedded)
        return run_encoder(encoder, embedded)


def run_encoder(encoder, embedded):
    """CLIP's text transformer on token embeddings [n, length, hidden]; after the final layer norm."""
    model = encoder.text_model
    hidden = model.embeddings(inputs_embeds=embedded)
    mask = _create_4d_causal_attention_mask(embedded.shape[:2], hidden.dtype, device=hidden.device)
    return model.final_layer_norm(model.encoder(inputs_embeds=hidden, causal_attention_mask=mask)[0])
