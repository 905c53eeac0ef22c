"""What a user may rely on about units: what is counted, as one short English noun, whatever the language and wherever the noun stands."""

import pytest

from witnessmark.extract.claims.units import unit_in, unit_of
from witnessmark.extract.find import find
from witnessmark.records.claims import Kind
from witnessmark.records.texts import Text


def units(content, language):
    text = Text(document="0" * 64, reader="made", reader_version="1", content=content, language=language, published="2024-05-16")
    return [(c.value, c.unit) for c in (draft.content for draft in find(text)) if c.kind is Kind.COUNT]


NOUNS = [
    ("en", "Officers seized four laptops, nine passports and two rifles.", ["laptop", "passport", "rifle"]),
    ("en", "The court fined him 5,000 pounds and heard 14 bystanders.", ["pound", "person"]),
    ("en", "The list names 102 police service points in 53 countries.", ["station", "country"]),
    ("en", "The council closed three liaison posts.", ["station"]),
    ("en", "At least 30 Uyghur community leaders signed two open letters.", ["person", "letter"]),
    ("en", "Two county archives were opened.", ["archive"]),
    ("en", "In 73 interviews respondents spoke of threats.", ["interview"]),
    ("en", "Police opened three investigations and lost 17 files.", ["case", "case"]),
    ("es", "La policía incautó cuatro ordenadores portátiles y siete móviles.", ["computer", "telephone"]),
    ("es", "Tres altos cargos y dos intermediarias fueron imputados.", ["person", "person"]),
    ("es", "La red contabilizó 102 puestos policiales y ocho oficinas.", ["station", "office"]),
    ("es", "El informe recoge 23 agresiones y siete asesinatos.", ["assault", "murder"]),
    ("es", "El juez dictó seis órdenes y se firmaron cinco convenios.", ["warrant", "agreement"]),
    ("fr", "Trois enquêtes ont été ouvertes et sept téléphones saisis.", ["case", "telephone"]),
    ("fr", "Le réseau recense 102 postes de police et douze lanceuses d'alerte.", ["station", "person"]),
    ("it", "La procura ha aperto tre inchieste e sequestrato sei cellulari.", ["case", "telephone"]),
    ("it", "Il rapporto cita quattro oppositrici e due estradizioni.", ["person", "extradition"]),
    ("pt", "A polícia apreendeu seis computadores e deteve quatro ativistas uigures.", ["computer", "person"]),
    ("pt", "O relatório enumera 102 esquadras em 53 países.", ["station", "country"]),
    ("de", "Die Polizei beschlagnahmte sechs Handys und drei Festplatten.", ["telephone", "disk"]),
    ("de", "Der Bericht zählt 102 Auslandspolizeistationen in 53 Ländern.", ["station", "country"]),
    ("zh-Hans", "搜查人员取走电脑两台、硬盘四块和三把手枪。", ["computer", "disk", "gun"]),
    ("zh-Hans", "该区设有五间服务中心，去年收到投诉三十宗。", ["station", "case"]),
    ("zh-Hant", "當局凍結了四個銀行帳戶，並註銷十三本護照。", ["account", "passport"]),
    ("zh-Hant", "法院沒收手機七支、汽車一輛。", ["telephone"]),
    ("zh-Hans", "当局关押了一百万维吾尔人。", ["person"]),
]


