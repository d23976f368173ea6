"""Which kind of English a text is written in, by its marks alone: the texts carry no such label.

A text belongs to the first kind whose marks it bears, in the order of `KINDS`. Rough: it serves to see whether
texts are read worse for how they are written.
"""

from __future__ import annotations

import re

_CASUAL = (
    r"(?-i:^[a-z]|\bi\b)|\b(?:lol|omg|tbh|u|ur|pls|plz|thx|gonna|wanna|idk|dunno|ppl|dont|didnt|wasnt|cant|wont|ive|"
    r"thats|shes|hes)\b|\?\?|!!|[\U0001f300-\U0001faff]"
)
_HELPING = ("did", "does", "do", "would", "could", "can", "will", "should", "may", "might", "must")
_ASKED = "".join(rf"(?<!\b{word} )" for word in _HELPING)
_LEARNER = (
    rf"\b{_ASKED}(?:he|she) (?:say|go|come|want|need|have|make|take|look|ask|feel|think|know|work|hold|push|give|"
    r"stand|wait|live|speak|read|tell|bring|do|not)\b|\b(?:i|he|she|we|they) not \w+|\bdid(?:n't| not) \w+ed\b|"
    r"\bsince (?:\w+) (?:years|months|weeks|days)\b|\bi am (?:agree|know|think|understand|work)\b|"
    r"\b(?:is|was) (?:not )?(?:same|big|only) (?:thing|problem|way)\b|"
    r"\bwhy (?:he|she|i|they|we) (?:did|do|was|not)\b|\bthey is\b|\bmuch (?:people|books|times)\b|\bexplain me\b|"
    r"\bfor to\b|"
    r"\bin the same time\b|"
    r"\bthis \w+ (?:wait|come|say|want|need|ask)\b"
)
_REGIONAL = (
    r"\b(?:wahala|abeg|no fit|sef|oga|lah|innit|aye|wee|nowt|owt|summat|ain't|y'all|reckons?|arvo|bloke|och|ken|"
    r"yous|(?:should|could|would) of|(?:was|were) (?:sat|stood)|me (?:mum|nan)|mam|nan|duck|craic|bairn|lass|"
    r"lads?|eejit|fair play|crook|do the needful|vexed|small small|chop|dey|na so|eh|mate)\b"
)
_FORMAL = (
    r"\b(?:hereby|aforementioned|aforesaid|undersigned|inst|pursuant|herewith|henceforth|notwithstanding|pertaining|"
    r"regarding|in accordance|with respect to|in respect of|patron's|patrons|the patron|the user|"
    r"(?:was|were) advised|was informed|as per|"
    r"it is (?:acknowledged|noted|regretted|proposed|considered|suggested)|"
    r"yours (?:faithfully|sincerely)|dear (?:sir|madam|mr|mrs|ms|dr)|please (?:be advised|note)|we regret|"
    r"we apologise for)\b"
)
_SHORT_FORM = r"\w['’](?:t|s|m|re|ve|ll|d)\b"
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(marks, re.IGNORECASE))
    for name, marks in (
        ("second language", _LEARNER),
        ("casual", _CASUAL),
        ("regional", _REGIONAL),
        ("formal", _FORMAL),
        ("plain, short forms", _SHORT_FORM),
        ("plain, written out", ""),
    )
)


def kind_of(text: str) -> str:
    """The first kind of English whose marks the text bears."""
    told = text.replace("’", "'")
    return next(name for name, marks in KINDS if marks.search(told))
