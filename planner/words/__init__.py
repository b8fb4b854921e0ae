"""What the planner says, in the language of whoever reads it.

The code speaks English: ``say("{towns:# town|# towns} in {region}", towns=3, region="Karelia")``. English sentences
are the keys of the Russian ones, which stand in ``planner.words.russian``, and the ids of the project's own tables
(sheets, columns, choices, the catalogue) have a name in each language. Nothing else in the project knows a language.
"""

from planner.words.language import Language, chosen, use, using
from planner.words.naming import localised, meant, named
from planner.words.saying import Words, number_in_words, phrase, say

__all__ = [
    "Language",
    "Words",
    "chosen",
    "localised",
    "meant",
    "named",
    "number_in_words",
    "phrase",
    "say",
    "use",
    "using",
]
