"""French turns of phrase that say more than their words one by one. Cleaned text: lower case, straight apostrophes."""

from __future__ import annotations

# What looks negative word by word and is not: rewritten before anything is counted.
GOOD_IDIOMS = (
    (r"pas (?:si |trop |du tout )?mal(?! (?:de|d')\b)(?: du tout)?", "agréable"),
    (r"(?:je )?(?:n'ai |n'y a |n'avons )?rien à (?:redire|dire|reprocher|ajouter)", "parfait"),
    (r"(?:sans|aucun|pas de) (?:souci|problème|regret|doute|hésit\w+|faute)s?", "agréable"),
    (r"n'hésitez (?:surtout )?pas|n'hésitez plus", "agréable"),
    (r"(?:ne (?:le |la )?regrette|ne regrettez|aucunement regretté) ?(?:pas|rien|aucunement)?", "agréable"),
    (r"(?:pas|n'est pas|jamais) (?:déçue?s?|ennuyeu\w+|ennuyée?s?)", "agréable"),
    (r"(?:ne |n')(?:\w+ )(?:jamais |pas )ennuyée?s?", "agréable"),
    (r"on ne s'ennuie (?:pas|jamais)", "agréable"),
    (r"pas seulement|non seulement|sans (?:oublier|parler de)", "aussi"),
    (r"(?:pas|plus|rien) (?:de )?mieux(?! (?:que|faire))", "agréable"),
    (r"rien que du (?:bonheur|plaisir|positif)|que du (?:bonheur|positif|bon)", "parfait"),
    (r"loin d'être (?:déçue?s?|ennuyeu\w+|inutile\w*)", "agréable"),
    (
        r"(?<!un )(?:très |trop |si |assez )?peu(?= (?!de\b|d'|du\b|des\b|à\b|près\b|importe\b|après\b|avant\b"
        r"|plus\b)\w)",
        "pas",
    ),
)

# A wish, a lack, a warning: (name, pattern, how much it takes from the score).
RESERVATIONS = (
    (
        "not_recommended",
        r"ne (?:\w+ )?(?:recommande\w*|conseille\w*) (?:pas|plus|vraiment pas|absolument pas|à personne|"
        r"guère)|déconseill\w+",
        0.7,
    ),
    (
        "to_avoid",
        r"(?:à|a) (?:éviter|eviter|fuir|proscrire|bannir)|fuyez|évitez|passez votre chemin|plus jamais|n'y allez pas",
        0.7,
    ),
    (
        "waste",
        r"perte (?:de|d')(?: |)(?:temps|argent)|perdu (?:mon|notre|du) temps|gaspill\w+|arnaques?|vol(?:eurs|"
        r"er)\b|sans (?:aucun )?intérêt",
        0.6,
    ),
    (
        "disappointed",
        r"déç(?:us?|ues?|oi\w+)|décev\w+|déception\w*|désillusion\w*|désenchant\w*|catastroph\w*|lamentab\w+|"
        r"déplorab\w+|exécrab\w+|insupportab\w+|minables?|calvaire|enfer\b|horreur|ras[- ]le[- ]bol|marre\b|honte\b|"
        r"foutage|merd\w+|détest\w+|honteu\w+|scandal\w+|pitoyab\w+|horrible\w*|affreu\w+|désastr\w+",
        0.5,
    ),
    (
        "poor",
        r"\bnul(?:le|s|les)?\b(?! part)|défaillan\w+|bâclée?s?|pénibles?|ridicules?|n'importe quoi|"
        r"superficiel\w*|survol\w*|indigestes?|inaudibles?|illisibles?|obsolètes?|dépassée?s?\b|creux\b"
        r"|creuses?\b|pas convain\w+|faible(?:s|ment)?\b|rien (?:appris|compris|retenu)|médiocre\w*|inutile\w*"
        r"|incompét\w+|inadmissible\w*|inexista\w+|"
        r"insuffisan\w+|incompréhensib\w+|inadapté\w*|injust\w+|irrespect\w+|mépris\w*|mauvais(?:e|es)?|pire|"
        r"laxis\w+",
        0.35,
    ),
    (
        "boring",
        r"barbante?s?|fatigante?s?|chronophages?|(?<!d')ennu(?:i|is|ie|yeu\w+|yant\w*|yé\w*)|soporifique\w*"
        r"|rébarbati\w+|monotone\w*|répétiti\w+|"
        r"interminable\w*|long(?:uet|ueur)\w*|laborieu\w+",
        0.35,
    ),
    (
        "disorganised",
        r"désorganis\w+|mal (?:organisé|géré|préparé|expliqué|adapté|conçu|foutu|encadré|suivi)\w*|bordel\w*|"
        r"brouillon\w*|confus(?:e|es)?|flou(?:e|s|es)?|anarchi\w+|usine à",
        0.35,
    ),
    (
        "neglected",
        r"livrée?s? à (?:soi|lui|eux|nous|elle|vous)[- ]m[eê]mes?|se débrouill\w+|autodidacte\w*|"
        r"abandonnée?s?|aucun(?:e)? (?!doute|regret|souci|problème|hésit)\w+",
        0.3,
    ),
    (
        "lack",
        r"manqu(?:e|es|ent|ait|aient|é)(?! pas)|absences? (?:de|d')|pas assez|trop peu|(?:très )?peu (?:de|d'|"
        r"ou pas)|dépourvu\w*|carence\w*|défaut\w*|lacune\w*|faut(?:e)? de",
        0.22,
    ),
    ("too_much", r"\btrop\b(?! (?:bien|cool|super|top|bonne?|bons))|surcharg\w+|excessi\w+", 0.2),
    (
        "pity",
        r"dommage\w*|regrett\w+|bémol\w*|malheureus\w+|hélas|frustr\w+|laiss\w+ à désirer|à désirer|reproch\w+",
        0.25,
    ),
    (
        "wish",
        r"(?:j'|on |nous |il )(?:aurai[ts]?|aurions) (?:\w+ )?(?:aimé|préféré|voulu|souhaité|fallu|apprécié|"
        r"pu)|aurait (?:pu|dû|été)|aurai[ts]? mérité|gagnerai\w+ à|devrai(?:t|ent)|il faudrait|mériterai\w+|"
        r"serait (?:bien|mieux|préférable|souhaitable|intéressant)",
        0.2,
    ),
    (
        "to_improve",
        r"(?:à|peut|pourrait|pourraient|doit|doivent) (?:être )?(?:amélior\w+|revoir|revu\w*|mieux faire|"
        r"retravailler|rafra[iî]chir|progresser|peaufiner)|améliorations?|points? (?:négatif|faible|noir|"
        r"à améliorer)\w*|les - ?:|inconvénients?|faiblesses?|mieux faire",
        0.2,
    ),
    (
        "uneven",
        r"inéga(?:l|le|les|ux)|pas (?:du tout |franchement )?(?:top|ouf|fou|folle|génial\w*|idéa\w+|fameu\w+"
        r"|folichon\w*)|"
        r"aléatoire\w*|(?:pas|rarement) (?:toujours|forcément|très|vraiment|assez|"
        r"suffisamment|terrible)|moyen(?:ne|s|nes)?\b(?! (?:de|d'|pour))|moyennement|plus ou moins|"
        r"à la hauteur|mitigée?s?|bof|sans plus|dépend (?:de|des|du|beaucoup)",
        0.18,
    ),
    (
        "hard",
        r"difficil\w+ (?:à|de|d')|pas (?:évident|facile|clair|adapté)\w*|compliquée?s?|problèmes?|soucis|"
        r"galère\w*|lourd(?:e|s|es|eur)?\b|stress\w*|élitis\w+|démotiv\w+|décourag\w+|vieill\w+|vétuste\w*|"
        r"chère?s?\b|co[uû]teu\w+",
        0.15,
    ),
    (
        "however",
        r"\b(?:cependant|toutefois|néanmoins|malgré|en revanche|par contre|pourtant|excepté|hormis|mis à part|"
        r"à part|certes)\b",
        0.1,
    ),
)