class TestNouns:
    @pytest.mark.parametrize(("language", "content", "found"), NOUNS)
    def test_a_noun_counts_what_it_means(self, language, content, found):
        assert [unit for _, unit in units(content, language)] == found

    @pytest.mark.parametrize(
        ("language", "people"),
        [
            ("en", ["go-betweens", "informers", "noblemen", "widows", "Tajik", "housewives", "pastors"]),
            ("es", ["abogada", "abogadas", "escritoras", "alemanes", "cónsules", "espías", "viudas", "jueces"]),
            ("fr", ["avocates", "sénatrices", "lycéennes", "policiers", "moines", "réfugiées"]),
            ("it", ["giornalista", "giornaliste", "avvocati", "ricercatrici", "monaci", "tedesche"]),
            ("pt", ["cidadãos", "escritoras", "juízes", "chineses", "irmãs", "opositoras"]),
            ("de", ["Richterinnen", "Angeklagten", "Dissidentin", "Spitzel", "Nachbarn", "Exilanten"]),
        ],
    )
    def test_people_of_whatever_sort_are_persons(self, language, people):
        assert {unit_of(word.lower(), language) for word in people} == {"person"}

    def test_a_noun_no_list_has_stands_for_itself(self):
        assert units("The bill lists seven definitions.", "en") == [("7", "definition")]

    def test_a_pair_of_words_goes_before_its_parts(self):
        assert unit_in(["three", "contact", "points"], 2) == "station"
        assert unit_in(["three", "meeting", "points"], 2) == "point"
        assert unit_in(["altos", "cargos"], 1, "es") == "person"

    def test_a_pair_of_words_is_no_compound(self):
        assert unit_in(["drei", "fälle", "polizisten"], 1, "de") == "case"


class TestLending:
    def test_a_subject_lends_its_noun_to_the_number_that_it_is_said_to_be(self):
        assert units("The cases of that sort were four.", "en") == [("4", "case")]
        assert units("En todo el país, los casos de ese género serían cuatro.", "es") == [("4", "case")]
        assert units("Le stazioni sarebbero 11.", "it") == [("11", "station")]

    def test_those_of_a_named_sort_are_of_that_sort(self):
        assert units("A dozen threats were noted. He followed two of those students.", "en")[-1] == ("2", "person")

    def test_a_number_said_again_counts_the_same(self):
        content = "The club lodges 40 exiles. It paid 18,000 kroner.\nTwo of the 40 were moved to other towns."
        assert ("2", "person") in units(content, "en")

    def test_an_article_tells_the_gender_of_what_is_lent(self):
        content = "Hay doce comisarías. Dos agentes vigilan la zona. Las diez de Praga cerraron."
        assert units(content, "es")[-1] == ("10", "station")

    def test_where_something_is_is_counted_in_places(self):
        assert units("Escribimos que había 112 comisarías en 60 países. Son 92 y están en 47.", "es")[-1] == ("47", "country")

    def test_what_is_a_part_of_the_noun_right_before_it(self):
        content = "Las abrieron dos jefaturas y las atienden asociaciones de paisanos, once de las cuales cerraron."
        assert units(content, "es")[-1] == ("11", "association")

    def test_the_paragraph_is_about_what_it_opens_with(self):
        content = "El informe cuenta cinco oficinas.\nLos Estados han hecho poco. Solo tres abrieron investigaciones."
        assert units(content, "es")[-1] == ("3", "state")

    def test_a_chinese_sentence_counts_what_it_asked_after(self):
        assert units("该站究竟有多少警员，甲方说三十，乙方没有公布。", "zh-Hans") == [("30", "person")]

    def test_a_chinese_part_counts_what_the_whole_counts(self):
        assert units("随身碟里有资料两百笔，当中四十笔附有亲属的住址。", "zh-Hans") == [("200", "record"), ("40", "record")]

    def test_like_places_are_what_was_spoken_of(self):
        assert units("商会设有警务联络点。类似地点在欧洲有37个。", "zh-Hans") == [("37", "station")]

    def test_what_is_searched_are_places(self):
        assert units("檢警搜索八處。", "zh-Hant") == [("8", "place")]


def test_an_office_is_a_station_in_a_spanish_text_that_names_stations():
    assert units("El grupo contó 54 comisarías. Había tres oficinas en Lisboa.", "es") == [("54", "station"), ("3", "station")]
    assert units("El ministerio abrió tres oficinas en Lisboa.", "es") == [("3", "office")]
