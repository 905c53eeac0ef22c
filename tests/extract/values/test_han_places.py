"""What a user may rely on: Chinese places are found in both writings, the narrowest of a chain, and no letters of other words."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.gazetteer import gazetteer
from witnessmark.extract.places import find_places


def told(text):
    """Names of the places, adjectives with a tilde, those that begin the name of a body with a plus sign."""
    return " ".join(m.name + "~" * m.adjective + "+" * m.within for m in find_places(text, gazetteer(), language="zh"))


SENTENCES = [
    ("浙江青田县和温州市的警方在西班牙设有站点。", "青田县 温州市 西班牙"),
    ("其中三个在马德里、巴塞罗那和瓦伦西亚。", "马德里 巴塞罗那 瓦伦西亚"),
    ("羅馬、米蘭、巴塞隆納與馬德里都有據點，雪梨和墨爾本也有。", "羅馬 米蘭 巴塞隆納 馬德里 雪梨 墨爾本"),
    ("荷蘭要求關閉鹿特丹和阿姆斯特丹的站點。", "荷蘭 鹿特丹 阿姆斯特丹"),
    ("在义大利和紐西蘭，也在意大利和新西兰。", "义大利 紐西蘭 意大利 新西兰"),
    ("他从缅甸被带到昆明，后经緬甸返回。", "缅甸 昆明 緬甸"),
    ("爱尔兰首都都柏林的一个办公室", "爱尔兰 都柏林"),
    ("约有二十万人被劝返，来自东南亚、非洲、欧洲和北美。", "东南亚 非洲 欧洲 北美"),
    ("多伦多、纽约、洛杉矶、温哥华和悉尼", "多伦多 纽约 洛杉矶 温哥华 悉尼"),
    ("警方在布拉格、布达佩斯、华沙与维也纳搜查", "布拉格 布达佩斯 华沙 维也纳"),
    ("香港、澳門和台灣的居民", "香港 澳門 台灣"),
    ("在彰化與台中的會址", "彰化 台中"),
    ("新疆阿图什的一处营地", "阿图什"),
    ("大陸方面否認，內地居民不知情。", "大陸~ 內地"),
]


@pytest.mark.parametrize(("text", "names"), SENTENCES)
def test_places_are_found_in_both_writings(text, names):
    assert told(text).replace("~", "") == names.replace("~", "")


CHAINS = [
    ("福建省福州市长乐区", "长乐区", "福建省福州市"),
    ("福建省福州市", "福州市", "福建省"),
    ("西班牙马德里", "马德里", "西班牙"),
    ("美国纽约曼哈顿", "曼哈顿", "美国纽约"),
    ("浙江青田", "青田", "浙江"),
    ("云南昆明", "昆明", "云南"),
    ("英国伦敦克罗伊登", "克罗伊登", "英国伦敦"),
    ("乌克兰敖德萨", "敖德萨", "乌克兰"),
]


@pytest.mark.parametrize(("text", "name", "wider"), CHAINS)
def test_of_names_side_by_side_the_narrowest_is_the_mention(text, name, wider):
    whole = f"他住在{text}的家里"
    (mention,) = find_places(whole, gazetteer(), language="zh")
    assert mention.name == name
    assert whole[mention.lead : mention.start] == wider
    assert mention.wider


def test_a_province_settles_which_town_is_meant():
    (first,) = find_places("福建省福州市", gazetteer(), language="zh")
    (second,) = find_places("江西省抚州市", gazetteer(), language="zh")
    assert [place.id for place in first.places] == ["gn:1810821"]
    assert [place.id for place in second.places] == ["gn:1810820"]


def test_towns_far_apart_are_two_though_nothing_stands_between():
    assert told("北京上海等地") == "北京 上海"


WHOSE = [
    ("一名中国籍男子", "中国~"),
    ("西班牙人和荷兰公民", "西班牙~ 荷兰~"),
    ("中国的外交部长", "中国~"),
    ("在中国的外国记者", "中国"),
    ("中国政府要求", "中国~+"),
    ("中國駐海牙的代表", "中國~ 海牙"),
    ("在西班牙华人很多", "西班牙+"),
    ("德国警方", "德国~"),
]


@pytest.mark.parametrize(("text", "names"), WHOSE)
def test_whose_is_told_from_where(text, names):
    assert told(text) == names


BODIES = [("中国银行没有回应", "中国~+"), ("北京大学没有回应", "北京+"), ("福州市公安局", "福州市+"), ("驻荷使馆", "荷+")]


@pytest.mark.parametrize(("text", "names"), BODIES)
def test_a_place_that_begins_the_name_of_a_body_is_marked(text, names):
    assert told(text) == names


NONE = [
    "中荷关系紧张",
    "有利马上处理，三明治很好吃",
    "和平解决，开封信件，东方学",
    "其中国家安全部门参与了行动，欧美国家表示关切",
    "执法国际合作",
    "近日本着谨慎原则",
    "沿海地区",
    "全市各区县的城市社区",
    "孙中山先生",
    "次大陆与大陆架",
]


@pytest.mark.parametrize("text", NONE)
def test_letters_of_other_words_are_no_places(text):
    assert told(text) == ""


@pytest.mark.parametrize(
    ("text", "name", "ident"),
    [
        ("旅西侨领", "西", "cc:ES"),
        ("驻荷使馆", "荷", "cc:NL"),
        ("赴美留学", "美", "cc:US"),
        ("在台異議人士", "台", "cc:TW"),
        ("访华期间", "华", "cc:CN"),
    ],
)
def test_one_letter_is_a_country_after_a_verb_that_takes_one(text, name, ident):
    (mention,) = find_places(text, gazetteer(), language="zh")
    assert (mention.name, mention.places[0].id) == (name, ident)


def test_a_title_is_no_part_of_a_name():
    assert told("福州市市长会见了纽约市长和加州州长") == "福州市 纽约 加州"


def test_a_common_word_is_a_place_with_its_mark_or_after_a_preposition():
    assert told("在三明被拘留") == "三明"
    assert told("中山市的工厂") == "中山市"


LETTERS = st.text(alphabet="中国福州市长乐区省青田县在的旅荷西班牙人、，北京上海 A", max_size=60)


@given(LETTERS)
@settings(max_examples=200, deadline=None)
def test_spans_are_verbatim_and_never_overlap(text):
    free = 0
    for mention in find_places(text, gazetteer(), language="zh"):
        assert text[mention.start : mention.end] == mention.name
        assert mention.start >= free
        assert mention.lead <= mention.start
        free = mention.end


@pytest.mark.parametrize("unit", ["福州市", "区", "福建省福州市", "长乐市长", "中国的", "在美", "福州市公安局"])
def test_time_grows_with_length(unit):
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.process_time()
        find_places(text, gazetteer(), language="zh")
        return time.process_time() - begun

    seconds(1_000)
    small = min(seconds(5_000) for _ in range(2))
    assert min(seconds(40_000) for _ in range(4)) < 0.1 + small * 8 * 3
