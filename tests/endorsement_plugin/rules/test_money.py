"""How amounts are written, and which a currency has no room for."""

from decimal import Decimal

import pytest

from endorsement_plugin.rules.money import CURRENCIES, decimals, faults_of, money, plain


@pytest.mark.parametrize(
    ("amount", "currency", "read", "sent"),
    [
        ("25", "USD", "$25.00", "25.00"),
        ("25.5", "USD", "$25.50", "25.50"),
        ("25.500", "USD", "$25.50", "25.50"),
        ("5000.000", "JPY", "¥5,000", "5000"),
        ("1250", "USD", "$1,250.00", "1250.00"),
        ("1E+2", "AUD", "A$100.00", "100.00"),
        ("5000", "JPY", "¥5,000", "5000"),
        ("12.125", "KWD", "KWD 12.125", "12.125"),
        ("0.125", "USD", "$0.125", "0.125"),
        ("100", "CHF", "CHF 100.00", "100.00"),
    ],
)
def test_an_amount_is_written_in_the_decimals_of_its_currency(
    amount: str, currency: str, read: str, sent: str
) -> None:
    assert money(Decimal(amount), currency) == read
    assert plain(Decimal(amount), currency) == sent


@pytest.mark.parametrize(
    ("amount", "currency", "fault"),
    [
        ("25.50", "USD", ""),
        ("25.500", "USD", ""),
        ("25.505", "USD", "has 2 decimal places"),
        ("25.5", "JPY", "has no decimal places"),
        ("25.0", "JPY", ""),
        ("25.1234", "KWD", "has 3 decimal places"),
    ],
)
def test_smaller_parts_than_a_currency_has_are_refused(amount: str, currency: str, fault: str) -> None:
    told = faults_of(Decimal(amount), currency)
    assert [fault in one for one in told] == ([True] if fault else [])


def test_every_currency_can_be_written() -> None:
    for code, one in CURRENCIES.items():
        assert money(Decimal(1), code).endswith("1." + "0" * one.places if one.places else "1")
        assert decimals(Decimal(plain(Decimal(1), code))) == 0
    assert all(len(code) == 3 and 0 <= one.places <= 3 for code, one in CURRENCIES.items())
