"""A page's paragraphs as a script: which labels are labels, what is furniture, who speaks from where to where."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.conferences import CONFERENCE, CONFERENCE_HELD, CONFERENCE_WORDS, HOLDS
from parsers.html.paragraphs import MARGIN, Paragraph
from parsers.records import Role
from parsers.speakers.labels import COLON, Label, named_by_markup, read_label
from parsers.speakers.party import Certainty
from parsers.speakers.people import plain_names
from parsers.speakers.persons import read_person
from parsers.spelling import either
from parsers.turns.furniture import Reason, is_closing, is_stage_direction, is_table_word, opens_links, reason_of
from parsers.turns.label_lines import joined_labels
from parsers.turns.lines import Line, Speech, next_line

_SENTENCE = re.compile(r"[。！？!?…]|[；;]$")
_QUESTION_END = re.compile(r"[？?][”」』）)]?(?:谢谢[。！!]?)?$")
# 二、据报道，…   有记者问，…
_PUT = re.compile(r"[一二三四五六七八九十]{1,2}、|(?:据报道|另据|有报道|有记者|有消息|请问)")
_ASKING = re.compile(
    r"请问|請問|想问|想問|提问|想请问|想了解|请介绍|请谈|能否|有何|如何|什么|哪些|是否|怎么|怎样|为何|多少|吗？|呢？|我是[^，。]{2,20}记者"
)
# …能不能请部门介绍一下。
_REQUEST = re.compile(
    r"请[^。！？]{0,30}(?:介绍|谈谈|解读|回应|说明|透露|分享|解答|评论|证实|确认)(?:一下|下)?[^。！？]{0,16}[。！]?(?:谢谢[。！]?)?$"
)
# …有何评论？ 答：…  - turns run together in one paragraph
_RUN_IN = re.compile(
    rf"(?:(?<=[。？！?!…])|(?<=[。？！?!…]”))[ \u3000\u00a0]*(?=(?:问|問|答|追问|记者|記者|主持人|[QA]\d{{0,2}})[{COLON}])"
)
_RUN_IN_NAMED = re.compile(rf"(?<=[。？！?!…”）)])[ \u3000\u00a0]+(?=[^，。？！；{COLON}\s]{{2,24}}[{COLON}])")
# 人民日报：…？华源：…。解放日报：… with nothing between: only in a paragraph that a known outlet opens
_GLUED = re.compile(rf"(?<=[。？！?!])(?=[^，。？！；、{COLON}\s]{{2,16}}[{COLON}])")
_END, _COLON = re.compile(r"[。？！?!…”）)]"), re.compile(f"[{COLON}]")
# …请您介绍一下。[ 2019-03-11 08:51 ]   …。2022-11-05 15:06:31   …。[10:11]
_DAY = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_STAMP_AT_END = re.compile(
    rf"(?<=[。？！?!…”）)])\s*(?:[\[［【(（]\s*(?:{_DAY}\s+)?\d{{1,2}}[{COLON}]\d{{2}}(?:[{COLON}]\d{{2}})?\s*[\]］】)）]"
    rf"|{_DAY}\s+\d{{1,2}}[{COLON}]\d{{2}}(?:[{COLON}]\d{{2}})?|\d{{1,2}}[{COLON}]\d{{2}}[{COLON}]\d{{2}})$"
)
_ENDS_STAMP = re.compile(r"[\d\]］】)）]")
_SUBJECT = re.compile(r"[一二三四五六七八九十]{1,2}、[^。！？!?；;：:]{2,30}|关于[^。！？!?；;：:，,]{2,20}")
_WHOLE = either("实录 全文 内容 问答 答问")
_LEAD = re.compile(
    rf"{HOLDS}[^。]{{0,60}}?(?:{CONFERENCE_WORDS}|新闻发布)|{CONFERENCE_HELD}|主持(?:召开)?(?:网上|线上|视频)?(?:例行)?(?:新闻)?{CONFERENCE}|"
    r"(?:回答|答)(?:了)?(?:[^。]{0,10})?记者(?:的)?(?:提问|问)|接受[^。]{0,12}采访|"
    rf"(?:以下|如下|下面)(?:是|为|為)?[^。]{{0,60}}(?:{_WHOLE})|(?:{_WHOLE})[^。]{{0,6}}如下"
)
_NO_WORD = re.compile(r"\W+")
_FIRST_PERSON = re.compile(r"我们|我(?!市|省|区|县|国|院|局|委)|大家|各位|谢谢")
_EVENT_DATA = re.compile(
    rf"(?:[\d年月日./-]+\s+)?(?:(?:直播|访谈|活动|举行|召开|举办|发布会|新闻发布会)(?:时间|日期|地点)|时间|地点|日期|会议时间|会议地点|发布时间|发布地点|主题|主办|主办单位|承办|承办单位|议题|发布会主题|出席|出席人员|出席嘉宾|参加人员|嘉宾|主?发布人|主持人?|主讲人?|发言人|新闻发布人|发布单位|介绍人|受访者)\s*[{COLON}].*"
)


def read_script(paragraphs: Sequence[Paragraph], *, title: str) -> list[Line]:
    """Lines with furniture marked and possible labels read; a paragraph that holds several turns is cut."""
    lines: list[Line] = []
    links = False
    marked = any(paragraph.part for paragraph in paragraphs)
    for index, paragraph in enumerate(joined_labels(paragraphs)):
        for piece in _pieces(paragraph):
            reason = reason_of(piece.text)
            if index < 3 and _same(piece.text, title):
                reason = "title"
            if links and len(piece.text) < 60 and not _SENTENCE.search(piece.text):
                reason = reason or "navigation"
            links = (links and reason is not None) or opens_links(piece.text)
            if reason is None and marked and piece.part is None and is_table_word(piece.text):
                reason = "heading"
            lines.append(_line(len(lines), piece, reason))
    return lines


def _line(at: int, piece: Paragraph, reason: Reason | None) -> Line:
    if piece.part == "who":
        return Line(at, piece.text, piece.bold, named_by_markup(piece.text), None, piece.part, piece.opens)
    # 有记者曾问：“…” in an answer that the markup bounds is told by whoever answers.
    within = piece.part == "answer" and not piece.opens
    label = read_label(piece.text, bold=piece.bold) if reason is None and not within else None
    return Line(at, piece.text, piece.bold, label, reason, piece.part, piece.opens)


def read_head(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines with event data, leads and headings marked before the first speech, and what names the people there."""
    if not any(line.label or line.part for line in lines):
        # Nobody is named as speaking: the page is a text, and its lead (今天上午，市政府举行新闻发布会。) is part of it.
        return list(lines), []
    head: list[Line] = []
    told: list[str] = []
    spoken = False
    for line in lines:
        if line.left_out or (line.label is None and not line.part and (spoken or is_speech(line.text))):
            spoken = spoken or not line.left_out
            head.append(line)
            continue
        if line.part or (line.label and not _is_data(line)):
            break
        reason = _head_reason(line)
        told += [line.text.strip(MARGIN)] if reason == "event data" else []
        if line.label and line.label.who.role == "answer" and _opens_statement(lines, line.at):
            break
        head.append(replace(line, label=None, left_out=reason))
    return [*head, *lines[len(head) :]], told


