"""Hand-worked values of the parameter counts: name, parameters, value, where it comes from."""

LLAMA_2_7B = {"layers": 32, "hidden_size": 4096, "ffn_size": 11_008, "heads": 32, "vocabulary": 32_000}
LLAMA_2_70B = {"layers": 80, "hidden_size": 8192, "ffn_size": 28_672, "heads": 64, "kv_heads": 8, "vocabulary": 32_000}
LLAMA_3_8B = {"layers": 32, "hidden_size": 4096, "ffn_size": 14_336, "heads": 32, "kv_heads": 8, "vocabulary": 128_256}
LLAMA_3_70B = LLAMA_2_70B | {"vocabulary": 128_256}
LLAMA_32_1B = {
    "layers": 16, "hidden_size": 2048, "ffn_size": 8192, "heads": 32, "kv_heads": 8, "head_dim": 64,
    "vocabulary": 128_256, "tied": True,
}  # fmt: skip
LLAMA_31_405B = {
    "layers": 126, "hidden_size": 16_384, "ffn_size": 53_248, "heads": 128, "kv_heads": 8, "vocabulary": 128_256,
}  # fmt: skip
MISTRAL_7B = LLAMA_3_8B | {"vocabulary": 32_000}
MIXTRAL_8X7B = MISTRAL_7B | {"experts": 8}

