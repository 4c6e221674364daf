"""Usual short forms of given names in English. A line begins with the full name in its spellings."""

from collections import defaultdict
from collections.abc import Iterable

_LINES = """
    abigail abby abbie gail
    abraham abe bram
    alexander alex alec lex sasha xander sandy
    alexandra alex alexa lexi sandra sasha sandy
    alfred alf alfie fred
    alice allie ally
    alison/allison allie ally
    amanda mandy
    amelia amy millie mia
    andrea andi andie drea
    andrew andy drew
    angela angie
    ann/anne/anna annie nan nancy hannah
    anthony antony tony
    antonia toni tonia
    arthur art artie
    barbara barb barbie babs
    beatrice/beatrix bea bee trixie
    benjamin ben benny benji
    bernadette bernie
    bernard bernie
    beverly bev
    bradley brad
    bridget bridie biddy
    calvin cal
    cameron cam
    candace candice candy
    caroline/carolyn carrie carol callie lynn
    cassandra cass cassie sandra
    catherine/katherine/kathryn/katharine/kathleen cathy kathy kate katie kathie kay kit kitty trina
    cecilia celia cece cissy
    charles charlie chuck chas
    charlotte lottie charlie
    christina/christine/kristina/kristine chris chrissy christy kris kristy tina
    christopher chris topher kit kris
    clarence clare
    clifford cliff
    constance connie
    cynthia cindy
    daniel dan danny
    danielle dani danny
    david dave davy davey
    deborah/debra deb debbie debby
    dennis denny
    diana/diane di
    dominic dom nick
    donald don donny donnie
    dorothy/dorothea dot dottie dolly thea
    douglas doug
    edith edie
    edmund/edward ed eddie ted teddy ned
    eleanor/elinor ellen nell nellie nora ellie
    elizabeth/elisabeth/eliza beth betsy betty bess bessie liz lizzie lizzy libby lisa elsie elise ellie
    emily em emmy millie
    emma em emmy
    ernest ernie
    eugene gene
    evelyn eve evie
    florence flo flossie
    frances fran frannie francie
    francis frank fran
    franklin frank
    frederick fred freddie freddy
    gabriel gabe
    gabriella/gabrielle gaby gabby ella
    geoffrey/jeffrey geoff jeff
    george georgie
    georgina/georgia georgie
    gerald/gerard gerry jerry
    geraldine gerry geri
    gertrude trudy gertie
    gregory greg
    gwendolyn gwen
    harold harry hal
    harriet hattie harry
    heather hettie
    helen nell nellie ellen lena
    henrietta etta hettie
    henry harry hank hal
    herbert herb bert
    howard howie
    isaac ike zac
    isabel/isabella/isabelle izzy bella belle
    jacob jake
    jacqueline jackie jacqui
    james jim jimmy jamie jem
    jane/janet/jean janie jan
    janice jan
    jasmine jas jazz
    jason jay
    jennifer jen jenny jenna
    jeremiah jeremy jerry
    jessica jess jessie
    joan/joanna/joanne jo joanie
    john johnny jack jackie
    jonathan jon jonny nathan
    joseph joe joey jo
    josephine jo josie fifi posy
    joshua josh
    joyce joy
    judith judy jude
    julia/julie/juliet jules
    karen kari
    kenneth ken kenny
    kimberly kim kimmy
    laura/lauren laurie lori
    lawrence/laurence larry lars laurie
    leonard leo len lenny
    leonardo leo
    leslie les
    lewis/louis lou louie
    lillian/lilian lily lil lilly
    linda lindy lynn
    louise/louisa lou lulu
    lucille/lucy/lucia/lucinda lou cindy
    lydia liddy
    madeline/madeleine maddie maddy
    margaret/marguerite maggie meg megan peg peggy marge margie margo greta daisy rita madge
    maria/marie/mary mae molly polly mamie minnie mimi may
    marianne mary anne
    marilyn mary lynn
    marjorie marge margie
    martha marty mattie patty
    martin marty
    matilda tilly mattie
    matthew/mathew matt
    maureen mo
    maxine max
    maximilian/maxwell max
    melanie mel
    melissa mel missy lissa
    melvin mel
    michael mike mick mickey micky mikey
    michelle shelly micki
    mildred millie
    miranda mandy randy
    mitchell mitch
    mohammed/muhammad mo
    nancy nan
    natalie nat nattie
    natasha tasha nat
    nathan/nathaniel nat nate
    nicholas nick nicky nico
    nicole/nicola nicky nikki
    norman norm
    oliver ollie
    olivia liv livvy
    oscar ozzie
    pamela pam
    patricia pat patty patsy tricia trish
    patrick pat paddy rick
    paula/pauline polly
    penelope penny
    peter pete
    philip/phillip phil pip
    philippa pippa
    phyllis phyl
    priscilla cilla prissy
    rachel/rachael rae
    randall/randolph randy
    raymond ray
    rebecca becca becky
    reginald reg reggie
    richard rick ricky rich richie dick
    robert rob robbie bob bobby bert
    roberta bobbie robbie berta
    roderick rod rick
    rodney rod
    roger/rodger rodge
    ronald ron ronnie
    rosemary rose rosie
    rosalind roz rosie
    roxanne roxy
    russell russ
    ruth ruthie
    samantha sam sammie
    samuel sam sammy
    sandra sandy
    sarah/sara sally sadie
    sebastian seb bastian
    sharon shari
    shirley shirl
    sidney/sydney sid syd
    sophia sophie
    stanley stan
    stephanie steph stevie
    stephen/steven steve stevie
    stuart/stewart stu
    susan/susanna/suzanne sue susie suzy
    sylvia syl
    tabitha tabby
    tamara tammy tam
    teresa/theresa terry tess tessa tracy
    terence/terrence terry
    thaddeus tad thad
    theodora thea dora teddy
    theodore ted teddy theo
    thomas tom tommy
    timothy tim timmy
    valerie val
    vanessa nessa
    veronica ronnie vera
    victor vic
    victoria vicky vicki tori
    vincent vince vinny
    virginia ginny ginger
    vivian viv
    walter walt wally
    wendy gwendolyn
    wilfred will fred
    william will bill billy willie liam
    winifred winnie freda
    yvonne vonnie
    zachary zack zach
"""


def _groups(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        whole, *short = line.split()
        wholes = whole.split("/")
        for one in wholes:
            groups[one] |= {*wholes, *short} - {one}
        for one in short:
            groups[one] |= {*wholes}
    return {name: frozenset(others) for name, others in groups.items()}


_FORMS = _groups(filter(str.strip, _LINES.splitlines()))


def other_forms(name: str) -> frozenset[str]:
    """Short forms of a full name, and full names of a short one. `name` is folded."""
    return _FORMS.get(name, frozenset())
