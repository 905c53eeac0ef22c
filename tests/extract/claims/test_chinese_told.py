"""What a user may rely on where a Chinese text is told by somebody: chronicles, stories retold from a paper, quotations, announcements."""

import pytest

from witnessmark.extract.claims.han.vocabulary import fold
from witnessmark.extract.find import find
from witnessmark.records.claims import Kind, Modality
from witnessmark.records.texts import Text


def claims(content, language="zh-Hans", published="2024-06-04"):
    text = Text(document="0" * 64, reader="made", reader_version="1", content=content, language=language, published=published)
    return [draft.content for draft in find(text)]


def only(kind, content, **named):
    found = [c for c in claims(content, **named) if c.kind is kind]
    assert len(found) == 1, found
    return found[0]


class TestChronicles:
    TEXT = "大事记\n\n2021年8月，万象。一名律师的弟弟被七名便衣带走。当年10月，家属收到两封信。\n\n2023年7月，海湾镇。四人遭到恐吓。"

    def test_a_heading_says_where_and_when_what_follows_was(self):
        acts = [c for c in claims(self.TEXT) if c.kind is Kind.ACT]
        assert [(c.place, c.time.edtf) for c in acts] == [("万象", "2021-08"), ("海湾镇", "2023-07")]

    def test_a_later_time_of_the_paragraph_takes_over(self):
        [letters] = [c for c in claims(self.TEXT) if c.kind is Kind.COUNT and c.value == "2"]
        assert letters.time.edtf == "2021-10"

    def test_a_date_on_a_line_of_its_own_sets_nothing(self):
        assert only(Kind.ACT, "标题\n\n2023年7月4日\n\n四人遭到恐吓。").time is None


class TestRetold:
    STORY = "據《晨光之聲》報道，維港市有五個秘密站點。\n\n一名前職員說，站點由公安局設立。\n\n報道又指，兩人遭到恐嚇。\n\n警方昨日拘捕三名男子。"

    def test_a_paper_stands_before_those_whom_its_story_quotes(self):
        [control] = [c for c in claims(self.STORY, language="zh-Hant") if c.kind is Kind.CONTROL]
        assert control.said_by == ("晨光之聲", "前職員")

    def test_what_follows_its_last_mention_is_the_texts_own(self):
        [arrest] = [c for c in claims(self.STORY, language="zh-Hant") if c.kind is Kind.MEASURE]
        assert arrest.said_by == ()

    def test_two_papers_keep_to_their_own_paragraphs(self):
        two = "据《晨光之声》报道，某市有五个站点。\n\n一名官员说，两人遭到恐吓。\n\n据《海岸日报》报道，警方拘捕三人。"
        assert all(len(c.said_by) <= 1 for c in claims(two))


class TestSpeakers:
    def test_a_name_keeps_letters_that_are_words_elsewhere(self):
        assert only(Kind.PRESENCE, "秘書長高以琳表示：「我們在台灣沒有找到警務站。」", language="zh-Hant").said_by == ("秘書長高以琳",)

    def test_who_was_heard_stands_behind_who_heard_it(self):
        found = only(Kind.ACT, "秘书长李某说，有会员听旅行社的人讲，某市公安局曾威胁三位里长。")
        assert found.said_by[1:] == ("会员", "人")

    def test_whom_one_asks_to_look_into_something_says_nothing(self):
        found = only(Kind.ACT, "我们呼吁政府提出专法，并请外交部查明泰国今年六月遣返两名维吾尔人一事。")
        assert found.said_by == ()

    def test_a_quotation_goes_on_with_who_spoke(self):
        acts = [c for c in claims("前议员李某对本报说，他被人跟踪。“去年五月，有人撬开我的门。”") if c.kind is Kind.ACT]
        assert {c.said_by for c in acts} == {("前议员李某",)}

    def test_the_testimony_of_one_person_is_theirs(self):
        found = claims("报告引述一名藏人的证词：今年七月，国保威胁她的母亲。")
        assert {c.said_by for c in found if c.kind is Kind.ACT} == {("报告", "藏人")}

    def test_a_body_that_announces_its_own_step_takes_it(self):
        found = only(Kind.MEASURE, "警方昨日宣布，已拘捕两名男子。")
        assert found.said_by == ()

    def test_a_salutation_gives_nobody_the_floor(self):
        assert all(c.said_by == () for c in claims("公开信\n\n主席：\n\n警方已拘捕五人。"))


class TestDenials:
    @pytest.mark.parametrize(
        "content",
        ["辩方律师贝茨说，当事人只是替人追债。", "使馆发言人说，本馆的工作与案件无关。", "移民局否认受人委托，说传唤只为查验租约。"],
    )
    def test_another_story_of_the_accused_is_a_denial(self, content):
        found = [c for c in claims(content) if c.kind is Kind.DENIAL]
        assert found
        assert all(c.modality is Modality.DENIED for c in found)

    def test_answers_are_of_the_day_that_the_title_gives(self):
        found = only(
            Kind.DENIAL, "大使馆发言人2月17日答记者问\n\n问：有何评论？\n\n答：捷克境内不存在什么“警察站”。", published="2024-02-17"
        )
        assert (found.place, found.time.edtf) == ("捷克", "2024-02-17")


class TestSteps:
    def test_the_day_a_case_is_put_off_to_is_not_that_of_the_step(self):
        found = only(Kind.MEASURE, "法官昨日把案件押后至十月二十日。")
        assert found.time.edtf == "2024-06-03"

    def test_a_plan_beside_a_step_is_another(self):
        found = [c for c in claims("内政部正在调查上述场所，并将要求使馆作出说明。") if c.kind is Kind.MEASURE]
        assert [c.modality for c in found] == [Modality.ASSERTED, Modality.PLANNED]

    def test_a_number_before_an_item_is_no_part_of_it(self):
        assert only(Kind.MEASURE, "答覆\n\n（二）警方已就三宗個案展開調查。", language="zh-Hant").anchor.quote.startswith("警方")


class TestResolutions:
    TEXT = (
        "某国众议院决议案\n\n鉴于乙国政府在至少五十三个国家设立非官方警务站；\n\n鉴于两名异议人士的亲属遭到拘押；\n\n"
        "因此，兹决议，众议院——\n\n（一）谴责乙国政府的跨国镇压行为；\n\n（二）呼吁国务院制裁参与镇压的官员。"
    )

    def test_the_house_says_what_it_has_before_it(self):
        assert {c.said_by for c in claims(self.TEXT) if c.kind in (Kind.COUNT, Kind.ACT)} == {("众议院",)}

    def test_each_item_is_a_step_of_the_house_until_it_is_passed(self):
        found = [c for c in claims(self.TEXT) if c.kind is Kind.MEASURE]
        assert [(c.subject, c.modality, c.said_by) for c in found] == [("众议院", Modality.PLANNED, ())] * 2


@pytest.mark.parametrize(
    "content", [TestRetold.STORY, "三名男子昨日在裁判法院被控，法官把案件押後至十月二十日。警方已就三宗個案展開調查，拘捕五人。"]
)
def test_both_scripts_are_read_alike(content):
    def seen(found):
        return [(c.kind, c.anchor.start, c.anchor.end, c.modality, c.value, c.unit, tuple(map(fold, c.said_by)), c.time) for c in found]

    assert seen(claims(content, language="zh-Hant")) == seen(claims(fold(content)))
