"""What a user may rely on in texts of the Chinese press: bylines, quoted sources, demands, counter-stories, pronouns, and what is no claim."""

import pytest

from witnessmark.extract.find import find
from witnessmark.records.claims import Kind, Modality
from witnessmark.records.texts import Text


def claims(content, published="2023-05-10"):
    text = Text(document="0" * 64, reader="made", reader_version="1", content=content, language="zh-Hans", published=published)
    return [draft.content for draft in find(text)]


def of(kind, content):
    return [c for c in claims(content) if c.kind is kind]


def only(kind, content):
    [found] = of(kind, content)
    return found


class TestBylines:
    @pytest.mark.parametrize(
        "line",
        ["本報訊（記者甲明）", "【晨光时报海牙2日专电】", "晨光社北京10月9日电 ", "〔記者甲明／台北報導〕", "（晨光广播中文网）"],
    )
    def test_a_line_of_press_place_and_date_does_and_says_nothing(self, line):
        found = only(Kind.MEASURE, f"{line}某国检方昨日以间谍罪起诉一名男子。")
        assert found.said_by == ()
        assert (found.subject, found.object) == ("某国检方", "男子")

    def test_a_paper_that_reports_is_a_source(self):
        assert only(Kind.COUNT, "本报报道，警方逮捕了两人。").said_by == ("本报",)


class TestSources:
    @pytest.mark.parametrize(
        ("content", "chain"),
        [
            ("据晨光社周三援引三名知情人士的话报道，荷兰警方正在调查一家餐馆。", ("晨光社", "知情人士")),
            ("晨光社引述一名不愿具名的官员的话称，荷兰警方正在调查一家餐馆。", ("晨光社", "官员")),
            ("综合外媒报道，荷兰警方正在调查一家餐馆。", ("外媒",)),
            ("总部设在柏林的研究机构“长河”2022年发表报告，指荷兰警方正在调查一家餐馆。", ("长河",)),
            ("情报部门在一份内部简报中说，荷兰警方正在调查一家餐馆。", ("情报部门",)),
        ],
    )
    def test_who_quotes_whom(self, content, chain):
        assert only(Kind.MEASURE, content).said_by == chain

    def test_the_place_of_a_report_is_not_that_of_what_it_tells(self):
        found = only(Kind.COUNT, "研究机构“长河”周二在日内瓦公布报告，记录了178起骚扰事件。")
        assert (found.said_by, found.place) == (("长河",), None)

    def test_evidence_is_nobody(self):
        assert only(Kind.ACT, "主席说，有证据显示两名学生被警察绑架。").said_by == ("主席",)


class TestDeeds:
    @pytest.mark.parametrize(
        "content", ["公安多次上门，要她交出手机。", "国保人员要求他的父母停止接受采访。", "使馆的人要他「回国解决问题」。"]
    )
    def test_agents_who_demand_something_of_a_person_act(self, content):
        assert of(Kind.ACT, content)
        assert not of(Kind.MEASURE, content)

    def test_a_government_that_demands_something_of_an_embassy_takes_a_step(self):
        assert only(Kind.MEASURE, "外交部要求使馆关闭服务站。").object == "使馆"

    def test_who_undergoes_it_is_the_object(self):
        found = only(Kind.MEASURE, "四名商人上月被捕。")
        assert (found.subject, found.object) == (None, "商人")

    def test_a_threat_of_what_would_follow_is_no_deed(self):
        assert not of(Kind.ACT, "若不停办节目，就绑架他的儿子。")

    def test_a_call_to_stop_a_deed_is_none(self):
        assert not of(Kind.ACT, "我们建议各国政府停止遣返难民。")

    def test_a_movement_is_where_it_ends(self):
        assert only(Kind.ACT, "当局将六名难民遣返回塔吉克斯坦。").place == "塔吉克斯坦"

    def test_a_means_does_nothing(self):
        assert only(Kind.ACT, "特工使用假账号骚扰异见人士。").subject == "特工"

    def test_a_pronoun_is_whom_the_text_named(self):
        assert only(Kind.CONTROL, "警方逮捕了两名男子，指控他们在曼哈顿设立警察站。").subject == "男子"

    def test_nobody_is_nobody(self):
        found = only(Kind.MEASURE, "警方表示，还没有人因此被起诉。")
        assert (found.modality, found.time and found.time.edtf) == (Modality.DENIED, "2023-05-10")

    def test_a_plan_goes_on(self):
        assert {c.modality for c in of(Kind.MEASURE, "政府将提出法案，并把骚扰难民列为刑事罪行。")} == {Modality.PLANNED}


class TestSites:
    def test_a_body_that_has_sites_runs_them(self):
        assert only(Kind.CONTROL, "某县公安局在欧洲还有七个站点。").subject == "某县公安局"

    def test_who_pays_runs_it(self):
        assert only(Kind.CONTROL, "志愿者领取公安部门的津贴。").subject == "公安部门"

    def test_an_office_at_a_place_is_there(self):
        assert only(Kind.PRESENCE, "难民署在曼谷的办事处登记了难民。").place == "曼谷"

    def test_what_was_used_as_a_site_was_one(self):
        assert only(Kind.PRESENCE, "东京的一栋大楼曾被公安局用作据点。").subject == "大楼"


class TestDenials:
    def test_another_story_of_an_accused_speaker_denies(self):
        found = only(Kind.DENIAL, "大使馆则反驳称，示威者擅自闯入使馆。")
        assert (found.subject, found.said_by) == ("大使馆", ("大使馆",))

    def test_what_is_denied_is_named(self):
        assert only(Kind.DENIAL, "同乡会否认与公安部门有任何关系。").object == "公安部门"

    def test_a_counter_story_may_say_who_runs_it(self):
        text = "大使馆反驳，那些站点只是由热心侨胞打理的服务点。"
        assert of(Kind.DENIAL, text)
        assert only(Kind.CONTROL, text).subject is not None


class TestNumbers:
    def test_two_bounds_are_one_range(self):
        found = only(Kind.COUNT, "由司法局处五万元以上五十万元以下罚款。")
        assert (found.value, found.min, found.max) == ("50000", "50000", "500000")

    def test_a_verb_in_a_bound_stays_a_verb(self):
        assert only(Kind.CONTROL, "公安局在该国至少设有五个站点。").subject == "公安局"

    def test_a_bank_digit_is_no_number_in_a_word(self):
        assert not of(Kind.COUNT, "赴陆人员须先登记。")


def test_words_are_cut_where_both_halves_are_words():
    assert only(Kind.ACT, "他的父亲在老家被传唤了三次。").object == "父亲"
