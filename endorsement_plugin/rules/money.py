"""Amounts of money: the currencies that associations charge in, and how an amount is written. Pure.

Codes and decimal places are those of ISO 4217.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

MOST = Decimal(1_000_000)
"""More than any association charges for anything."""


@dataclass(frozen=True)
class Currency:
    """`sign` stands before the amount; without one the code does. `places` is the decimals it has."""

    name: str
    sign: str = ""
    places: int = 2


CURRENCIES: Mapping[str, Currency] = {
    "AUD": Currency("Australian dollar", "A$"),
    "BRL": Currency("Brazilian real", "R$"),
    "CAD": Currency("Canadian dollar", "CA$"),
    "CHF": Currency("Swiss franc"),
    "CLP": Currency("Chilean peso", places=0),
    "CNY": Currency("Chinese yuan"),
    "COP": Currency("Colombian peso"),
    "CZK": Currency("Czech koruna"),
    "DKK": Currency("Danish krone"),
    "EUR": Currency("Euro", "€"),
    "GBP": Currency("Pound sterling", "£"),
    "HKD": Currency("Hong Kong dollar", "HK$"),
    "HUF": Currency("Hungarian forint"),
    "ILS": Currency("Israeli shekel", "₪"),
    "INR": Currency("Indian rupee", "₹"),
    "ISK": Currency("Icelandic króna", places=0),
    "JPY": Currency("Japanese yen", "¥", 0),
    "KRW": Currency("South Korean won", "₩", 0),
    "KWD": Currency("Kuwaiti dinar", places=3),
    "MXN": Currency("Mexican peso", "MX$"),
    "NOK": Currency("Norwegian krone"),
    "NZD": Currency("New Zealand dollar", "NZ$"),
    "PLN": Currency("Polish złoty"),
    "SEK": Currency("Swedish krona"),
    "SGD": Currency("Singapore dollar", "S$"),
    "TRY": Currency("Turkish lira"),
    "TWD": Currency("New Taiwan dollar", "NT$"),
    "USD": Currency("US dollar", "$"),
    "ZAR": Currency("South African rand"),
}
CHOICES = [(code, f"{code}: {one.name}") for code, one in CURRENCIES.items()]


def money(amount: Decimal, currency: str) -> str:
    """The amount as it is read, in the decimals of its currency: $1,250.00, A$50.00, ¥5,000, CHF 25.00.

    An amount with more decimals than that is written with all of them: it is never rounded.
    """
    kind = CURRENCIES[currency]
    number = f"{amount:,.{max(kind.places, decimals(amount))}f}"
    return f"{kind.sign}{number}" if kind.sign else f"{currency} {number}"


def plain(amount: Decimal, currency: str) -> str:
    """The same without sign and thousands, for programs: 1250.00."""
    return f"{amount:.{max(CURRENCIES[currency].places, decimals(amount))}f}"


def decimals(amount: Decimal) -> int:
    """The decimal places that an amount needs: 2 for 0.25, 1 for 0.50, 0 for 100."""
    return max(0, -int(amount.normalize().as_tuple().exponent))


def faults_of(amount: Decimal, currency: str) -> list[str]:
    """Why this cannot be charged in this currency, in sentences; empty if it can."""
    kind = CURRENCIES[currency]
    if decimals(amount) <= kind.places:
        return []
    most = {0: "no decimal places", 1: "one decimal place"}.get(kind.places, f"{kind.places} decimal places")
    return [f"Your association charges in {currency}, which has {most}."]
