"""How Korean texts word what they say about themselves."""

from __future__ import annotations

import functools
import re

from onrecord.language import wordlists
from onrecord.metadata.languages.wording import CLOCK, Wording

_any = functools.partial(wordlists.any_of, "ko", "lines")
# "2025년 3월 2일", "2025년 3월 2일 (일) 9:00"
DATE_PATTERN = re.compile(
    rf"(?P<year>(?:1[6-9]|20)\d\d)년\ ?(?P<month>\d{{1,2}})월\ ?(?P<day>\d{{1,2}})일"
    rf"(?:\ ?\(?[월화수목금토일]요?일?\)?)?{CLOCK}",
    re.VERBOSE,
)
# "(서울=바다통신) ", "[서울=바다통신] "
DATELINE_PATTERN = re.compile(r"[(\[](?P<place>[가-힣·]{2,12})\s?=\s?(?P<agency>[^()\[\]\n]{2,30})[)\]]\s*")
# "김다래 기자", "[글·사진 김다래 기자] darae@news.example", "취재: 김다래 기자"
BYLINE_PATTERN = re.compile(
    rf"[\[(【■▲]?\s?(?:(?:{_any('by')})\s?[:=·]?\s?)?(?P<name>[가-힣]{{2,4}})\s?"
    rf"(?:(?:{_any('grades')})?기자|{_any('newspeople')})"
    r"[\])】]?(?:[\s,(]*[\w.+-]{1,64}@[\w.-]{3,80}[)\]]?)?\.?"
)
# "(서울=바다통신) 김다래 기자 = "
LEAD_PATTERN = re.compile(r"(?:[(\[][^()\[\]\n]{2,40}[)\]]\s*)?(?P<name>[가-힣]{2,4})\s?(?:기자|특파원)\s?=\s?")
# "바다 뉴스 김다래입니다.", "부산에서 바다뉴스 김다래였습니다."
SIGN_OFF_PATTERN = re.compile(
    rf"(?:[가-힣 ]{{2,20}}에서[ ,]*)?(?P<outlet>[\w가-힣 ]{{0,16}}?(?:{_any('broadcasters')}))"
    rf"\s(?P<name>[가-힣]{{2,4}}?)(?:\s?(?:{_any('newspeople')}))?"
    rf"(?:{_any('copulas')})"
    r"[.]?(?P<stray>[\"”’']*)"
)
# "김다래 기자가 보도합니다."
HAND_OFF_PATTERN = re.compile(
    rf"(?<![가-힣])(?!{_any('not_reporters')})(?P<name>[가-힣]{{2,4}})(?<![부팀들])"
    rf"\s?(?:기자|특파원)가 (?:[가-힣]{{1,6}} ){{0,3}}(?:{_any('on_assignment')})"
)
# "부두시 보도자료", "[부두시 보도자료]"
RELEASE_PATTERN = re.compile(r"\[?(?P<name>[가-힣][\w가-힣·]{1,20}(?: [\w가-힣·]{2,12})?) ?보도 ?자료\]?")
# "본 저작물은 '항만청'에서 '2031년' 작성하여 …" → "항만청"
MAKER_PATTERN = re.compile(r"(?:본|이) ?저작물은 ?['‘](?P<name>[^'‘’\n]{2,40})['’]에서")
# "… '항만청, https://port.example'에서 무료로 다운받으실 수 있습니다."
KEPT_AT_PATTERN = re.compile(r"(?P<address>https?://[^\s'‘’“”\"<>]{4,300})['’]에서")

WORDING = Wording(
    title_labels="제목",
    section_labels="분야|섹션",
    date_labels=_any("date_labels"),
    updates="수정",
    date_forms=(DATE_PATTERN,),
    datelines=(DATELINE_PATTERN,),
    bylines=(BYLINE_PATTERN,),
    leads=(LEAD_PATTERN,),
    sign_offs=(SIGN_OFF_PATTERN,),
    hand_offs=(HAND_OFF_PATTERN,),
    # "영상: 김다래, 편집: 민솔"
    other_credits=(
        rf"(?:(?:{_any('other_credits')})"
        r"[가-힣 ]{0,8}[:：] ?[가-힣]{2,4}(?:[ ,·/|]{1,3}|$)){1,6}"
    ),
    outlet_names=r"[가-힣][\w가-힣 ]{1,20}",  # "바다신문"
    releases=(RELEASE_PATTERN,),
    source_labels=_any("source_labels"),
    source_headings="출처|원문",
    originals="원문 ?보기",
    # "본 저작물은 …", "저작권자 ⓒ 바다통신, 무단 전재 금지"
    notices=(
        rf"(?:본|이) ?(?:{_any('pieces')})(?:{_any('particles')})\b|\[?공공누리|저작권자|"
        rf"무단 ?(?:{_any('copying')})"
        "|크리에이티브 ?커먼즈"
    ),
    rights=_any("rights"),
    owners="저작권자",
    reporting=rf"고 (?:{_any('reporting')})",  # "공공누리에 따른다고 말했다"
    licence_labels="이용 ?허락|라이선스",
    makers=(MAKER_PATTERN,),
    kept_at=(KEPT_AT_PATTERN,),
    ends="끝",
    newsroom_labels=_any("script_labels"),
    directions=_any("directions"),
    captions=r"▲[^\n]{2,200}|사진\s?[=:][^\n]{2,100}|\[사진[^\]\n]{0,60}\][^\n]{0,100}",  # "▲ 부두 / 사진=바다통신"
    page_lines=r"관련\s?기사[^\n]{0,120}|기사제보[^\n]{0,160}",
    contacts=rf"(?:{_any('contacts')})\s?[:：]",
)
