"""The words by which English says whether an act happened, beside the operators of the lexicon."""

from __future__ import annotations

from dragoman.model.reading import Status

NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor", "no", "without", "hardly", "scarcely"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "would", "'d"})
OBLIGATION = frozenset({"should", "must", "ought"})
POSSIBLE = frozenset({"may", "might", "can", "could", "ca"})
PERFECT = frozenset({"have", "having"})
HAPPEN = frozenset({"occur", "happen", "take", "come", "materialize", "materialise", "exist", "begin", "follow"})
"""Verbs whose negation undoes their subject: "the visit did not take place"."""

STEPS = frozenset({"step", "measure", "move"})
"""What one takes to do a thing and so begins to do it: "took steps to improve relations"."""

GATHER = frozenset({"meet", "gather", "assemble", "convene", "reconvene"})
"""Those who did this to talk or to sign did so: "met to discuss the frontier"."""

WISHES = frozenset({"wish", "like", "want", "desire"})
SPEECH = frozenset({
    "advise", "announce", "appeal", "ask", "assure", "call", "condemn", "congratulate", "convey", "declare", "deny",
    "emphasise", "emphasize", "explain", "express", "inform", "make", "mention", "note", "pay", "point", "praise",
    "propose", "protest", "raise", "reaffirm", "recall", "reiterate", "remind", "repeat", "say", "state", "stress",
    "suggest", "tell", "thank", "underline", "urge", "warn", "welcome",
})  # fmt: skip
"""What is done by saying that one wishes to: "I wish to thank the Polish Government"."""

REFER = frozenset({
    "accept", "answer", "approve", "endorse", "explain", "heed", "oppose", "reject", "resist", "support",
    "understand", "welcome",
})  # fmt: skip
"""Verbs whose object, if it is a known one, is there whether or not one does it: "did not oppose the intervention"."""

AFTER = frozenset({
    "believe", "condemn", "criticise", "criticize", "denounce", "deplore", "excuse", "forget", "ignore", "justify",
    "mention", "regret", "repel", "survive", "withstand",
})  # fmt: skip
"""Verbs whose object, known or not, is there before them: "refused to condemn a raid"."""

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"})
LIKELY: dict[str, Status] = {
    **dict.fromkeys(("possible", "potential", "hypothetical", "conceivable", "eventual"), "hypothetical"),
    **dict.fromkeys(
        ("proposed", "projected", "planned", "future", "impending", "imminent", "forthcoming", "upcoming", "intended",
         "prospective", "contemplated", "envisaged"), "planned"),
}  # fmt: skip
BECOMES = frozenset({"be", "become", "seem", "appear", "remain", "look"})
"""Verbs by which an adjective says of an act whether it will be: "intervention became likely"."""

TOWARDS = frozenset({"for", "on", "upon", "to", "toward", "towards", "with", "of", "in", "into", "from", "against"})
"""Prepositions that may belong to the verb before them; what others lead to is told of in passing."""