def mark_rest(lines: Sequence[Line]) -> list[Line]:
    """The lines with closing formulas marked, and stage directions and headings that stand between two speeches."""
    subjects = _subjects(lines)
    marked: list[Line] = []
    following: Line | None = None
    for line in reversed(lines):
        reason = _rest_reason(line, following, subjects)
        marked.append(line.out(reason) if reason else line)
        following = following if line.left_out else line
    return marked[::-1]


def _rest_reason(line: Line, following: Line | None, subjects: set[str]) -> Reason | None:
    if line.left_out or line.part or (following is not None and following.label is None):
        return None
    if is_closing(line.speech) and line.at > 0:
        return "closing"
    if line.label is None and is_stage_direction(line.text):
        return "stage direction"
    between = line.label is None and following is not None
    return "heading" if between and (_is_heading(line) or line.text in subjects) else None


def speeches(lines: Sequence[Line]) -> list[Speech]:
    """Lines gathered by speaker; consecutive labels of one named party without a sign of a new turn are one."""
    found: list[tuple[Speech, list[Line]]] = []
    for line in lines:
        if line.left_out:
            continue
        if line.part and (line.opens or line.part == "who"):
            _by_markup(found, line)
            continue
        again = bool(found and line.label and _continues(*found[-1], line.label))
        put = unlabelled_question(found[-1][1]) if again else None
        if put:
            del found[-1][1][-1]
            found += [(Speech(None, role="question"), [put]), (Speech(line.label), [line])]
        elif again or (line.label is None and found):
            found[-1][1].append(line)
        else:
            found.append((Speech(line.label), [line]))
    gathered = [speech.of(tuple(said)) for speech, said in found]
    return [speech for speech in gathered if speech.text or speech.label]


def _by_markup(found: list[tuple[Speech, list[Line]]], line: Line) -> None:
    """A name as the label of what follows it; a question or an answer as a speech of its own."""
    role: Role | None = "question" if line.part == "question" else "answer" if line.part == "answer" else None
    if role and found and found[-1][0].named and len(found[-1][1]) == 1:
        # The name stood before or inside the element.
        speech, said = found[-1]
        found[-1] = (replace(speech, role=role), [*said, line])
        return
    named = line.part == "who" or (line.label is not None and line.label.who.certainty is Certainty.CERTAIN)
    label = line.label if named else None
    found.append((Speech(label, role=role, named=line.part == "who"), [replace(line, label=label)]))


def unlabelled_question(lines: Sequence[Line]) -> Line | None:
    """``二、据报道，…？`` at the end of an answer, before its speaker's label again."""
    last = lines[-1]
    puts = len(lines) > 1 and not last.label and _QUESTION_END.search(last.text) and _PUT.match(last.text)
    return last if puts else None


