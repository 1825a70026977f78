"""How English texts word what they say about themselves."""

from __future__ import annotations

from onrecord.metadata.languages.wording import Wording

WORDING = Wording(
    title_labels="title|headline",
    section_labels="section|category|topic",
    date_labels=(
        "date(?:line)?|published(?: (?:on|at|date))?|publication date|posted(?: (?:on|at))?|issued(?: on)?"
        "|released?(?: (?:on|date))?|broadcast(?:ed)?(?: (?:on|date|at))?|aired(?: (?:on|at))?|air ?date|delivered on"
        "|first published|last updated|updated(?: (?:on|at))?"
    ),
    updates="last |updated",
    by="by|written by|reported by|reporting by|report(?:er)?s?:|authors?:|by:|byline:|words(?: by|:)|story by",
    source_labels="sources?|original(?: source)?|via|credit",
    source_headings="sources?",
    originals=(
        "(?:you can )?(?:read|see|view|find) (?:the )?(?:original|full|whole)(?: (?:article|story|text|post|script))?"
        r"(?: (?:at|on|here|in))?|(?:this \w+ (?:was )?)?(?:originally|first) (?:published|appeared|posted)"
        " (?:at|on|by|in)"
    ),
    rights=r"licen[cs]|copyright|©|ⓒ|\(c\) ?\d{4}|rights reserved|public domain|creative commons|kogl",
    reporting=r"\b(?:said|says|say|told|tells|wrote|writes|argued|announced|claims?|claimed)\b",
    licence_labels="licen[cs]e|rights",
    ends="END|ENDS",
    newsroom_labels=(
        "anchor(?: ?lead)?|lead|pkg|package|vcr|reporter|report|stand[- ]?up|sound ?bites?|sot|closing"
        "|intro(?:duction)?|outro|studio|narration|voice[- ]?over|vo|track|interview"
    ),
    directions=(
        "applause|laughter|laughs|cheers|cheering|crosstalk|cross-talk|inaudible|pause|silence|music|boos|recess|break"
        "|gavel|interpretation|video (?:plays|begins|ends|is shown)|begin video(?: clip)?|end video(?: clip)?"
    ),
    captions=(
        "(?:file |stock )?(?:photo(?:graph)?|image|picture|video|graphic|illustration|map|screenshot)s?(?: credit)?s?"
        r"(?:\s?[:=]| by | courtesy | from | via )[^\n]{2,200}|(?:file|stock) (?:photo|image)\.?"
        r"|(?:photo )?caption\s?:[^\n]{2,300}|getty images\.?"
    ),
    page_lines=(
        r"(?:story|article|text) continues (?:below|after)[^\n]{0,60}|continue reading[^\n]{0,80}|advertisement\.?"
        r"|sponsored content|(?:read|see|watch|listen|hear) (?:more|also|next|now)(?:\s?:[^\n]{0,160}|[^\n]{0,40})"
        r"|(?:related|more|see also|also read|recommended)(?: (?:stories|articles|content|coverage|news))?\s?:?"
        r"(?:(?<=:)[^\n]{0,160})?|share (?:this|on)[^\n]{0,60}"
        r"|(?:sign up|subscribe)\b[^\n]{0,120}(?:newsletter|e-?mail|updates|inbox|channel)[^\n]{0,60}"
        r"|follow (?:us|@|[A-Z]\w+ on)[^\n]{0,100}|click here[^\n]{0,80}|skip to (?:content|main)[^\n]{0,40}"
        "|back to top|print this page"
    ),
    contacts=(
        r"(?:media|press|news)\s?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|office|relations|desk)\b"
        r"(?! (?:said|says))|contacts?(?: (?:information|details|us))?\s?(?::|$)"
        r"|for (?:more|further|additional|press|media) (?:information|details|enquiries|inquiries)\b[^\n]{0,12}"
        "(?:contact|call|e-?mail|visit|please|:)"
    ),
)
