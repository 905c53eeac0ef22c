"""What a user may rely on over whole Chinese texts: answers, yearly reports, retellings, and places that no gazetteer has."""

import pytest

from witnessmark.extract.find import find
from witnessmark.records.claims import Kind
from witnessmark.records.texts import Text


def claims(content, published="2024-05-16"):
    text = Text(document="0" * 64, reader="made", reader_version="1", content=content, language="zh-Hans", published=published)
    return [draft.content for draft in find(text)]


def said_by(content, quote):
    return next(c.said_by for c in claims(content) if quote in c.anchor.quote)


def places(content):
    return [(c.value, c.place) for c in claims(content) if c.kind is Kind.COUNT]


class TestAnswers:
    TEXT = "交通部长就港口的书面答复\n\n提问：现在有几处站点？\n\n答复：警方找到三处站点。\n\n另有七人被捕。"

    def test_an_answer_goes_on_over_paragraphs(self):
        assert said_by(self.TEXT, "三处") == ("交通部长",)
        assert said_by(self.TEXT, "七人") == ("交通部长",)

    def test_it_ends_where_the_text_speaks_of_who_answered(self):
        ends = self.TEXT + "\n\n会后，交通部长没有再回答。警方逮捕了两人。"
        assert said_by(ends, "两人") == ()

    def test_a_section_heading_is_no_speaker(self):
        assert said_by("侨务站\n\n组织：这些站点由商会经营。", "商会") == ()


class TestReports:
    def test_a_report_goes_on_after_a_time(self):
        text = "北堤中心的报告说，警方骚扰侨民。过去两年，至少有26人被警方带走。"
        assert said_by(text, "26人") == ("北堤中心",)

    def test_a_headline_may_name_a_report_before_a_colon(self):
        assert said_by("报告：海外站点增至78个\n\n市政府未作评论。", "78个") == ("报告",)

    def test_a_report_speaks_of_itself_in_its_own_voice(self):
        assert said_by("本报告收录203宗个案。", "203") == ()
        assert said_by("本文考察欧洲的站点。\n\n研究发现，41个站点中有28个由商会开办。", "28个") == ()

    def test_claims_of_a_yearly_report_are_of_its_year(self):
        text = "2023年跨国镇压年度报告\n\n本报告收录203宗个案。"
        assert [c.time.edtf for c in claims(text) if c.kind is Kind.COUNT] == ["2023"]

    def test_what_searchers_find_is_not_said_by_them(self):
        assert said_by("警方找到三处站点。", "三处") == ()

    def test_a_number_of_people_who_call_themselves_something_says_nothing(self):
        assert said_by("两个自称警官的人逮捕了一名记者。", "逮捕") == ()


class TestPlacesUnknown:
    @pytest.mark.parametrize(
        "text",
        ["岛国塔维鲁去年关闭了码头。当局说，在塔维鲁有三处站点。", "塔维鲁政府没有回应。塔维鲁全国共有三处站点。"],
    )
    def test_a_text_introduces_them(self, text):
        assert places(text) == [("3", "塔维鲁")]

    def test_a_list_of_sites_names_its_places(self):
        assert places("警方查封了站点：石湾港两处、东坪三处。") == [("2", "石湾港"), ("3", "东坪")]

    def test_the_same_number_again_is_at_the_same_place(self):
        assert places("在里斯本有41个站点。\n\n记者走访了这41个站点。")[-1] == ("41", "里斯本")

    def test_countries_counted_on_a_continent_are_there(self):
        assert places("欧洲17国展开了调查。") == [("17", "欧洲")]

    def test_a_seat_is_no_scene(self):
        found = claims("北堤中心的总部设在里斯本。该组织说，警方逮捕了三人。")
        assert [c.place for c in found if c.kind is Kind.PRESENCE] == ["里斯本"]
        assert [c.place for c in found if c.kind is Kind.COUNT] == [None]
