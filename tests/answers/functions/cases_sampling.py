"""Hand-worked values of sampling and losses: name, parameters, value, where it comes from."""

from math import e, log, sqrt

CASES = [
    # e^2 = 7.38906, e = 2.71828, 1: total 11.10734
    ("softmax", {"logits": [2, 1, 0]}, (0.665241, 0.244728, 0.090031), "7.38906 / 11.10734 and so on"),
    # halved: e = 2.71828, e^0.5 = 1.64872, 1: total 5.36700
    ("softmax", {"logits": [2, 1, 0], "temperature": 2}, (0.506480, 0.307196, 0.186324), "2.71828 / 5.36700 and so on"),
    ("softmax", {"logits": [5, 5, 5, 5], "temperature": 0.1}, (0.25, 0.25, 0.25, 0.25), "equal logits stay equal"),
    ("softmax", {"logits": [100, 0], "temperature": 0.01}, (1, 0), "nothing overflows"),
    ("top_k_kept", {"probabilities": [0.1, 0.6, 0.05, 0.25], "k": 2}, frozenset({1, 3}), "0.6 and 0.25"),
    ("top_k_kept", {"probabilities": [0.5, 0.5], "k": 5}, frozenset({0, 1}), "no more than there are"),
    ("top_p_kept", {"probabilities": [0.5, 0.25, 0.15, 0.1], "mass": 0.9}, frozenset({0, 1, 2}), "0.5 + 0.25 + 0.15 is just 0.9"),
    ("top_p_kept", {"probabilities": [0.5, 0.25, 0.15, 0.1], "mass": 0.5}, frozenset({0}), "the first alone reaches it"),
    ("top_p_kept", {"probabilities": [0.1, 0.2, 0.7], "mass": 0.8}, frozenset({1, 2}), "the token that crosses is kept"),
    ("top_p_kept", {"probabilities": [0.1, 0.2, 0.7], "mass": 1}, frozenset({0, 1, 2}), "everything"),
    ("min_p_kept", {"probabilities": [0.5, 0.25, 0.15, 0.1], "min_p": 0.3}, frozenset({0, 1, 2}), "threshold 0.15"),
    ("min_p_kept", {"probabilities": [0.9, 0.06, 0.04], "min_p": 0.1}, frozenset({0}), "threshold 0.09"),
    ("repetition_penalty", {"logit": 2.4, "penalty": 1.2}, 2, "divided"),
    ("repetition_penalty", {"logit": -3, "penalty": 1.2}, -3.6, "multiplied"),
    ("occurrence_penalty", {"logit": 4, "occurrences": 3, "presence": 0.5, "frequency": 0.2}, 2.9, "4 - 0.5 - 0.6"),
    ("occurrence_penalty", {"logit": 4, "occurrences": 0, "presence": 0.5, "frequency": 0.2}, 4, "not seen yet"),
    ("entropy", {"probabilities": [0.5, 0.25, 0.125, 0.125]}, 1.75, "0.5 + 0.5 + 0.375 + 0.375"),
    ("entropy", {"probabilities": [1, 0]}, 0, "certain"),
    ("entropy", {"probabilities": [0.25] * 4}, 2, "four equal ones"),
    ("cross_entropy", {"target": [1, 0, 0], "predicted": [0.5, 0.3, 0.2]}, log(2), "-ln 0.5"),
    ("cross_entropy", {"target": [0.5, 0.5], "predicted": [0.25, 0.75]}, 0.836988, "0.5 * 1.386294 + 0.5 * 0.287682"),
    ("kl_divergence", {"target": [0.5, 0.5], "predicted": [0.25, 0.75]}, 0.143841, "0.836988 - 0.693147"),
    ("kl_divergence", {"target": [0.3, 0.7], "predicted": [0.3, 0.7]}, 0, "the same"),
    ("kl_divergence", {"target": [1, 0], "predicted": [0.5, 0.5]}, log(2), "one-hot: the cross-entropy"),
    ("perplexity", {"loss": 0}, 1, "no surprise"),
    ("perplexity", {"loss": log(50_257)}, 50_257, "all tokens equally likely"),
    ("sequence_perplexity", {"token_probabilities": [0.5, 0.25, 0.125]}, 4, "surprises of 1, 2 and 3 bits: mean 2"),
    ("sequence_perplexity", {"token_probabilities": [0.1] * 5}, 10, "ten equally likely ones"),
    # equal logits: the teacher's divergence is 0, the hard loss ln 2
    ("distillation_loss", {"teacher_logits": [1, 1], "student_logits": [0, 0], "label": 0, "weight": 0.5}, log(2) / 2, "half of ln 2"),
    # teacher (ln 3, 0) is (0.75, 0.25), student uniform: KL = 0.75 ln 1.5 + 0.25 ln 0.5 = 0.130812
    ("distillation_loss", {"teacher_logits": [log(3), 0], "student_logits": [0, 0], "label": 1, "weight": 0}, 0.130812, "0.304099 - 0.173287"),
    # at T = 2 the logits 2 ln 3 give the same shares; T^2 = 4
    ("distillation_loss", {"teacher_logits": [2 * log(3), 0], "student_logits": [0, 0], "label": 1, "temperature": 2, "weight": 0.1}, 0.540238, "0.1 * 0.693147 + 0.9 * 4 * 0.130812"),
    ("smoothed_cross_entropy", {"probabilities": [0.7, 0.2, 0.1], "label": 0, "smoothing": 0.3}, 0.676542, "0.8 * 0.356675 + 0.1 * 1.609438 + 0.1 * 2.302585 = 0.285340 + 0.391202"),
    ("smoothed_cross_entropy", {"probabilities": [0.7, 0.2, 0.1], "label": 1, "smoothing": 0}, log(5), "the hard label"),
    ("dpo_loss", {"policy_chosen": -10, "policy_rejected": -10, "reference_chosen": -10, "reference_rejected": -10}, log(2), "no margin"),
    # gains +2 and -1, beta 0.1: margin 0.3; ln(1 + e^-0.3) = ln 1.740818
    ("dpo_loss", {"beta": 0.1, "policy_chosen": -12, "policy_rejected": -15, "reference_chosen": -14, "reference_rejected": -14}, 0.554355, "ln 1.740818"),
    ("dpo_loss", {"beta": 1, "policy_chosen": -300, "policy_rejected": 0, "reference_chosen": 0, "reference_rejected": -300}, 600, "a hopeless margin costs itself"),
    ("grpo_advantages", {"rewards": [1, 0, 0, 1]}, (1, -1, -1, 1), "mean 0.5, spread 0.5"),
    # mean 0.25, variance (0.5625 + 3 * 0.0625) / 4 = 0.1875, spread 0.433013
    ("grpo_advantages", {"rewards": [1, 0, 0, 0]}, (sqrt(3), -1 / sqrt(3), -1 / sqrt(3), -1 / sqrt(3)), "0.75 / 0.433013"),
    ("grpo_advantages", {"rewards": [2, 2]}, (0, 0), "equal rewards teach nothing"),
    ("ppo_clip", {"ratio": 1.5, "advantage": 2}, 2.4, "clipped at 1.2"),
    ("ppo_clip", {"ratio": 1.5, "advantage": -1}, -1.5, "a bad action made likelier is not forgiven"),
    ("ppo_clip", {"ratio": 0.5, "advantage": -1}, -0.8, "clipped at 0.8"),
    ("ppo_clip", {"ratio": 0.5, "advantage": 2}, 1, "min(1, 1.6)"),
    ("ppo_clip", {"ratio": 1.1, "advantage": 1, "epsilon": 0.1}, 1.1, "just inside"),
    ("perplexity", {"loss": 1}, e, "e nats"),
]  # fmt: skip
