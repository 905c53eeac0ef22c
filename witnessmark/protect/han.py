"""Han names otherwise: in the older and the newer signs, in every reading, with tones as digits, after Wade and Giles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_NEWER = (
    "陈张刘赵黄吴孙马罗郑谢韩冯邓萧叶苏吕蒋贾陆钟谭韦邹阎龚龙万钱汤赖顾贺严欧阳兰齐庄颜聂关邬鲁郭伟国华东军红丽凤云飞杰刚强庆"
    "爱宝宾灿昌长诚传春纯聪达丹当导德灯点电顶动独尔发帆范丰风枫锋福复富刚纲钢高贡观贯广贵桂汉翰号贺鹤鸿虎环焕辉会惠机吉级纪济"
    "坚监简见剑健渐鉴江讲骄娇洁结锦进劲经静镜举俊骏开凯铠宽来莱岚蓝览乐离礼历励莲联练恋良梁辆亮疗灵岭领刘龙楼娄卢芦鲁禄录伦轮"
    "论洛绿满梅门梦绵苗鸣铭谋纳宁诺欧盘鹏苹萍凭齐启谦钱强乔桥亲轻倾琼秋权劝确让荣润赛三沙伤绍慎声胜圣师时识实寿书树双顺硕颂苏"
    "岁孙泰涛腾体天听铁庭图团万维伟卫温闻问翁无务雾习贤显县现献乡详响向骁晓协写兴雄绣虚许绪轩选学寻训亚艳阳杨养业怡义艺忆议谊"
    "银应莹营颖永优犹余鱼渔与语玉誉郁渊远园缘愿约跃韵云运泽赞则择增札战张章哲贞珍真阵镇征郑执志质钟众筑专转庄壮准资总纵组罗岗"
    "沪湾岛县区厂铺号蔺缪阚蔡贲骆郏钮闵鲍费滕储谈纪颉骞钰琏珑玺璇瑗瑶"
)
_OLDER = (
    "陳張劉趙黃吳孫馬羅鄭謝韓馮鄧蕭葉蘇呂蔣賈陸鍾譚韋鄒閻龔龍萬錢湯賴顧賀嚴歐陽蘭齊莊顏聶關鄔魯郭偉國華東軍紅麗鳳雲飛傑剛強慶"
    "愛寶賓燦昌長誠傳春純聰達丹當導德燈點電頂動獨爾發帆範豐風楓鋒福復富剛綱鋼高貢觀貫廣貴桂漢翰號賀鶴鴻虎環煥輝會惠機吉級紀濟"
    "堅監簡見劍健漸鑒江講驕嬌潔結錦進勁經靜鏡舉俊駿開凱鎧寬來萊嵐藍覽樂離禮歷勵蓮聯練戀良梁輛亮療靈嶺領劉龍樓婁盧蘆魯祿錄倫輪"
    "論洛綠滿梅門夢綿苗鳴銘謀納寧諾歐盤鵬蘋萍憑齊啟謙錢強喬橋親輕傾瓊秋權勸確讓榮潤賽三沙傷紹慎聲勝聖師時識實壽書樹雙順碩頌蘇"
    "歲孫泰濤騰體天聽鐵庭圖團萬維偉衛溫聞問翁無務霧習賢顯縣現獻鄉詳響向驍曉協寫興雄繡虛許緒軒選學尋訓亞艷陽楊養業怡義藝憶議誼"
    "銀應瑩營穎永優猶余魚漁與語玉譽鬱淵遠園緣願約躍韻雲運澤贊則擇增札戰張章哲貞珍真陣鎮徵鄭執志質鐘眾築專轉莊壯準資總縱組羅崗"
    "滬灣島縣區廠鋪號藺繆闞蔡賁駱郟鈕閔鮑費滕儲談紀頡騫鈺璉瓏璽璇瑗瑤"
)
"""Signs that names and places are made of, as the mainland and as Taiwan and Hong Kong write them, one below the other."""
_TO_OLDER = {ord(new): old for new, old in zip(_NEWER, _OLDER, strict=True) if new != old}
_TO_NEWER = {ord(old): new for new, old in zip(_NEWER, _OLDER, strict=True) if new != old} | {ord("鐘"): "钟", ord("鍾"): "钟"}
_READINGS = {
    "单單": "shan dan", "曾": "zeng ceng", "仇": "qiu chou", "解": "xie jie", "乐樂": "yue le", "查": "zha cha",
    "盖蓋": "ge gai", "区區": "ou qu", "尉": "yu wei", "翟": "zhai di", "覃": "qin tan", "朴": "piao pu",
    "任": "ren", "召": "shao zhao", "折": "she zhe", "秘": "bi mi", "缪繆": "miao mu", "万萬": "wan mo",
    "逄": "pang", "种": "chong zhong", "盛": "sheng cheng", "重": "zhong chong", "行": "xing hang", "长長": "chang zhang",
    "朝": "chao zhao", "茜": "qian xi", "柏": "bai bo", "石": "shi dan", "卜": "bu bo", "葛": "ge",
    "那": "na nuo", "员員": "yun yuan", "宓": "mi fu", "吕呂": "lu lv lyu", "律": "lu lv lyu", "旅": "lu lv lyu",
    "绿綠": "lu lv lyu", "女": "nu nv nyu", "洗冼": "xian xi", "贾賈": "jia gu", "隽雋": "jun juan", "晟": "sheng cheng",
    "琪": "qi", "瑜": "yu", "婧": "jing", "箐": "qing jing", "黾": "min mian", "呵": "he a",
    "薄": "bo bao", "都": "du dou", "降": "jiang xiang", "蕃": "fan bo", "说說": "yue shuo", "强強": "qiang jiang",
    "和": "he huo", "大": "da dai", "少": "shao", "宿": "su xiu",
}
_READ = {sign: tuple(said.split()) for signs, said in _READINGS.items() for sign in signs}
"""Signs that names read otherwise than texts do."""
MOST_READINGS = 6
MOST_TONED = 4
"""Signs of a name whose tones are tried."""

_WHOLE: dict[str, str] = dict(re.findall("([a-z]+):([a-z']+)", """
zhi:chih chi:ch'ih shi:shih ri:jih zi:tzu ci:tz'u si:ssu er:erh yan:yen ye:yeh yi:i you:yu yong:yung yue:yueh ge:ko ke:k'o he:ho gui:kuei
kui:k'uei duo:to tuo:t'o nuo:no luo:lo zuo:tso cuo:ts'o suo:so zhuo:cho chuo:ch'o ruo:jo lv:lu lyu:lu nv:nu nyu:nu
"""))
_BEGINNINGS: tuple[tuple[str, str], ...] = tuple(
    re.findall("([a-z]+):([a-z']+)", "zh:ch ch:ch' b:p p:p' d:t t:t' g:k k:k' j:ch q:ch' x:hs z:ts c:ts' r:j"),
)
_ENDS = {"ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "ue": "ueh", "üe": "ueh"}


def is_han(text: str) -> bool:
    """Return whether a name is written in Han signs, whatever stands between them."""
    return any(c >= "\u2e80" for c in text) and all("\u3400" <= c <= "\u9fff" or c >= "\U00020000" or not c.isalnum() for c in text)


def other_signs(text: str) -> Iterator[str]:
    """Yield a text in the older and in the newer signs, where that is another text."""
    older = text.translate(_TO_OLDER)
    yield from (said for said in dict.fromkeys((older, older.replace("鐘", "鍾"), text.translate(_TO_NEWER))) if said != text)


def han_spellings(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (custom, syllables) of a Han name in Latin letters: each reading, and each after Wade and Giles."""
    if not is_han(name):
        return
    signs = [c for c in name if c.isalnum()]
    read = [_READ.get(sign) or (_usual(sign),) for sign in signs]
    for syllables in itertools.islice(itertools.product(*read), MOST_READINGS):
        yield "pinyin", syllables
        yield "Wade-Giles", tuple(map(wade_giles, syllables))


def toned(syllables: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield syllables with every tone as a digit behind each: which it is, only a dictionary would tell."""
    if len(syllables) <= MOST_TONED:
        for tones in itertools.product("1234", repeat=len(syllables)):
            yield tuple(map("".join, zip(syllables, tones, strict=True)))


def _usual(sign: str) -> str:
    from anyascii import anyascii

    return str(anyascii(sign)).strip().casefold()


def wade_giles(syllable: str) -> str:
    """Return a syllable of pinyin as Wade and Giles write it."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    for pinyin, other in _BEGINNINGS:
        if syllable.startswith(pinyin):
            return other + _ENDS.get(syllable[len(pinyin) :], syllable[len(pinyin) :])
    for start in "ylmnfhsw":
        if syllable.startswith(start):
            return start + _ENDS.get(syllable[1:], syllable[1:])
    return syllable