# What the lexicon hears too faintly, or not at all.
PRAISES = (
    (
        "recommended",
        r"(?:je |nous |vous |vivement |fortement )(?:la |le |les |vous |)?(?:recommand\w+|conseill\w+)|"
        r"recommand(?:e|é|able)\w*|à faire absolument",
        0.3,
    ),
    (
        "loved",
        r"ador(?:e|é|able)\w*|régal\w*|passionn\w+|captiv\w+|génia(?:l|le|ux)|super\b|superbe\w*|top\b|bravo|"
        r"magnifique\w*|merveill\w+|formidab\w+|parfait\w*|excellen\w+|incroyable\w*|exceptionnel\w*|"
        r"remarquab\w+|fabuleu\w+|impeccab\w+|nickel|bluffé\w*|bluffante?s?|conquis\w*|emballée?s?\b|chapeau",
        0.25,
    ),
    (
        "grateful",
        r"\bmerci\b|ravie?s?\b|content(?:e|s|es)?\b|satisfait\w*|enchantée?s?|comblée?s?|heureu(?:x|se|ses)|"
        r"fi(?:er|ère)s?\b",
        0.2,
    ),
    (
        "rich",
        r"enrichi\w+|épanou\w+|stimul\w+|motivante?s?|inspirant\w*|dynami\w+|ludique\w*|conviviale?s?|"
        r"bienveill\w+|chaleureu\w+|à l'écoute|disponib\w+|pédagog(?:ue|ues)\b|compétent\w*|attenti\w+|"
        r"agréable\w*|innovant\w*|complète?s?\b|attractive?s?\b|accessibles?\b|formatrices?\b|sympa\w*|bonheur|"
        r"limpides?|pertinente?s?|instructi(?:f|fs|ve|ves)\b|félicitations",
        0.15,
    ),
    (
        "useful",
        r"très (?:bien|bon(?:ne|s|nes)?|clair\w*|utile\w*|intéressant\w*|complet\w*)|(?:m'a|nous a|"
        r"a) (?:permis|aidé|apporté|appris)|j'ai (?:beaucoup )?(?:appris|apprécié|aimé|progressé)|"
        r"beaucoup (?:appris|aimé|apprécié)|de qualité|permet (?:de|d')",
        0.15,
    ),
)
