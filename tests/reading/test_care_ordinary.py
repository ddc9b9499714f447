"""Ordinary sentences of motorists raise no reason for care; the plain words they resemble still do."""

from __future__ import annotations

import pytest

from caseworker.reading.care import flags


@pytest.mark.parametrize(
    "text",
    [
        "Your last letter went to the flat upstairs and answered somebody else.",
        "I got in touch twice and my last letter was not answered.",
        "Yours sincerely, Honor Tranter",
        "We run a dog grooming business from a van.",
        "You've got it coming through the arch at ten, when we had not hired it yet.",
        "I sent a postal order for £12 and you cashed it on the Monday.",
        "Which order this bus lane comes under, on top of that, nobody would say.",
        "Don't tell me he waited five minutes, because I saw him walk up.",
        "The camera times me at 31 seconds in the box.",
        "I am a plumber and my van doesn't have a blue light.",
        "The police found for her that the car was in your pound.",
        "Three youths took my keys off me in the car park.",
        "The letter came when I came back from the shop.",
        "I take the ring road when I go to work, so the car is on your film every day.",
        "From the petrol station you turn left and the camera is ahead.",
        "My mother's car is petrol, so you can check the charge.",
        "There was a brick wall on one side and a council skip on the other.",
        "If the bay were where you say, my house wouldn't be there to park outside.",
        "There are two of me on your system, one with the old plate.",
        "The clip is useless and the permit slid off it.",
        "I rolled out of the way of a bus.",
        "He beat me to the machine by a minute.",
        "The engine stopped at the lights. Just died.",
        "I could not make it out, the print was so small.",
        "I have a grievance about the sign.",
        "I shook his hand and he still wrote the ticket.",
        "The only way out was past your camera.",
        "There is one way out on foot from the shops, and a stall stands across it.",
        "She couldn't go on the trip without it.",
        "I rang the helpline and the girl said to try again.",
        "It took three goes and a neighbour to get it paid.",
        "He did it from behind like a coward then drove off.",
        "I was collecting her medication from the pharmacy.",
        "I wrote a note, time, date and both machines, and put it on the dash.",
        "Ringing you is a waste of time.",
        "I have driven over that bridge every day since it had one lane.",
        "I had no reason to go down to the car till the Monday.",
        "I have come down off the flyover and there is a skip lorry.",
        "The camera has swapped the last letter of the plate with the one before.",
        "All of it was a waste of time.",
        "I wrote you this in my own hand in February.",
        "I have had both knees done, so hills are slow.",
        "I would do it differently next time, but I'd do the same again for him.",
        "I'll get the train next time.",
        "I have the receipts if you want to see the numbers.",
        "The bags go in the boot after.",
        "There was a digger behind him and nowhere to put a car.",
        "You know where I live when it's £75.",
        "The police told me to stop there.",
        "I have been on to the police and they've given me a number.",
        "There was a gap a hearse could use.",
        "No one had died; it was a wedding.",
        "I did not come back within the hour.",
        "Nobody can say where the wheelchair symbol was painted.",
    ],
)
def test_ordinary_sentences_raise_nothing(text: str) -> None:
    assert [(one.flag, one.words) for one in flags(f"The bay was full. {text} Please cancel it.")] == []


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("self-harm", "This is my last letter"),
        ("self-harm", "This is the last letter you will get from me"),
        ("self-harm", "I am useless and my family would be better off"),
        ("self-harm", "I have got the tablets"),
        ("self-harm", "I won't be there to see it"),
        ("self-harm", "when I go, it will be the council's doing"),
        ("self-harm", "I got up on the ledge"),
        ("self-harm", "I am only in the way, out of everyone's way is best"),
        ("self-harm", "I see no other way out of this for me"),
        ("self-harm", "I left a note for my daughter"),
        ("self-harm", "I can't go on"),
        ("self-harm", "I rang the helpline last night and talked until it was light"),
        ("threat", "I know where you live"),
        ("threat", "He has got it coming to him"),
        ("threat", "I will get him back for this"),
        ("threat", "I will bring petrol to your office"),
        ("threat", "when I find that warden he will be sorry"),
        ("abuse", "Do not tell him where I live"),
        ("abuse", "there is a court order against her ex"),
        ("abuse", "he took my keys and locked me in"),
        ("abuse", "it was an honour based threat"),
        ("abuse", "she was groomed by an older man"),
        ("abuse", "he beat me to the ground"),
        ("abuse", "he times me when I go shopping"),
    ],
)
def test_the_plain_words_they_resemble_still_do(flag: str, text: str) -> None:
    assert flag in {one.flag for one in flags(f"The bay was full. {text}. Please cancel it.")}
