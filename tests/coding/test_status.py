"""Whether an act happened, from the words around it. What these tables lack stands in ``known_gaps.jsonl``."""

from __future__ import annotations

import pytest

from dragoman.coding.coder import Coder
from dragoman.coding.scene import Token
from dragoman.coding.status import is_future, is_refusal, status_of

TABLE = {
    "promised": [
        ("Italy promised to withdraw its troops.", "withdraw"),
        ("Britain pledged itself to defend Poland.", "defend"),
        ("France undertook to pay the debt.", "pay"),
    ],
    "planned": [
        ("Chile plans to expel the envoy.", "expel"),
        ("Mexico will recall its minister.", "recall"),
        ("Spain intended to blockade the port.", "blockade"),
        ("Peru prepared to attack Chile.", "attack"),
        ("The plan to invade Egypt was dropped.", "invade"),
        ("Greece was about to sign the treaty.", "sign"),
        ("The Tsar resolved to support the Serbs.", "support"),
        ("They agreed to cooperate.", "cooperate"),
        ("Italy tried to annex Corfu.", "annex"),
        ("The projected visit to Sofia pleased Turkey.", "visit"),
        ("An attack on Malta became likely.", "attack"),
        ("Egypt authorised the sale of arms.", "sale"),
        ("Sweden would like to sign the treaty.", "sign"),
    ],
    "negated": [
        ("Brazil did not attack Uruguay.", "attack"),
        ("Sweden never recognised the regime.", "recognised"),
        ("Turkey failed to reach an agreement.", "reach"),
        ("Turkey failed to reach an agreement.", "agreement"),
        ("Persia refused to receive the mission.", "receive"),
        ("Sweden declined to extradite the prisoners.", "extradite"),
        ("The army left without attacking the town.", "attacking"),
        ("Denmark made no agreement with Prussia.", "agreement"),
        ("No treaty was signed.", "treaty"),
        ("The agreement failed to materialise.", "agreement"),
        ("Chile signed without consulting Peru.", "consulting"),
        ("Chile will not sign without consulting Peru.", "consulting"),
        ("Norway stopped them from attacking.", "attacking"),
        ("No treaty was signed.", "signed"),
        ("Neither government sent aid.", "sent"),
        ("Nobody in Vienna accused Serbia.", "accused"),
        ("There was no war between the two kingdoms.", "war"),
        ("Hungary refrained from criticizing its ally.", "criticizing"),
        ("The Dutch were prevented from landing.", "landing"),
        ("The refusal to pay angered the creditors.", "pay"),
    ],
    "hypothetical": [
        ("Romania may withdraw its delegates.", "withdraw"),
        ("Cuba might attack the base.", "attack"),
        ("If Syria attacks, the fleet will sail.", "attacks"),
        ("Unless Bulgaria withdraws, the pact is void.", "withdraws"),
        ("Austria could have attacked Russia.", "attacked"),
        ("The Sultan would have ceded Crete.", "ceded"),
        ("Had Russia mobilised, Austria would have attacked.", "attacked"),
        ("The minister considered breaking off relations.", "breaking"),
        ("If Syria attacked, Iraq would withdraw.", "withdraw"),
        ("France feared a possible German attack.", "attack"),
        ("Any invasion was feared.", "invasion"),
        ("The pact was a safeguard against aggression.", "aggression"),
        ("The minister thought of breaking off relations.", "breaking"),
    ],
    "demanded": [
        ("Portugal must evacuate the island.", "evacuate"),
        ("Britain should recognise the new government.", "recognise"),
        ("Berlin asked Vienna to sign the treaty.", "sign"),
        ("The Porte demanded the withdrawal of the troops.", "withdrawal"),
        ("Serbia was called upon to punish the murderers.", "punish"),
        ("The demand for recognition was repeated.", "recognition"),
    ],
    "threatened": [
        ("China threatened to attack Vietnam.", "attack"),
        ("Iraq threatened an invasion.", "invasion"),
        ("The threat to break off relations worked.", "break"),
    ],
    "denied": [
        ("Libya denied attacking the ship.", "attacking"),
        ("Poland denied that it had signed the protocol.", "signed"),
        ("Tito denied the charge that he had supported the rebels.", "supported"),
    ],
    "offered": [("Denmark offered to sell the islands.", "sell")],
    "ended": [
        ("Belgium ended its cooperation with Rwanda.", "cooperation"),
        ("Trade was suspended by both sides.", "trade"),
        ("The projected attack on Malta was called off.", "attack"),
        ("Portugal stopped bombing the villages.", "bombing"),
    ],
    "asserted": [
        ("Italy attacked Greece.", "attacked"),
        ("The talks began after the surrender.", "surrender"),
        ("He returned after attacking the convoy.", "attacking"),
        ("Russia did not attend the conference that Britain had called.", "called"),
        ("Italy, which attacked Greece in 1940, did not win.", "attacked"),
        ("In spite of the refusal, Italy attacked.", "attacked"),
        ("Because Japan attacked China, the League met.", "attacked"),
        ("Egypt succeeded in signing the treaty.", "signing"),
        ("Germany began to withdraw its troops.", "withdraw"),
        ("France decided to recognise Israel and recognised it in 1949.", "recognised"),
        ("He said that Italy had attacked Greece.", "attacked"),
        ("Spain was forced to cede the island.", "cede"),
        ("The envoys met to discuss the frontier.", "discuss"),
        ("Russia did not oppose the American intervention.", "intervention"),
        ("Peru refused to condemn an attack on Chile.", "attack"),
        ("Greece resisted the Italian attack.", "attack"),
        ("The town could not have been saved without British aid.", "aid"),
        ("The regime cannot survive without British aid.", "aid"),
        ("I wish to thank Poland.", "thank"),
        ("The minister was able to sign the treaty.", "sign"),
        ("He asked about the attack.", "attack"),
        ("The visit was postponed because of the attack.", "attack"),
        ("It was not until 1934 that the United States recognised the Soviet Union.", "recognised"),
    ],
}
ROWS = [(status, text, word) for status, rows in TABLE.items() for text, word in rows]


