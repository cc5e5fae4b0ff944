"""Numeric questions in notes: which are recognised, which are left alone, and what is said of the note's answer."""

import pytest

from quizzer.answers import prose
from quizzer.answers.computed import load
from quizzer.answers.linter import lint
from quizzer.answers.prose import Recognised, Unsure, recognise

K, M, B, T = 10**3, 10**6, 10**9, 10**12

CACHE = "kv_cache_bytes"
RECOGNISED = [
    # the KV cache
    ("You run an LLM with 24 layers, Hidden size = 4096, Number of attention heads = 32, Sequence length = 512 tokens, "
     "Data type = float16. Estimate the size of the KV cache (in MB) for one input.", CACHE, 201_326_592),
    ("How much memory does the KV cache take with 32 layers, 8 KV heads, head_dim 128, a sequence length of 8192 tokens "
     "in bf16?", CACHE, 2**30),
    ("What is the KV-cache size at L=80, 8 kv heads, head dim 128, 4096 tokens, batch size 16, fp16?", CACHE, 20 * 2**30),
    ("A decoder has `num_hidden_layers` = 32, `hidden_size` = 4096 and `num_attention_heads` = 32. How large is the **KV "
     "cache** for a context length of 2,048 in fp16?", CACHE, 2**30),
    ("Calculate the key-value cache of a 12-layer model, d_model 768, 12 heads, 1024 tokens, float32.", CACHE, 75_497_472),
    ("KV cache for Llama-2-7B: 32 layers, 32 heads, head dimension 128, 4096 tokens, fp16. How big is it?", CACHE, 2**31),
    ("How many GB is the KV cache of a GQA model with 48 layers, 8 key-value heads, head size of 128, seq_len 4096, "
     "batch of 4 and 8-bit precision?", CACHE, 48 * 8 * 128 * 4096 * 4 * 2),
    ("How big is the KV cache with 24 layers, hidden size 4096, 32 heads, 512 tokens and a sliding window of 128 in fp16?",
     "sliding_window_cache_bytes", 201_326_592 / 4),
    ("A 13B-parameter model has 40 layers, a hidden dimension of 5120 and 40 attention heads. What is the total KV cache "
     "size in GB for a batch of 8 requests, each 2048 tokens long, in FP16?", CACHE, 2 * 40 * 5120 * 2048 * 8 * 2),
    ("Llama-3 8B has 32 layers, 8 KV heads and a head dimension of 128. How many GiB of KV cache does one 8192-token "
     "sequence need in bfloat16?", CACHE, 2**30),
    # utilisation
    ("You train a 7B-parameter model on 64 A100s (312 TFLOPs bf16 peak each) and see 200k tokens/s in total. What MFU do "
     "you get?", "mfu", 0.4207),
    ("What is the MFU of a 125M parameter model at 200k tokens/s on a GPU with a peak of 312 TFLOPS?", "mfu", 0.4808),
    ("Compute the model FLOPs utilization: N = 125M, throughput = 200k tokens/s, peak FLOPS = 312 TFLOPS.", "mfu", 0.4808),
    ("A 7B model trains at 24k tokens per second on 8 GPUs, each with a peak of 312 TFLOPS. What is its MFU?", "mfu", 0.4038),
    ("Estimate the MFU: 1.3 billion parameters, 25,000 tokens/s, 312 TFLOP/s.", "mfu", 0.625),
    ("350M params, observed throughput of 100k tok/s, theoretical peak 989 TFLOPS: what MFU is that?", "mfu", 0.2123),
    ("What MFU does a run with parameters = 70B, tokens per second = 1,000 on 2 GPUs with peak = 989 TFLOPS have?", "mfu", 0.2123),
    # weights
    ("How much memory do the weights of a 7B model take in fp16?", "weights_bytes", 14 * B),
    ("How many GB of VRAM do you need to store the weights of a 70B model in int4?", "weights_bytes", 35 * B),
    ("What is the size of the model weights of a 13 billion parameter LLM in bf16?", "weights_bytes", 26 * B),
    ("Weight memory: number of parameters = 125M, dtype float32. How many MB?", "weights_bytes", 500 * M),
    ("Estimate the memory to load a 1.3B model in 8-bit.", "weights_bytes", 1_300_000_000),
    ("How much GPU memory is needed to load 405B parameters in FP8?", "weights_bytes", 405 * B),
    ("How much VRAM is required just for the weights of a 7-billion-parameter model stored in 16-bit precision?",
     "weights_bytes", 14 * B),
    # FLOPs
    ("How many FLOPs does training a 7B model on 1T tokens take?", "training_flops", 4.2e22),
    ("Estimate the training compute of a 70B parameter model on 1.4 trillion tokens.", "training_flops", 5.88e23),
    ("What is the compute budget for N = 13B and D = 2T tokens?", "training_flops", 1.56e23),
    ("How many training FLOPs are needed for 125M parameters and 300B tokens?", "training_flops", 2.25e20),
    ("How many FLOPs for one forward pass of a 7B model over 2048 tokens?", "forward_flops", 2 * 7 * B * 2048),
    ("Calculate the inference FLOPs of a 13B model for 512 tokens.", "forward_flops", 2 * 13 * B * 512),
    # parameters
    ("How many parameters in the MLP of a layer with hidden size 768 and an inner dimension of 3072?", "mlp_parameters", 4_718_592),
    ("How many attention parameters has a layer with d_model = 4096 and 32 heads?", "attention_parameters", 4 * 4096**2),
    ("How many parameters of the attention block are there with hidden size 4096, 32 heads and 8 KV heads?",
     "attention_parameters", 2 * 4096**2 + 2 * 4096 * 1024),
    ("How many embedding parameters come from a vocabulary of 50,257 and hidden size 768?", "embedding_parameters", 38_597_376),
    ("Number of parameters of the SwiGLU block with d_model 4096 and intermediate_size 11008?", "gated_mlp_parameters", 3 * 4096 * 11008),
]  # fmt: skip

