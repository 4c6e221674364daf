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
STREETS = (
    ("street", "st", "str"), ("avenue", "ave", "av"), ("road", "rd"), ("drive", "dr"), ("lane", "ln"),
    ("boulevard", "blvd"), ("court", "ct"), ("place", "pl"), ("highway", "hwy"), ("way",), ("circle", "cir"),
    ("terrace", "ter"), ("parkway", "pkwy"), ("loop",), ("trail", "trl"), ("square", "sq"), ("alley", "aly"),
    ("row",), ("path",), ("turnpike", "tpke"), ("crescent", "cres"), ("plaza", "plz"),
)  # fmt: skip
"""Kinds of streets and how they are shortened. Source: the Postal Service's Publication 28, appendix C1."""
STATES = _words(
    """
    al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd
    oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy pr gu alabama alaska arizona arkansas california colorado
    connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine
    maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada newhampshire
    newjersey newmexico newyork northcarolina northdakota ohio oklahoma oregon pennsylvania rhodeisland
    southcarolina southdakota tennessee texas utah vermont virginia washington westvirginia wisconsin wyoming
    usa us unitedstates canada australia ireland england scotland
    """
)
"""States and countries, run together: an address names one, and everybody who is scored may live there."""
ANYBODYS = _words(
    """
    gmail googlemail yahoo ymail hotmail outlook live msn aol icloud me mac proton protonmail pm gmx
    comcast verizon att sbcglobal cox charter example
    """
)
"""Domains at which anybody can have an address: they identify nobody."""
FIELD = _words(
    """
    acyf ages ainsworth american asd asq attestation autism autistic bayley biobehavioral blog bowlby
    brazelton bronfenbrenner capta caregiver caregiving cbt childcare clinician clinicians cms coaching
    competency competencies comorbid cps dbt dc diagnoses disability dsm dyad dyadic early ecmh ecmhc
    ecsii edinburgh emdr endorsee epds erikson facilitator fonagy foundational fraiberg freud greenspan
    harvard headstart hhs hipaa homelike icd idea ifsp iep iecmh imh infant intergenerational
    kindergarten latino latina latinx lieberman macro mahler mchat medicaid medicare mentalization
    mentalize mentee mentees mindfulness mchip nbo neurodevelopmental neurodivergent neurodiverse
    neuroscience nicu nurturing online opioid ongoing parenting pediatrics perinatal piaget pmad ppd
    postnatal preemie preverbal psychoeducation psychosocial ptsd rdc referral relational sandler serve
    siblings snap socioemotional spanish stakeholder stern strengths tanf telehealth toolkit trauma
    traumatic tronick ultrasound vygotsky wellbeing website wic winnicott workforce yale zero providers
    reactivation supervisee supervisees screener english french german hmong vietnamese korean chinese
    japanese filipino tagalog ilocano samoan tongan chuukese marshallese arabic somali russian ukrainian
    polish portuguese haitian creole navajo lakota ojibwe hawaiian european african asian indigenous
    hispanic jewish muslim christian catholic pacific islander islanders alaska monday tuesday wednesday
    thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
    january february march april june july august september october november december thanksgiving
    christmas easter ramadan hanukkah passover halloween god
    """
)
"""Words of the field and of every calendar that dictionaries lack, or have with a capital only. Who is cited
everywhere in the field's literature is among them: everybody cites them."""
ABBREVIATIONS = _words(
    """
    am pm us usa uk tv id ok er icu nicu imh iecmh dc dsm icd asd ptsd cps wic ece ei hv ehs hs ifsp iep ppd
    epds asq ct ma
    """
)
"""In capitals these stand in anybody's prose: no signature because two of their letters match one."""
DIRECTIONS = _words("n s e w ne nw se sw north south east west northeast northwest southeast southwest")
"""Before or after the name of a street."""