def asks(text: str) -> bool:
    """Whether a speech reads like a question."""
    head = text[:600]
    return bool(
        _QUESTION_END.search(text)
        or _REQUEST.search(text[-60:])
        or (_ASKING.search(head) and re.search(r"[？?]", head))
    )


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The turns that one paragraph holds, where the page lost its breaks; normally the paragraph itself."""
    if paragraph.part:
        yield paragraph
        return
    stamp = _STAMP_AT_END.search(paragraph.text) if _ENDS_STAMP.match(paragraph.text[-1:]) else None
    if stamp:
        said = paragraph.text[: stamp.start()].rstrip(MARGIN)
        yield from _pieces(Paragraph(said, min(paragraph.bold, len(said))))
        yield Paragraph(stamp.group().strip(MARGIN))
        return
    text = paragraph.text
    sentence = _END.search(text)
    if len(text) < 20 or sentence is None or not _COLON.search(text, sentence.end()):  # as most do: no turn runs in
        yield paragraph
        return
    cuts = [hit.end() for hit in _RUN_IN.finditer(text)]
    named = [hit.end() for hit in _RUN_IN_NAMED.finditer(text)]
    glued = [] if cuts or named else [hit.end() for hit in _GLUED.finditer(text)]
    if not (cuts or named or glued):
        yield paragraph
        return
    first = read_label(text)
    named = [at for at in named if _certain_at(text[at:])]
    if first and first.who.certainty is Certainty.CERTAIN and cuts:
        cuts = sorted({*cuts, *named})
    elif glued and first and first.colon and (first.who.certainty, first.who.role) == (Certainty.CERTAIN, "question"):
        cuts = [at for at in glued if _certain_at(text[at:])]
    elif first and first.colon:
        cuts = named if len(named) > 1 else []
    else:
        cuts = []
    bounds = [0, *cuts, len(text)]
    for start, end in itertools.pairwise(bounds):
        piece = text[start:end].strip(MARGIN)
        if piece:
            yield Paragraph(piece, min(len(piece), max(0, paragraph.bold - start)))


def _certain_at(text: str) -> bool:
    label = read_label(text[:80])
    return label is not None and label.colon and label.who.certainty > Certainty.POSSIBLE


def _is_data(line: Line) -> bool:
    """``主持人：市政府新闻办副主任 李明``: a role and a person, nothing said."""
    return bool(line.label and line.label.who.generic and plain_names(line.speech))


def is_speech(text: str) -> bool:
    """Whether an unlabelled paragraph at the page's head is said by somebody, not told about the event."""
    if not _SENTENCE.search(text) or _EVENT_DATA.fullmatch(text):
        return bool(re.match(r"[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）", text))
    return not _LEAD.search(text) or bool(_FIRST_PERSON.search(text))


def _opens_statement(lines: Sequence[Line], index: int) -> bool:
    """``发布人：白鹭海关副关长 孙建平`` right before speech without a label: the line is that speech's label."""
    following = next_line(lines, index)
    return following is not None and following.label is None and is_speech(following.text)


def _head_reason(line: Line) -> Reason:
    text = line.text.strip(MARGIN)
    if _EVENT_DATA.fullmatch(text) or _is_data(line) or (plain_names(text) and read_person(text)):
        return "event data"
    return "lead" if _SENTENCE.search(text) or _LEAD.search(text) else "heading"


def _is_heading(line: Line) -> bool:
    """A bold line without an end, such as the subject of the next question."""
    return line.bold >= len(line.text) and len(line.text) <= 30 and not re.search(r"[。！？!?；;，：:]|谢", line.text)


def _subjects(lines: Sequence[Line]) -> set[str]:
    """``一、关于疫情防控`` before each question of a page; what stands before some questions only ends an answer."""
    kept = [line for line in lines if not line.left_out]
    before = [
        (line.text if line.label is None else "")
        for line, following in itertools.pairwise(kept)
        if following.label and following.label.who.role == "question" and not following.label.who.follow_up
    ]
    return set(before) if len(before) > 1 and all(map(_SUBJECT.fullmatch, before)) else set()


def _continues(speech: Speech, said: Sequence[Line], label: Label) -> bool:
    """Whether a label only repeats the speaker (``[10:06] 郭振邦：`` after ``[10:03] 郭振邦：``)."""
    last = speech.label
    if last is None or label.who.follow_up or label.who.role == "remark":
        return False
    if label.who.generic and last.who.generic:
        # 记者：我是海河晚报记者。 / 记者：请问…？ - not yet asked
        asking = label.written == last.written and label.written in ("记者", "記者")
        begun = asking and not any(asks(line.speech) for line in said)
        return label.who.role == last.who.role == "moderator" or begun
    if label.who.generic or last.who.generic or label.party != last.party or label.who.role != last.who.role:
        return False
    return not re.search(r"[QＱ]\s*\d|补充|補充", label.written)


def _same(text: str, title: str) -> bool:
    return bool(title) and _NO_WORD.sub("", text) == _NO_WORD.sub("", title)
