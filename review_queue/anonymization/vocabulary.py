"""Word lists: names that are everyday words, and what surrounds the names of people and organizations."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Found alone, these are shown to a person and never masked silently.
ORDINARY = _words(
    """
    able abbey amber an angel april art august autumn baker banks bay bea bear
    bee bell berry best bill bishop black blessing blue bob bond booker bow bowman boy bridge bright
    brook brooks brown buck bud burns bush butler candy care carol carpenter carter case cash chance
    chandler charity chase cherish cherry child childs christian church clay cliff cloud coach cole
    constant cook cooper cotton court crane cross crystal dale daisy dawn day dean deer dell destiny
    diamond do dove drake draper drew dusty duke early east eden ernest eve faith farmer fawn felicity
    field fields fisher fleet flint flora flower ford forest forrest foster fox france frank freedom
    freeman friend frost gale garden gardener garland gay gene genesis gentle georgia gift ginger glen
    glory golden good grace grant gray green grey grove guy hale hall hand hardy harmony harper harvest
    haven hazel head heart heath heather heaven help hill holiday holly home honor hood hope house hunt
    hunter in iris ivory ivy jack jade jasmine jasper jewel joy judge june justice keen kind king knight
    lady lake lamb land lane large lark law leaf legacy liberty light lily little long lotus love low
    major man marina mark marsh marshal mason mat max may meadow mellow melody mercy merit merry miles
    mill miller mills min mission moon moss mother myrtle neat nest noble norm north oak olive opal page
    paige park parker parks parish pat patience paul pearl penny pepper petal piper pleasant poet poppy
    porter potter precious price pride prince promise prudence quest rain rainbow ray reed rich rise
    river rivers rob robin rock rod rose rosemary ruby rush rusty sage sailor sandy saw school season
    serenity sharp shepherd short silver singer sky small smart smith so song south spring star stark
    steel stern stone storm story strange strong sue summer sun swan sweet taylor temple true trust
    turner unity valentine valley van victor violet walker walls warden ware waters weaver web week well
    wells west wheat wheeler white wilder will wing winter wise wish wolf wood woods word worth wren
    wright york young
    """
)
TITLES = _words(
    "dr mr mrs ms miss mx prof professor rev phd psyd edd md rn lcsw lmft lmhc msw ma med jr sr ii iii"
)
PARTICLES = _words("al bin da de del della den der di do dos du el la le of san van von y")
SMALL = PARTICLES | _words("a an and at for in of on the to")
"""In the middle of a name these are written small."""
LEGAL_FORMS = _words("inc incorporated llc llp ltd limited corp corporation co company pllc pc plc")
GENERIC = _words(
    """
    agency and associates association care center centre child children clinic college community county
    department development early education family families foundation group head health hospital infant
    institute mental office program programs project school service services society start state support
    the of for university
    """
)
