"""What a user may rely on in Chinese texts: the seven kinds, who says it, when, where and how surely, in both scripts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.claims.han.vocabulary import fold
from witnessmark.extract.find import find, reading
from witnessmark.records.claims import Kind, Modality
from witnessmark.records.texts import Text


def text(content, published="2024-05-16"):
    return Text(document="0" * 64, reader="made", reader_version="1", content=content, language="zh-Hans", published=published)


def claims(content, **more):
    return [draft.content for draft in find(text(content, **more))]


def one(content, kind, **more):
    found = [c for c in claims(content, **more) if c.kind is kind]
    assert len(found) == 1, [(c.kind.value, c.anchor.quote) for c in claims(content, **more)]
    return found[0]


def counts(content, **more):
    return [(c.value, c.unit, c.place) for c in claims(content, **more) if c.kind is Kind.COUNT]


class TestCounts:
    def test_a_number_counts_the_noun_after_its_measure_word(self):
        assert counts("该市设有十二个警务站。") == [("12", "station", None)]
        assert counts("當局扣留了11名留學生。") == [("11", "person", None)]

    def test_a_noun_may_stand_before_its_number(self):
        assert [(v, u) for v, u, _ in counts("搜查人员取走电脑两台。")] == [("2", "computer")]

    def test_each_item_of_a_list_has_its_own_place(self):
        assert counts("这些站点中，巴黎两处、柏林三处。") == [("2", "station", "巴黎"), ("3", "station", "柏林")]

    def test_bounds_are_kept(self):
        found = one("至少有30名记者被捕。", Kind.COUNT)
        assert (found.value, found.min, found.max) == ("30", "30", None)

    def test_an_article_counts_nothing_but_only_one_does(self):
        assert counts("他在街角开了一家餐馆。") == []
        assert counts("米兰只有一处站点。") == [("1", "station", "米兰")]

    def test_what_was_counted_before_is_counted_on(self):
        assert [(v, u) for v, u, _ in counts("去年有54个站点。现在增至102个。")] == [("54", "station"), ("102", "station")]

    def test_a_number_without_a_thing_is_passed_over_with_a_reason(self):
        assert all(p.why for p in reading(text("请拨打电话110，共三年。")).passed)


class TestSpeakers:
    def test_chains_are_told_outermost_first(self):
        assert one("山城报称，内政部长说，警方逮捕了三名间谍。", Kind.MEASURE).said_by == ("山城报", "内政部长")

    @pytest.mark.parametrize("content", ["据山城报报道，警方逮捕了两名间谍。", "據山城報報導，警方逮捕了兩名間諜。"])
    def test_a_source_before_the_report(self, content):
        assert [fold(s) for s in one(content, Kind.MEASURE).said_by] == ["山城报"]

    def test_hearsay_has_no_speaker_and_is_hedged(self):
        found = one("据悉，当局绑架了一名记者。", Kind.ACT)
        assert (found.said_by, found.modality) == ((), Modality.HEDGED)

    def test_a_speaker_may_follow(self):
        assert one("“警方已逮捕三名站长”，市长周二说。", Kind.MEASURE).said_by == ("市长",)

    def test_the_body_named_before_is_meant(self):
        found = claims("人权团体“远山观察”发表了声明。该组织说，警察威胁了五名学生。")
        assert all("远山观察" in c.said_by[-1] for c in found if c.kind is Kind.ACT)

    def test_a_report_goes_on_until_another_body_acts(self):
        said = {c.value: c.said_by for c in claims("报告说，全国有九个站点。其中三个在柏林。检察院逮捕了四名嫌疑人。") if c.kind is Kind.COUNT}
        assert said == {"9": ("报告",), "3": ("报告",), "4": ()}

    def test_the_time_of_speaking_is_not_that_of_the_deed(self):
        assert one("内政部长昨日说，警察威胁了五名学生。", Kind.ACT).time is None

    def test_silence_is_no_denial(self):
        assert [c for c in claims("使馆没有回应置评请求。") if c.kind is Kind.DENIAL] == []

    def test_who_has_the_floor_answers(self):
        found = [c for c in claims("例行记者会纪要\n记者：中方如何评论？\n发言人：有关报道完全不实。") if c.kind is Kind.DENIAL]
        assert [c.said_by for c in found] == [("发言人",)]


class TestKinds:
    def test_a_deed_whose_object_stands_before_it(self):
        found = one("警察把两名学生遣返回国。", Kind.ACT)
        assert (found.subject, found.object) == ("警察", "学生")

    def test_a_passive_deed(self):
        found = one("他的家人被国安人员威胁。", Kind.ACT)
        assert (found.subject, found.object) == ("国安人员", "家人")

    def test_a_step_with_its_day(self):
        found = one("2023年5月3日，市政府下令关闭该站。", Kind.MEASURE)
        assert (found.subject, found.time.edtf) == ("市政府", "2023-05-03")

    def test_a_plan_is_planned(self):
        assert one("议会将于下月表决通过该法案。", Kind.MEASURE).modality is Modality.PLANNED

    def test_a_step_that_was_not_taken(self):
        assert one("检方没有起诉该男子。", Kind.MEASURE).modality is Modality.DENIED

    def test_who_set_it_up(self):
        assert one("该站点由青田县公安局设立。", Kind.CONTROL).subject == "青田县公安局"

    def test_a_tie(self):
        assert one("同乡会与领事馆有密切联系。", Kind.LINK).object == "领事馆"

    def test_where_it_sits(self):
        found = one("总部设在日内瓦的人权组织发表了文章。", Kind.PRESENCE)
        assert (found.place, found.said_by) == ("日内瓦", ())

    def test_a_site_that_closed_is_no_longer_there(self):
        assert one("布拉格的两个站点已经关闭。", Kind.PRESENCE).modality is Modality.DENIED

    @pytest.mark.parametrize("content", ["使馆发言人否认有任何站点。", "使館發言人否認有任何站點。", "使馆发言人说，所谓“海外警察站”根本不存在。"])
    def test_a_denial_is_of_the_denier(self, content):
        found = one(content, Kind.DENIAL)
        assert (fold(found.subject), fold(found.said_by[-1])) == ("使馆发言人", "使馆发言人")

    def test_articles_of_a_draft_are_planned_in_the_law_s_own_voice(self):
        found = claims("某市条例（草案）\n第一条　任何外国机关不得在本市设立站点。\n第二条　警察应当保护受害人。")
        assert [(c.kind, c.modality, c.said_by) for c in found] == [(Kind.MEASURE, Modality.PLANNED, ())] * 2

    def test_a_correction_denies_what_was_wrong(self):
        found = {c.value: c.modality for c in claims("“三十个站点”应为“三个站点”。") if c.kind is Kind.COUNT}
        assert found == {"30": Modality.DENIED, "3": Modality.ASSERTED}


PAIRS = [
    ("检察院说，警方去年逮捕了三名间谍。", "檢察院說，警方去年逮捕了三名間諜。"),
    ("该组织与总领事馆有联系。", "該組織與總領事館有聯繫。"),
    ("据报道，当局威胁了他的亲属。", "據報導，當局威脅了他的親屬。"),
    ("商会否认指控。", "商會否認指控。"),
    ("巴黎有两个警务站，由县公安局管理。", "巴黎有兩個警務站，由縣公安局管理。"),
]


@pytest.mark.parametrize(("simplified", "traditional"), PAIRS)
def test_both_scripts_say_the_same(simplified, traditional):
    def told(content):
        return [
            (c.kind, c.anchor.start, c.anchor.end, c.value, c.unit, c.modality, [fold(s) for s in c.said_by], fold(c.subject or ""))
            for c in claims(content)
        ]

    assert told(simplified) == told(traditional)
    assert told(simplified)


def test_every_reason_names_its_lexicon():
    for draft in find(text("据报道，警方逮捕了三名间谍，使馆否认指控。")):
        assert all(why.startswith("zh/") for field, why in draft.because if field in ("count", "measure", "denial", "act"))


LETTERS = st.sampled_from(list("警方说否认了三个站在巴黎的被把将对，。、：“”「」《》？（）；\n 0123一二"))


@settings(max_examples=150, deadline=None)
@given(st.lists(LETTERS, max_size=60).map("".join))
def test_every_quotation_is_verbatim(content):
    made = text(content)
    for draft in find(made):
        anchor = draft.content.anchor
        assert content[anchor.start : anchor.end] == anchor.quote != ""
