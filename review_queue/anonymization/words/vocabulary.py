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
    aap abc abuela abuelita aca ace aces acyf ados afghan africa african ages ainsworth alaska alaskan
    als american americas anda apa apache appalachian april arabic asd asia asian aspq asq attestation
    attuned august auntie aunties autism autistic autumn baptist battelle bayley beebe bengali bible
    bick biobehavioral biringen bitsea blog boris bowlby brazelton british bronfenbrenner buddhist
    burmese cambodian canadian capta caregiver caregiving catholic cbcl cbt cdc cdi chamorro cherokee
    childcare chinese christian christmas chuukese cicchetti circ clinician clinicians cms coaching
    comorbid competencies competency congress constitution coregulation covid cps creole crittenden
    crowell cuban dbt dc deca december denver diagnoses disability dominican doula doulas dozier dsm
    dyad dyadic dysregulated dysregulation early easter eastern ecmh ecmhc ecsii edinburgh egeland
    eggbeer emde emdr emilia endorsee english epds erikson europe european excel eyberg facebook
    facilitating facilitator february felitti fenichel ferpa fijian filipino fonagy foundational
    fraiberg french freud friday fridays gad garner german ghosh gilkerson god google grandparent
    grandparents greek greenspan guatemalan gunnar haitian haitians halloween hanukkah harvard hawaii
    hawaiian headstart heffron hhs hindu hipaa hippy hispanic hmong homelike honduran hopi hrsa icd icwa
    idea iecmh iep ifsp ilocano imh indian indigenous indonesian infant instagram intergenerational
    internet interoception inuit iphone ippen iranian iraqi irish islander islanders italian january
    japanese jewish july june karen kennell khmer kidi kindergarten klaus kohut kolk korean lachmann
    lactation lakota lao laotian larrieu latina latino latinx lieberman litem lutheran macro mahler
    malay maori march marshallese marvin may mchat mchip medicaid medicare mentalization mentalize
    mentee mentees methodist mexican mexico micronesian midwest midwestern midwife midwifery miechv
    minde mindfulness minding monday mondays montessori mormon mothers mullen murch muslim naeyc nami
    nana nasw navajo nbo ncast nctsn neonate neonates nepali neurodevelopmental neurodivergent
    neurodiverse neuroscience newborns nicu nih northern november nugent nurturing obstetric obstetrics
    october ojibwe ok okay ongoing online opioid osofsky pacific pakistani palauan pandemic parenting
    parents passover pawl pcit pediatrics pentecostal perinatal phq piaget pmad polish porges portuguese
    postnatal powerpoint ppd preemie preventive preverbal proprioceptive providers psi psychoeducation
    psychosocial ptsd quran ramadan rdc reactivation referral reggio regulated relational robertsons
    russian sadler safecare salvadoran sameroff samhsa samoan sandler saturday saturdays schore screener
    senate sensorimotor september serve shirilla shonkoff siblings sikh sioux skype slade snap
    socioemotional solihull somali southern spanish spitz spring sroufe stakeholder states stepfather
    stepmother stern strengths summer sunday sundays supervisee supervisees supreme syrian tagalog tanf
    telehealth thai thanksgiving thursday thursdays tongan toolkit torah toth touchpoints trauma
    traumatic trevarthen tribal tribe trimester triple tronick tuesday tuesdays turkish ukrainian
    ultrasound uncles unicef united vestibular vietnamese vineland vygotsky waldorf weatherston website
    wednesday wednesdays weigand wellbeing western who wic wifi winnicott winnicottian winter wisconsin
    word workforce yale youtube yupik zeanah zero zoom
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
ESTABLISHMENTS = _words(
    """
    academy agency alliance association center centre chapel charter church clinic coalition
    collaborative collective college consultants consultation consulting cooperative council elementary
    foundation group harbor hospital house initiative institute intermediate kindergarten middle nursery
    partners partnership pediatrics practice preschool program project school services shelter society
    studio team university
    """
)
"""What an organization calls itself, beside words of its own."""
SUBJECTS = _words(
    """
    a abuse act adoption adult advanced advocacy advocate alcohol american americans angels area art
    assessment attachment autism babies baby behavior behavioral best birth board brain breastfeeding
    bureau calm care caring case certified child childhood children childrens circle classroom clinical
    code cognitive community competence competency congress consultant core council counselor count
    country court crisis cultural culture custody day daycare delay department depression developing
    development developmental diagnostic direct director disabilities disability disaster disorder
    district diversity doctor domestic drug dual due early education educational educator emergency
    emotional endorsement equity ethics evaluation evidence exposure eye families family fatherhood
    federal first five food foster foundations four function general grand great grief group growth
    guidance guidelines head health healthy help high home homes hour human identity individual
    individuals infancy infant infants inquiry integrated intensive intervention justice juvenile kids
    language law lead leadership learning level license licensed life listening local long love maternal
    medical medicine memory mental mentor model mother mothers motor music national native neonatal
    network new newborn nurse nursing nutrition observation observational occupational office officer
    one open oral order other others our outcome outreach pain parallel parent parents part partner
    paternal pathway pediatric peer physical physician plan play policy positive postpartum power
    practice pregnancy prenatal preschool prevention primary process professional program promoting
    promotion protection protective psychological psychotherapy public quality questionnaire reading
    ready records referral reflection reflective regional registry regulation relationship reproductive
    research residential resource resources response responsibility review rights risk safe safety scale
    school science screening second section secure security seeking self sensory serious service
    services session sexual shared sharing sign six skills sleep social special specialist specialized
    spectrum speech staff stage stages standards start state statewide step still stories story strange
    stress strong student study substance summer superior supervision supervisor support supported
    surgeon survey system systems task teacher teaching team technical test theory therapeutic therapist
    therapy third three time toddler toddlers together training transition trauma treatment trial tribal
    trust two unit use user video violence visit visiting visitor visitors vital voices volunteer wait
    waiting watch week welfare well wellness whole women wonder work worker workers workforce working
    workshop world year years young youth zero
    """
)
"""What the field writes with capitals in the names of programs, laws, scales and diagnoses."""
