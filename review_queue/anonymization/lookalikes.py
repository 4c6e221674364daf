"""Letters that are read as another: one folded letter for all that look like it.

Only for comparing; a name in one of these scripts is folded alike wherever it stands. Letters are in lower
case, those that look alike only as capitals (Cyrillic Н and H) too. Source: Unicode's confusables (UTS 39),
the letters that are drawn as one of a to z.
"""

_PAIRS = (
    ("авеѕіјкмнорстухүһԁԛԝӏ", "abesijkmhopctyxyhdqwl"),  # Cyrillic
    ("αβεζηικμνορτυχϲϳ", "abezhikmnoptyxcj"),  # Greek
    ("օսհոց", "ouhng"),  # Armenian
    ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡɩ", "abcdefghijklmnoprstuvwyzagi"),  # small capitals and script forms
)
_ALPHABETS = (0x1F1E6, 0x1F150, 0x1F170)
"""Where letters of flags, and white letters in black circles and squares, begin."""

ALIKE: dict[str, str] = {
    letter: plain for letters, plains in _PAIRS for letter, plain in zip(letters, plains, strict=True)
}
ALIKE |= {chr(first + place): chr(ord("a") + place) for first in _ALPHABETS for place in range(26)}
