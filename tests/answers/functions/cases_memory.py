"""Hand-worked values of the memory functions: name, parameters, value, where it comes from."""

CASES = [
    # 2 * 24 * 32 * 128 * 512 * 2
    ("kv_cache_bytes", {"layers": 24, "hidden_size": 4096, "heads": 32, "tokens": 512, "dtype": "float16"}, 201_326_592, "24 layers of 8,388,608 B"),
    # 2 * 126 * 8 * 128 * 2
    ("kv_cache_bytes", {"layers": 126, "kv_heads": 8, "head_dim": 128, "tokens": 1, "dtype": "bf16"}, 516_096, "DeepSeek-AI, Insights into DeepSeek-V3, 2025, table 1: LLaMA-3.1 405B 516.096 KB a token"),
    # 2 * 80 * 8 * 128 * 2
    ("kv_cache_bytes", {"layers": 80, "kv_heads": 8, "head_dim": 128, "tokens": 1, "dtype": "bf16"}, 327_680, "same table: Qwen-2.5 72B 327.680 KB"),
    # multi-query: 2 * 32 * 1 * 128 * 1000 * 4 batch * 1 B
    ("kv_cache_bytes", {"layers": 32, "kv_heads": 1, "head_dim": 128, "tokens": 1000, "batch": 4, "dtype": "fp8"}, 32_768_000, "8,192 elements a token, 4,000 tokens"),
    # 61 * (512 + 64) * 2
    ("mla_cache_bytes", {"layers": 61, "latent_dim": 512, "rope_dim": 64, "tokens": 1, "dtype": "bf16"}, 70_272, "same table: DeepSeek-V3 70.272 KB a token"),
    # 60 * 576 = 34,560 elements a token; 8,192 tokens; 2 B
    ("mla_cache_bytes", {"layers": 60, "latent_dim": 512, "rope_dim": 64, "tokens": 4096, "batch": 2}, 566_231_040, "34,560 * 8,192 * 2"),
    # 2 * 32 * 8 * 128 = 2^16 elements a token, 2^12 kept, 2 B: 2^29
    ("sliding_window_cache_bytes", {"layers": 32, "kv_heads": 8, "head_dim": 128, "tokens": 32_768, "window": 4096}, 536_870_912, "Mistral 7B, 2023, section 2: 8 times less at 32k tokens, which take 2^32"),
    ("sliding_window_cache_bytes", {"layers": 32, "kv_heads": 8, "head_dim": 128, "tokens": 1000, "window": 4096}, 131_072_000, "window not full: 2^17 B a token"),
    # 10 GB / (2 * 32 * 8 * 128 * 2 = 131,072) = 76,293.9
    ("cached_tokens", {"free_memory": "10 GB", "layers": 32, "kv_heads": 8, "head_dim": 128}, 76_293, "1e10 / 131,072"),
    ("cached_tokens", {"free_memory": "1 GiB", "layers": 32, "hidden_size": 4096, "heads": 32}, 2048, "2^30 / 2^19"),
    ("weights_bytes", {"parameters": 7_000_000_000, "dtype": "bf16"}, 14e9, "7 billion times 2 B"),
    ("weights_bytes", {"parameters": "70B", "dtype": "int4"}, 35e9, "70 billion times half a byte"),
    ("weights_bytes", {"parameters": "175B", "dtype": "fp16"}, 350e9, "Hu et al., LoRA, 2021, section 4.2: a GPT-3 checkpoint has 350 GB"),
    # 4 bits: 3.5e9 B; 7e9 / 128 = 54,687,500 groups of 2 B
    ("quantized_weights_bytes", {"parameters": "7B", "bits": 4, "group_size": 128}, 3_609_375_000, "3.5e9 + 109,375,000"),
    # 1,000 / 64 rounds up to 16 groups of 4 B; 1,000 * 4 / 8 = 500
    ("quantized_weights_bytes", {"parameters": 1000, "bits": 4, "group_size": 64, "scale_bits": 32}, 564, "500 + 16 * 4"),
    # 8 groups of (16 + 4) bits = 20 B beside 512 B
    ("quantized_weights_bytes", {"parameters": 1024, "bits": 4, "group_size": 128, "zero_bits": 4}, 532, "512 + 20"),
    ("effective_bits", {"bits": 4, "group_size": 64, "scale_bits": 32}, 4.5, "Dettmers et al., QLoRA, 2023, section 3: 0.5 bit a parameter"),
    ("effective_bits", {"bits": 4, "group_size": 128, "zero_bits": 4}, 4.15625, "4 + 20 / 128"),
    # 7e9 * 2 + 20e6 * 16
    ("lora_training_bytes", {"parameters": "7B", "trainable": 20_000_000, "dtype": "bf16"}, 14.32e9, "14 GB + 0.32 GB"),
    ("lora_training_bytes", {"parameters": "65B", "trainable": 100_000_000, "dtype": "nf4"}, 34.1e9, "32.5 GB + 1.6 GB"),
    ("gradient_bytes", {"parameters": 1_500_000_000, "dtype": "fp16"}, 3e9, "Rajbhandari et al., ZeRO, 2020, section 3.1: 3 GB of fp16 gradients for 1.5B"),
    ("gradient_bytes", {"parameters": "7B", "dtype": "fp32"}, 28e9, "7 billion times 4 B"),
    ("optimizer_state_bytes", {"parameters": 1_500_000_000}, 18e9, "ZeRO, section 3.1: K = 12"),
    ("optimizer_state_bytes", {"parameters": "1B", "moments": 1, "master_copy": False}, 4e9, "SGD with momentum in float32"),
    ("optimizer_state_bytes", {"parameters": "1B", "moments": 2, "master_copy": True, "state_dtype": "int8"}, 6e9, "two moments of 1 B and a master copy of 4 B"),
    ("training_state_bytes", {"parameters": 1_500_000_000}, 24e9, "ZeRO, section 3.1: at least 24 GB for 1.5B parameters"),
    ("training_state_bytes", {"parameters": 7_500_000_000}, 120e9, "ZeRO, figure 1, baseline"),
    ("training_state_bytes", {"parameters": "1B", "weight_dtype": "fp32", "gradient_dtype": "fp32", "optimizer_bytes": 8}, 16e9, "float32 throughout: 4 + 4 + 8"),
    # ZeRO, figure 1: 31.4, 16.6 and 1.9 GB for 7.5 billion parameters on 64 devices
    ("zero1_bytes_per_gpu", {"parameters": 7_500_000_000, "gpus": 64}, 31.40625e9, "30 + 90 / 64"),
    ("zero2_bytes_per_gpu", {"parameters": 7_500_000_000, "gpus": 64}, 16.640625e9, "15 + 105 / 64"),
    ("zero3_bytes_per_gpu", {"parameters": 7_500_000_000, "gpus": 64}, 1.875e9, "120 / 64"),
    ("zero1_bytes_per_gpu", {"parameters": "1B", "gpus": 1}, 16e9, "one device keeps everything"),
    ("zero2_bytes_per_gpu", {"parameters": "1B", "gpus": 7}, 4e9, "2 + 14 / 7"),
    ("zero3_bytes_per_gpu", {"parameters": "1B", "gpus": 8, "optimizer_bytes": 4}, 1e9, "(2 + 2 + 4) / 8"),
    ("fsdp_bytes_per_gpu", {"parameters": "8B", "gpus": 16, "unit_parameters": 250_000_000}, 8.5e9, "128 / 16 + 0.5"),
    ("fsdp_bytes_per_gpu", {"parameters": "1B", "gpus": 4, "unit_parameters": "1B", "optimizer_bytes": 0}, 3e9, "4 / 4 + 2"),
    # GPT-3: 5 a s / h = 5 * 96 * 2048 / 12288 = 80, as the paper says; 2048 * 12288 * 114 a layer
    ("activation_bytes", {"layers": 1, "hidden_size": 12_288, "heads": 96, "tokens": 2048}, 2_868_903_936, "Korthikanti et al., 2022, section 4.1, GPT-3: 34 + 80"),
    ("activation_bytes", {"layers": 2, "hidden_size": 8, "heads": 2, "tokens": 4, "batch": 3}, 7488, "2 * 3 * 4 * (272 + 40)"),
    ("selective_activation_bytes", {"layers": 1, "hidden_size": 12_288, "tokens": 2048}, 855_638_016, "34 * 2^11 * 12,288"),
    ("selective_activation_bytes", {"layers": 2, "hidden_size": 8, "tokens": 4, "batch": 3}, 6528, "34 * 192"),
    ("checkpointed_activation_bytes", {"layers": 96, "hidden_size": 12_288, "tokens": 2048}, 4_831_838_208, "2 * 96 * 2^11 * 12,288 = 4.5 GiB"),
    ("checkpointed_activation_bytes", {"layers": 2, "hidden_size": 8, "tokens": 4, "batch": 3}, 384, "2 * 192"),
]  # fmt: skip