LEFT_ALONE = [
    # the KV cache
    "What is a KV cache and why does it hold 2 tensors per layer?",
    "How much does GQA with 8 KV heads and 32 query heads reduce the KV cache of a 32-layer model?",
    "How big is the KV cache of a model with 32 layers and 32 heads?",
    "Is a KV cache of 24 layers, hidden size 4096, 32 heads, 512 tokens, fp16 larger than one of 48 layers?",
    "How big is the KV cache of 24 layers, hidden size 4096, 32 heads, 512 tokens?",
    "Which 3 things shrink the KV cache?",
    "With MQA, how big is the KV cache at 24 layers, hidden size 4096, 32 heads, 512 tokens, fp16?",
    "How many requests with a KV cache of 24 layers, hidden size 4096, 32 heads, 512 tokens, fp16 fit in 80 GB?",
    "How much memory do the weights and the KV cache of a 7B model with 32 layers, 32 heads, head_dim 128, 2048 tokens take in fp16?",
    "What is the KV cache size of an encoder-decoder with 24 layers, hidden size 4096, 32 heads, 512 tokens, fp16?",
    "Size of K in the KV cache for 24 layers, hidden size 4096, 32 heads, 512 tokens, fp16?",
    "How many elements are in the KV cache of 24 layers, hidden size 4096, 32 heads, 512 tokens, fp16?",
    "What is the KV cache size in bits for 24 layers, hidden size 4096, 32 heads, 512 tokens, fp16?",
    # utilisation
    "What is the MFU at inference of a 7B model at 24k tokens/s on 8 GPUs with peak 312 TFLOPS?",
    "What is the HFU of a 7B model at 24k tokens/s on 8 GPUs with peak 312 TFLOPS?",
    "What is a good MFU for a 7B model?",
    "Why is the MFU of a 125M model at 200k tokens/s and 312 TFLOPS peak lower than its HFU?",
    "A 7B model has an MFU of 40 % on 312 TFLOPS. How many tokens per second does it process?",
    "What MFU was reported for PaLM 540B?",
    "By how much does the MFU rise when a 125M model goes from 100k tokens/s to 200k tokens/s at 312 TFLOPS?",
    "MFU of a 7B model on 8 GPUs?",
    "Is an MFU of 48 % at 200k tokens/s and 125M parameters plausible on 312 TFLOPS?",
    # weights
    "Why do the weights of a 7B model take 14 GB in fp16?",
    "How much memory do the weights of a 7B model take?",
    "How much memory is saved when the weights of a 7B model go from fp16 to int4?",
    "How much memory do the weights of a 7B and a 13B model take in fp16?",
    "How many 80 GB GPUs hold the weights of a 70B model in fp16?",
    "What do the model weights of layer 3 encode?",
    "How much memory does inference of a 7B model in fp16 need in total, with weights and activations?",
    # FLOPs
    "Why does training cost 6 FLOPs per parameter and token for a 7B model on 1T tokens?",
    "How long does training a 7B model on 1T tokens take?",
    "How many FLOPs does training a 7B model take?",
    "How many FLOPs does a 7B model need for a forward pass?",
    "Compare the training FLOPs of a 7B model on 1T tokens and 2T tokens.",
    "What are the 3 terms of the forward FLOPs?",
    # parameters
    "How many parameters does GPT-3 have?",
    "What share of the parameters is in the MLP with hidden size 768 and inner dimension 3072?",
    "How many parameters does a model with 12 layers have?",
    "What are the 2 parameters of LayerNorm?",
    "How many MLP parameters with hidden size 768, inner dimension 3072 and biases?",
    "How many parameters do the embedding and unembedding matrices have with vocabulary 50257 and hidden size 768?",
    "How many heads share the attention parameters when d_model = 4096 and head_dim = 128?",
    "Why do embedding parameters with a vocabulary of 50,257 and hidden size 768 matter less in large models?",
    "What is 2 + 2?",
    "List 3 positional encodings.",
]  # fmt: skip


