"""The bundled recogniser as a differentiable torch network, for an identity loss.

The ONNX graph holds only Conv, PRelu, Add and a final Reshape; it is read here operator by operator,
so the loss is taken in exactly the network that decides what an identity is. Its weights are frozen.
"""
import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

import faces
import paths

LEVELS = (1, 4, 7)  # which of the network's additions (depth in residual blocks) feed the loss


class Recogniser(torch.nn.Module):
    """Crops [n, 3, 112, 112] RGB in -1..1 to (unit vectors [n, 512], feature maps at LEVELS)."""

    def __init__(self):
        super().__init__()
        graph = onnx.load(str(paths.MODEL / "recognizer.onnx")).graph
        self.nodes = [(node.op_type, list(node.input), node.output[0],
                       {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute})
                      for node in graph.node]
        self.keys = {}
        for i, tensor in enumerate(graph.initializer):
            self.keys[tensor.name] = f"w{i}"
            self.register_buffer(f"w{i}", torch.from_numpy(numpy_helper.to_array(tensor).copy()))

    def _operator(self, kind, inputs, attributes):
        if kind == "Conv":
            return F.conv2d(*inputs, stride=attributes["strides"], padding=attributes["pads"][:2],
                            groups=attributes["group"])
        if kind == "PRelu":
            return F.prelu(inputs[0], inputs[1].reshape(-1))
        if kind == "Add":
            return inputs[0] + inputs[1]
        if kind == "Reshape":
            return inputs[0].flatten(1)
        raise ValueError(f"The recogniser holds an operator this kit does not know: {kind}.")

    def forward(self, crops):
        bgr = (crops.flip(1) * 127.5 + 0.5) / 128       # -1..1 to (value - 127) / 128
        values, levels, additions = {"input": bgr}, [], 0
        for kind, inputs, output, attributes in self.nodes:
            tensors = [getattr(self, self.keys[i]) if i in self.keys else values[i] for i in inputs]
            values[output] = self._operator(kind, tensors, attributes)
            if kind == "Add":
                if additions in LEVELS:
                    levels.append(values[output])
                additions += 1
        return F.normalize(values[output].float(), dim=1), levels


def crop_grid(landmarks, size, device="cpu"):
    """Sampling grid [n, 112, 112, 2] that cuts the ArcFace crops out of size x size pictures."""
    matrices = np.stack([faces.arcface_matrix(points) for points in landmarks])
    turns, shifts = np.linalg.inv(matrices[:, :, :2]), matrices[:, :, 2]
    turns, shifts = (torch.from_numpy(a).float().to(device) for a in (turns, shifts))
    line = torch.arange(112, dtype=torch.float32, device=device)
    pixels = torch.stack(torch.meshgrid(line, line, indexing="xy"), -1).reshape(1, -1, 2)
    source = (pixels - shifts[:, None]) @ turns.transpose(1, 2)
    return ((2 * source + 1) / size - 1).reshape(-1, 112, 112, 2)       # grid_sample's align_corners=False


def identity_loss(recogniser, pictures, originals, grid):
    """(feature loss, mean cosine) between pictures and originals [n, 3, s, s] in -1..1."""
    def crops(x):
        return F.grid_sample(x, grid, align_corners=False)
    with torch.no_grad():
        target, target_levels = recogniser(crops(originals))
    found, levels = recogniser(crops(pictures))
    cosine = (found * target).sum(1)
    features = sum((a - b).abs().mean() / b.abs().mean() for a, b in zip(levels, target_levels))
    return (1 - cosine).mean() + features / len(LEVELS), cosine.mean()