CASES = [
    ("attention_parameters", {"hidden_size": 4096, "heads": 32}, 67_108_864, "4 * 4096^2"),
    ("attention_parameters", {"hidden_size": 4096, "heads": 32, "kv_heads": 8}, 41_943_040, "2 * 4096^2 + 2 * 4096 * 1024"),
    ("attention_parameters", {"hidden_size": 768, "heads": 12, "biases": True}, 2_362_368, "GPT-2: 4 * 768^2 + 4 * 768"),
    # 2 * 5120 * 5120 + 2 * 5120 * 1024 weights and, were all four biased, 5120 + 2048 + 5120
    ("attention_parameters", {"hidden_size": 5120, "heads": 40, "kv_heads": 8, "biases": True}, 62_926_848, "52,428,800 + 10,485,760 + 12,288"),
    ("mlp_parameters", {"hidden_size": 768, "ffn_size": 3072, "biases": True}, 4_722_432, "GPT-2: 2 * 768 * 3072 + 3072 + 768"),
    ("mlp_parameters", {"hidden_size": 512, "ffn_size": 2048}, 2_097_152, "Vaswani et al., 2017: 2 * 512 * 2048"),
    ("gated_mlp_parameters", {"hidden_size": 4096, "ffn_size": 14_336}, 176_160_768, "3 * 4096 * 14336"),
    ("gated_mlp_parameters", {"hidden_size": 5120, "ffn_size": 27_648}, 424_673_280, "3 * 5120 * 27648"),
    ("norm_parameters", {"hidden_size": 768}, 1536, "scale and shift"),
    ("norm_parameters", {"hidden_size": 4096, "norms": 65, "shift": False}, 266_240, "Llama 2 7B: two a layer and a final one"),
    ("embedding_parameters", {"vocabulary": 50_257, "hidden_size": 768}, 38_597_376, "GPT-2, tied"),
    ("embedding_parameters", {"vocabulary": 32_000, "hidden_size": 4096, "tied": False}, 262_144_000, "Llama 2 7B, not tied"),
    ("decoder_parameters", LLAMA_2_7B, 6_738_415_616, "published checkpoint of Llama 2 7B"),
    ("decoder_parameters", LLAMA_2_7B | {"layers": 40, "hidden_size": 5120, "ffn_size": 13_824, "heads": 40}, 13_015_864_320, "published checkpoint of Llama 2 13B"),
    ("decoder_parameters", LLAMA_2_70B, 68_976_648_192, "published checkpoint of Llama 2 70B"),
    ("decoder_parameters", LLAMA_3_8B, 8_030_261_248, "published checkpoint of Llama 3 8B"),
    ("decoder_parameters", LLAMA_3_70B, 70_553_706_496, "published checkpoint of Llama 3 70B"),
    ("decoder_parameters", LLAMA_31_405B, 405_853_388_800, "published checkpoint of Llama 3.1 405B"),
    ("decoder_parameters", LLAMA_32_1B, 1_235_814_400, "published checkpoint of Llama 3.2 1B, tied"),
    ("decoder_parameters", MISTRAL_7B, 7_241_732_096, "published checkpoint of Mistral 7B"),
    ("gpt_parameters", {"layers": 12, "hidden_size": 768, "vocabulary": 50_257, "positions": 1024}, 124_439_808, "published checkpoint of GPT-2"),
    ("gpt_parameters", {"layers": 24, "hidden_size": 1024, "vocabulary": 50_257, "positions": 1024}, 354_823_168, "published checkpoint of GPT-2 medium"),
    ("gpt_parameters", {"layers": 48, "hidden_size": 1600, "vocabulary": 50_257, "positions": 1024}, 1_557_611_200, "published checkpoint of GPT-2 XL"),
    ("gpt_parameters", {"layers": 96, "hidden_size": 12_288, "vocabulary": 50_257, "positions": 2048}, 174_604_259_328, "Brown et al., GPT-3, 2020, table D.1: 174,600 million"),
    ("transformer_parameters_estimate", {"layers": 96, "hidden_size": 12_288}, 173_946_175_488, "GPT-3: 12 * 96 * 12288^2"),
    ("transformer_parameters_estimate", {"layers": 12, "hidden_size": 768}, 84_934_656, "GPT-2 without embeddings"),
    ("moe_parameters", MIXTRAL_8X7B, 46_702_792_704, "published checkpoint of Mixtral 8x7B"),
    ("moe_active_parameters", MIXTRAL_8X7B | {"active_experts": 2}, 12_879_925_248, "Jiang et al., Mixtral, 2024, section 2: 12.9 billion active; total less 32 * 6 experts"),
    # Mixtral 8x22B: 56 layers, width 6144, experts 16384, 48 heads, 8 KV heads, vocabulary 32,000
    ("moe_parameters", {"layers": 56, "hidden_size": 6144, "ffn_size": 16_384, "heads": 48, "kv_heads": 8, "vocabulary": 32_000, "experts": 8}, 140_620_634_112, "published checkpoint of Mixtral 8x22B"),
    # one expert is a dense model with a router of one row a layer
    ("moe_parameters", MISTRAL_7B | {"experts": 1}, 7_241_863_168, "Mistral 7B + 32 * 4096"),
    ("moe_active_parameters", MISTRAL_7B | {"experts": 1, "active_experts": 1}, 7_241_863_168, "Mistral 7B + 32 * 4096"),
    # rank 1, query and value of 96 layers: 192 matrices of 2 * 12288
    ("lora_parameters", {"hidden_size": 12_288, "rank": 1, "matrices": 192}, 4_718_592, "Hu et al., LoRA, 2021, table 4: 4.7M for GPT-3"),
    ("lora_parameters", {"hidden_size": 12_288, "rank": 8, "matrices": 192}, 37_748_736, "same table: 37.7M"),
    ("lora_parameters", {"in_features": 10_000, "out_features": 10_000, "rank": 8}, 160_000, "two matrices of 80,000"),
    ("lora_parameters", {"in_features": 4096, "out_features": 1024, "rank": 16, "matrices": 2}, 163_840, "2 * 16 * 5120"),
    ("lora_share", {"hidden_size": 12_288, "rank": 8, "matrices": 192, "parameters": "175B"}, 37_748_736 / 175e9, "0.0216 %"),
    ("lora_share", {"in_features": 10_000, "out_features": 10_000, "rank": 8, "parameters": 100_000_000}, 0.0016, "160,000 of 10^8"),
    ("lora_adapter_bytes", {"hidden_size": 12_288, "rank": 4, "matrices": 192, "dtype": "fp16"}, 37_748_736, "LoRA, section 4.2: about 35 MB; 36 MiB exactly"),
    ("lora_adapter_bytes", {"in_features": 10_000, "out_features": 10_000, "rank": 8, "dtype": "fp32"}, 640_000, "160,000 times 4 B"),
]  # fmt: skip