@pytest.mark.parametrize(("question", "function", "value"), RECOGNISED)
def test_recognised(question, function, value):
    found = recognise(question, "")
    assert isinstance(found, Recognised), found
    assert found.data["function"] == function
    variant = load(question, found.data).variant()
    assert variant.question == question
    assert variant.expected.truth == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize("question", LEFT_ALONE)
def test_left_alone(question):
    assert not isinstance(recognise(question, ""), Recognised)


@pytest.mark.parametrize("question", [question for question, _, _ in RECOGNISED[:8]])
def test_fresh_numbers_fit_into_the_words(question):
    found = recognise(question, "")
    assert isinstance(found, Recognised)
    card = load(question, found.data)
    assert card.can_vary
    assert lint(card, seeds=10) == ()
    assert "{" not in card.variant(5).question


def test_utilisation_from_a_worked_example_under_a_heading():
    answer = """What the model needs over what the chip could do at most, counted by tokens
    # bf16 on our card: a theoretical peak of 312 teraFLOPS
    - each token costs 6N, there and back
    - no. of parameters = 350M
    - throughput = 60k
    => MFU = (6⋅350×10^6)⋅(60×10^3) / (312 x 10^12) = 0.40 ~ 40%
    """
    found = recognise("Model FLOPs Utilization (MFU)", answer)
    assert isinstance(found, Recognised)
    assert found.data["parameters"] == {
        "parameters": "350000000", "tokens_per_second": "60000", "peak_flops": "312000000000000"
    }  # fmt: skip
    assert found.remark == ""
    variant = load("Model FLOPs Utilization (MFU)", found.data).variant()
    assert variant.answer == "0.4038 = 40.38 %"
    assert "tokens per second = 60,000 tokens/s" in variant.question


def test_a_worked_example_that_comes_to_something_else_is_left_alone():
    answer = "theoretical peak of 312 teraFLOPS, parameters = 125M, throughput = 200k, so MFU = 90 %"
    assert not isinstance(recognise("Model FLOPs Utilization (MFU)", answer), Recognised)


QUESTION = RECOGNISED[0][0]
COMPUTED = "computed 201,326,592 B = 192 MiB = 201.3 MB"


@pytest.mark.parametrize(
    ("answer", "remark"),
    [
        ("8,388,608 bytes = 8 MB a layer, so 192 MB in all.", f"your note says 192 MB; {COMPUTED}"),
        ("about 201.3 MB", ""),
        ("192 MiB", ""),
        ("201,326,592 bytes", ""),
        ("It holds keys and values.", ""),
        ("96 MB", f"your note says 96 MB; {COMPUTED}"),
        ("384 MiB in total", f"your note says 384 MiB; {COMPUTED}"),
    ],
)
def test_the_notes_own_answer_is_checked(answer, remark):
    found = recognise(QUESTION, answer)
    assert isinstance(found, Recognised)
    assert found.remark == remark


def test_an_answer_of_another_order_means_that_the_question_was_misread():
    found = recognise(QUESTION, "17 GB")
    assert isinstance(found, Unsure)
    assert "your note says 17 GB" in found.reason


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How big is the KV cache of 24 layers, hidden size 4096, 32 heads, 512 tokens?", "dtype is not stated"),
        ("How big is the KV cache of a model with 32 layers and 32 heads in fp16?", "needs head_dim"),
        (
            "How big is the KV cache of 24 layers, hidden size 4096, 32 heads, 512 tokens, fp16 and 7 dwarves?",
            "7 is not understood",
        ),
        ("KV cache of 24 layers, hidden size 4096, 32 heads, context 8k, fp16: what size?", "8k may be 8,000 or 8,192"),
        ("KV cache of 24 layers, 48 layers, hidden size 4096, 32 heads, 512 tokens, fp16: what size?", "stated twice"),
    ],
)
def test_what_was_missing_is_said(question, reason):
    found = recognise(question, "")
    assert isinstance(found, Unsure)
    assert found.function == CACHE
    assert reason in found.reason


@pytest.mark.parametrize(
    "text", ["", "1", "((((", "{layers} 24 layers", "kv cache 9**9**9", "MFU \ud800 12", "9" * 10_000]
)
def test_odd_text_is_no_question(text):
    assert not isinstance(prose.recognise(text, text), Recognised)
