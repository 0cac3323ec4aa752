"""English turns of phrase that say more than their words one by one. Cleaned text: lower case, contractions in full."""

from __future__ import annotations

# What looks negative word by word and is not: rewritten before anything is counted.
GOOD_IDIOMS = (
    (r"not (?:too |so |that |at all )?bad(?: at all)?", "rather good"),
    (r"not (?:too |so |that |very |overly |super |)(?:hard|difficult|boring|heavy|challenging)", "good"),
    (
        r"(?:can ?not|could not|nothing) (?:go wrong|to complain about|be happier|"
        r"recommend (?:\w+ )?(?:enough|more)|ask for more|be better|thank \w+ enough)",
        "great",
    ),
    (
        r"(?:do|did|will|would|does) not (?:regret|disappoint|hesitate|be disappointed)|not be disappointed|"
        r"no regrets?",
        "good",
    ),
    (
        r"never (?:boring|bored|a dull moment|disappoint\w*)|without (?:a )?doubt|no (?:doubt|problems?|"
        r"complaints?|issues?)",
        "great",
    ),
    (r"not (?:only|just)|do not (?:worry|be (?:afraid|scared|intimidated|fooled))", "also"),
    (r"hard[- ]?working|hard work\b|works? hard|hands down|pretty (?=good|great|easy|clear)", "really "),
    (r"no better|not (?:get|be|find) (?:any )?better", "great"),
    (
        r"difficult (?:concepts?|topics?|subjects?|ideas?|material)|hard (?:concepts?|topics?)|"
        r"complex (?:\w+ )?(?:concepts?|topics?|ideas?|subjects?)",
        "topics",
    ),
)

# A wish, a lack, a warning: (name, pattern, how much it takes from the score).
RESERVATIONS = (
    (
        "not_recommended",
        r"(?:not|never|hardly) (?:\w+ )?recommend\w*|not worth|not a good|stay away|steer clear|"
        r"look elsewhere|do ?not (?:take|bother|waste|buy|enrol\w*)|should not (?:be teaching|teach|take)|"
        r"never (?:take|again)|run away",
        0.55,
    ),
    (
        "to_avoid",
        r"\bavoid\b|\bbeware\b|\bworst\b|at all costs?|\bregret\w*|drop(?:ped|ping)? (?:the|this|it|out)|"
        r"nightmare",
        0.5,
    ),
    (
        "waste",
        r"wast(?:e|ed|ing|es)\b|pointless|useless|worthless|meaningless|no (?:value|use|point|sense)|"
        r"nothing new|(?:learn(?:ed|t)?|did not learn) (?:nothing|much|anything)|garbage|a joke\b|scam|crap",
        0.5,
    ),
    (
        "disappointed",
        r"disappoint\w*|frustrat\w+|upset\w*|annoy\w+|terrible|horrible|awful|dreadful|atrocious|painful|"
        r"hate[ds]?\b|ridiculous|unacceptable|insult\w*|ruin(?:ed|s|ing)?\b|spoil\w*|shame\w*|rip[- ]?off|"
        r"underwhelm\w+|lacklust\w+|sub-?par\b|uninspir\w+",
        0.4,
    ),
    (
        "rude",
        r"\brude\w*|condescend\w+|patroni[sz]\w+|clueless|disrespect\w+|unprofessional|arrogan\w+|unhelpful"
        r"|not helpful|un(?:fair|"
        r"reasonable|approachable|willing|interested|available)\w*|not (?:care|fair|approachable)|"
        r"does not (?:\w+ )?(?:care|help|answer|explain|know|teach|respond|like)|mean\b(?! (?:that|to|i|it|"
        r"you|the|s))|incompeten\w+|picky",
        0.35,
    ),
    (
        "boring",
        r"bor(?:ing|ed|edom)\b|monoton\w+|tedious|\bdull\b|\bdry\b|repetitive|\bdrags?\b|dragged|"
        r"fall(?:ing)? asleep|sleep\w*|doz(?:e|ed|ing)\b|read(?:s|ing)? (?:directly |straight |right |just )?(?:off|"
        r"from) (?:of )?(?:the |his |her )?(?:slides?|notes?|power ?points?)|rambl\w+",
        0.3,
    ),
    (
        "disorganised",
        r"(?:dis|un|not |poorly |badly )(?:very |well )?(?:-)?organi[sz]ed|disorgani[sz]ation|poor(?:ly)?\b|"
        r"all over the place|\bmess(?:y|ed)?\b|chaotic|scattered|badly|lack of (?:organi\w+|structure)|broken|"
        r"outdated|out of date|inaudible|unreadable|glitch\w*|bugs?\b",
        0.3,
    ),
    (
        "unclear",
        r"confus\w+|unclear|(?:not|never) (?:\w+ )?(?:clear|understand\w*|understood|explain\w*|prepared|"
        r"engaging|interesting|useful)|vague|hard to (?:follow|understand|hear|read|get|keep|pay|stay|see|"
        r"tell)|difficult to (?:follow|understand|hear|read|get|keep|pay|see)|impossible to|no idea|"
        r"makes? no sense|teach(?:ing)? (?:yourself|myself|ourselves)|struggl\w+|\blost\b",
        0.3,
    ),
    (
        "lack",
        r"\black(?:s|ed|ing)?\b|missing|not (?:enough|sufficient|much|many|any)|insufficient|too (?:few|"
        r"little)|no (?:feedback|support|help|structure|examples?|practice|explanation\w*|guidance|"
        r"interaction)|little (?:to no|help|support|feedback)|without (?:any|explaining|explanation)",
        0.22,
    ),
    (
        "too_much",
        r"(?:\btoo|way|far) (?:much|many|fast|long|short|slow|hard|difficult|easy|basic|simple|quick\w*|"
        r"theoretical|technical|advanced|detailed|superficial|general|expensive|dense|heavy|strict|broad|"
        r"short)|time[- ]consuming|overwhelm\w+|overload\w*|a lot of (?:work|reading|homework|memoriz\w+)|"
        r"heavy",
        0.22,
    ),
    (
        "wish",
        r"\bwish(?:ed|es)?\b|would (?:have )?(?:\w+ )?(?:like[d]? to|prefer\w*|be (?:better|nice|great|"
        r"helpful|good)|have been|love to see)|could (?:be|have been|have|use|do with) (?:\w+ )?(?:better|"
        r"more|improved|less|shorter|longer|clearer|updated|used|done)|could use|should (?:be|have|give|"
        r"provide|include|add)|hop(?:ed|ing) for|expected more|more (?:examples?|practice|time|explanation\w*|"
        r"details?|interacti\w+|feedback) (?:would|could|on|from|in|about|and)",
        0.22,
    ),
    (
        "to_improve",
        r"needs? (?:to (?:be|improve|work|have|learn)|more|work|improvement|some)|improve(?:d|ment|ments)?\b|"
        r"suggestion\w*|work on (?:his|her|their)|only (?:thing|downside|complaint|problem|issue|criticism)|"
        r"downsides?|drawbacks?|weak(?:ness\w*|er)?\b|issues?\b|problems? (?:is|was|are|were|with)|"
        r"complain\w*|flaw\w*",
        0.18,
    ),
    (
        "uneven",
        r"\b(?:okay|ok|alright|decent|meh|average|mediocre|so-so|mixed|fine)\b|kind of|sort of|"
        r"a (?:little )?bit\b|somewhat|fairly|not (?:as|so|that|very|really|super|too|always|quite|"
        r"particularly|particulary|a very|necessarily)|i guess|at times|sometimes|hit or miss|nothing special|"
        r"depends|be prepared to|if you (?:do not|can not|need|have to)|except",
        0.15,
    ),
    (
        "hard",
        r"\b(?:difficult|tough|challenging|hard|harder|hardest|tricky|stressful|strict|fail(?:ed|s|ing|ure)?|"
        r"slow|rushed|unless|heavy accent|accent|wrong|weird|strange|random|expensive|bad)\b",
        0.15,
    ),
    (
        "however",
        r"\b(?:however|unfortunately|sadly|although|though|despite|instead|except|supposed to|whereas|"
        r"nevertheless|otherwise|if only|(?:could|should|would|might) have)\b",
        0.1,
    ),
)

