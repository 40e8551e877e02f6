"""The letters in a rosette."""

import pytest

from people.initials import initials_of


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Samayya Afzal", "SA"),
        ("Pelé", "P"),
        ("éva ōtani", "ÉŌ"),
        ("Ludwig van Beethoven", "LB"),
        ("Fatima bint Said", "FS"),
        ("Khalid ibn al-Walid", "KW"),
        ("Ahmed el-Hassan", "AH"),
        ("Zia ur-Rehman", "ZR"),
        ("Al Green", "AG"),
        ("Siân O’Neil", "SO"),
        ("Anne-Marie Smith-Jones", "AS"),
        ("Dr. Amina Khan CBE MP", "AK"),
        ("Rt Hon Sir Sadiq Example KC", "SE"),
        ("Dr", "D"),
        ("J. R. R. Tolkien (writer)", "JW"),
        ("“Maz” Example", "ME"),
        ("王小明", "王"),
    ],
)
def test_initials_are_those_of_the_first_and_last_part_of_a_name(name: str, letters: str) -> None:
    assert initials_of(name) == letters


def test_the_initials_of_an_arabic_name_do_not_join_into_a_word() -> None:
    assert initials_of("فاطمة سعيد") == "ف\u200cس"


def test_a_letter_and_its_accent_stay_together_however_they_are_typed() -> None:
    assert initials_of("E\u0301va Khan") == "ÉK"


@pytest.mark.parametrize("name", ["", "   ", "123", "— !"])
def test_a_name_without_letters_has_no_initials(name: str) -> None:
    assert initials_of(name) == ""


def test_an_over_long_name_still_has_two_initials() -> None:
    assert initials_of("Aya " + "very " * 2000 + "Long") == "AL"
