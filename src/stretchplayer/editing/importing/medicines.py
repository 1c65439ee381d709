"""Tells whether a line names a medicine: such a line is not taken over into a routine."""

import re
from typing import Final

_NAMED: Final = re.compile(
    r"\b(paracetamol|acetaminophen|ibuprofen|aspirin|naproxen|diclofenac|ketoprofen|celecoxib|metamizol\w*|codeine"
    r"|tramadol|morphine|opioid\w*|quinine|magnesium|potassium|cannabi\w*|cbd|menthol|capsaicin|salicylate"
    r"|cyclobenzaprine|methocarbamol|carisoprodol|baclofen|tizanidine|tolperisone|orphenadrine|metaxalone"
    r"|chlorzoxazone|dantrolene|diazepam|benzodiazepine\w*|voltaren|voltarol|advil|tylenol|aleve|flexeril|botox"
    r"|muscle relaxants?|pain ?killers?|pain relief|tablets?|pills?|medication|medicines?|anti-?inflammator(?:y|ies)"
    r"|schmerzmittel|tabletten?|\d+ ?(?:mg|mcg|µg))\b",
    re.IGNORECASE,
)


def names_medicine(line: str) -> bool:
    """Whether a line speaks of a medicine or of a dose of one."""
    return _NAMED.search(line) is not None