# What the lexicon hears too faintly, or not at all.
PRAISES = (
    (
        "recommended",
        r"(?:highly|definitely|strongly|would|totally|i|really|absolutely|to|and|will) recommend\w*|"
        r"recommend(?:ed)? (?:this|it|him|her|to|for|taking)|must[- ]take|a must\b|(?:take|"
        r"taking) (?:\w+ )?(?:again|anything)|worth (?:it|every|the|your)|do yourself a favou?r",
        0.3,
    ),
    (
        "loved",
        r"\blov(?:e|ed|es|ing|ely)\b|amazing\w*|awesome|wonderful\w*|fantastic|excellent\w*|outstanding|"
        r"brilliant\w*|incredible|incredibly|superb\w*|stellar|top[- ]notch|spot[- ]on|blown away|exceeded"
        r"|phenomenal|perfect\w*|favou?rite|best\b|great\b|"
        r"fascinating|exceptional\w*|genius|gem\b",
        0.2,
    ),
    (
        "grateful",
        r"thank(?:s|ful| you)?\b|grateful|glad\b|happy\b|pleased|satisfied|delight\w*|pleasure|enjoy(?:ed|s|"
        r"able|ing|ment)?\b|appreciat\w+|honou?r(?:ed)?|blessed|lucky|fortunate",
        0.2,
    ),
    (
        "rich",
        r"engag(?:ing|es|ed)|inspir\w+|passionate|enthusias\w+|caring|cares about|kind\b(?! of)|patient\b|"
        r"approachable|friendly|funny|humou?r\w*|knowledgeable|helpful|supportive|encourag\w+|thorough\w*"
        r"|down[- ]to[- ]earth|eye[- ]open\w+|"
        r"enlighten\w+|interesting|insight\w*|valuable|informative|sweet(?:heart)?\b|interactive",
        0.15,
    ),
    (
        "useful",
        r"learn(?:ed|t)? (?:a lot|so much|many|much|a ton|more|new)|helped (?:me|us)|gave me|"
        r"easy to (?:follow|understand|grasp|digest)|well[- ](?:explained|structured|organi[sz]ed|presented|"
        r"taught|designed|done|put|made|prepared|thought|paced)|clear(?:ly)?\b|organi[sz]ed|useful|practical|"
        r"easy[- ]?(?:going)?\b|fun\b|good\b|(?:great|good) (?:introduction|overview|experience)|"
        r"understanding of|opportunity|knowledge",
        0.1,
    ),
)