def find(coder: Coder, text: str, word: str) -> Token:
    """The word of a sentence, parsed."""
    return next(token for token in next(iter(coder.parser.parse([text]))) if token.lower_ == word)


@pytest.mark.parametrize(("status", "text", "word"), ROWS, ids=[f"{text} [{word}]" for _, text, word in ROWS])
def test_status(coder: Coder, status: str, text: str, word: str) -> None:
    assert status_of(find(coder, text, word), coder.grammar.operators) == status


@pytest.mark.parametrize(
    ("text", "word", "future"),
    [
        ("Tito would visit Moscow in 1955.", "visit", True),
        ("Tito will visit Moscow.", "visit", True),
        ("Tito would pay a visit to Moscow.", "visit", True),
        ("Tito visited Moscow.", "visited", False),
        ("Tito might visit Moscow.", "visit", False),
        ("If Tito would visit Moscow, peace was near.", "visit", False),
    ],
)
def test_a_bare_future(coder: Coder, text: str, word: str, *, future: bool) -> None:
    assert is_future(find(coder, text, word)) is future


@pytest.mark.parametrize(
    ("text", "word", "refused"),
    [
        ("Finland does not accept the note.", "accept", True),
        ("We cannot accept the proposal.", "accept", True),
        ("The failure to adhere to the treaty angered them.", "adhere", True),
        ("Finland will not accept the note.", "accept", False),
        ("Finland must not accept the note.", "accept", False),
        ("The treaty was not ratified.", "ratified", False),
        ("Finland accepted the note.", "accepted", False),
    ],
)
def test_not_to_do_it_is_a_refusal(coder: Coder, text: str, word: str, refused: bool) -> None:
    assert is_refusal(find(coder, text, word), coder.grammar.operators) is refused
