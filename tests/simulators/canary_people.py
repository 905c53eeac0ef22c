"""Twenty invented people whom the gate protects, with everything that could tell of them. Any likeness is chance; no number is anybody's."""

from __future__ import annotations

from witnessmark.records.protected import Protected

_ROWS = """
xq|Xanthippe Quolbrandt-Ñáñez|Xanti Quox|quolbrandt_x84|+34 617 448 209|PAX4471982|1984-03-19|Vilafresca|Calle de la Invención 14, 28904 Vilafresca|40.416775,-3.703790|Orfelia Tandberg|Zephyr Textiles|night dispatcher
oq|欧阳箐墨|墨箐小筑|mojing_1991|+86 139 0571 8842|E88214907|1991-07-23|青岚镇|青岚镇石桥路 27 号 315872|29.868336,121.543990|欧阳箐岚|海月纺织厂|仓库会计
sg|司徒凌霜|凌霜客|frostguest77|+86 158 2217 6630|G55190238|1977-11-02|云渡县|云渡县码头街 9 号 410725|28.213478,112.979353|司徒凌川|云渡航运|轮机员
ld|蔺冬岳|冬岳山人|dongyue_lin|+886 912 604 883|308817264|1969-01-30|霧台鄉|霧台鄉神山路 41 號 90244|22.745120,120.732280|蔺夏岚|岳麓印刷|排字工
qh|瞿鸿溟|北溟之鱼|beiming_q|+86 187 4411 0926|EA7730915|1988-05-17|白鹭洲|白鹭洲路 63 号 361015|24.485407,118.089520|瞿鸿潇|鹭洲水产|冷库领班
it|Ilzat Turghunjan | ئىلزات تۇرغۇنجان|Tarim Söyer|tarim_soyer|+90 532 718 4460|U04419273|1986-09-14|Qaraqum|Sümbül Sokak 12, 34093 Fatih|41.018430,28.939580|گۈلشات تۇرغۇنجان|Altun Nan|head baker
mm|مەردان مۇسايېف|Mardan Aka|mardan_aka|+7 701 559 2083|N10482277|1979-12-05|Zharkent|Rozybakiev Street 88, 050060 Almaty|43.233450,76.891270|Roziwangul Musayeva|Khan Tengri Freight|customs broker
rh|Rahile Hézimjan|Bahar Qizi|baharqizi|+49 1522 887 4013|C4TH8K2LM|1993-04-28|Königsborn|Lindenallee 23b, 59427 Königsborn|51.538790,7.689550|Hézim Barat|Nordlicht Pflege|ward sister
dq|دىلنۇر قەھرىمان|Dolan Sada|dolansada|+47 412 88 703|M77120945|1996-08-19|Fjellvik|Strandgata 5, 8400 Fjellvik|68.698700,15.412810|Qehriman Sawut|Fjellvik Meieri|cheese maker
ay|Abduxaliq Yolwas|Yolwas Shair|yolwas_shair|+31 6 4471 9026|NP2B77R41|1972-02-11|Zwartewaal|Kerkstraat 117, 3238 LB Zwartewaal|51.881820,4.238170|Yolwas Hamut|Waalhaven Kranen|crane signaller
fs|فَرِيد الشِّهَابِيّ | Farid al-Shihabi|Abu Nawras|abunawras_fs|+963 944 661 207|N013377425|1981-06-06|Tell Marjan|Midan Street 31, 21470 Tell Marjan|35.131840,36.757790|سَمَر الشِّهَابِيّ|Orontes Bridges|survey clerk
kh|خَالِد حَمْدُون | Khalid Hamdun|Sayyad al Lu'lu|sayyad_lulu|+971 50 448 7219|H7719284A|1975-10-21|Ras Dhahab|Pearl Lane 8, 71550 Ras Dhahab|25.789530,55.943210|Noura Hamdun|Dhahab Dredging|tide gauge keeper
lb|Layla Benmokhtari|Warda Bidaa|warda_bidaa|+33 6 44 18 72 95|17CK40982|1990-12-12|Montclerval|12 rue des Tisserands, 38412 Montclerval|45.188530,5.724520|Slimane Benmokhtari|Atelier Sauvageot|pattern cutter
nz|Нурдаулет Жантөреев|Кара Барс|karabars_nd|+7 777 340 1185|N08827164|1983-07-07|Қызылжар|Abay Avenue 52, 150000 Petropavl|54.872790,69.143000|Айгерим Жантөреева|Esil Elevator|grain weigher
vs|Вячеслав Щукарёв|Щука Речная|shchuka_r|+7 916 204 7735|4509338172|1968-03-31|Верхнеозёрск|Речная улица 17, 624760 Верхнеозёрск|57.841200,60.567490|Глафира Щукарёва|Уралмостпроект|старший геодезист
tk|Тынчтыкбек Кожобаев|Манасчы Бала|manaschy_bala|+996 555 718 304|AN4471820|1998-01-18|Кара-Балта|Frunze Street 204, 724400 Kara-Balta|42.814210,73.848160|Бермет Кожобаева|Chuy Sugar Works|boiler stoker
jb|Jörg Brühlmeister|Fährmann Jo|faehrmann_jo|+41 79 448 21 96|X4471902|1964-11-27|Oberglattfelden|Seeweg 3, 8192 Oberglattfelden|47.550340,8.512090|Ännchen Brühlmeister|Rheinfähre Kündig|deck supervisor
ps|Płomysława Sędzikowska|Dzika Róża|dzikaroza_ps|+48 601 887 342|EJT447190|1994-05-05|Wierzbnica|ulica Krótka 19, 62 400 Wierzbnica|52.326310,17.563920|Dobromił Sędzikowski|Zakłady Lniarskie Wierzba|loom fitter
mt|Maria Lopez Tarrazona|Golondrina Azul|golondrina_mlt|+593 98 447 1260|1714482093|1987-10-03|San Isidro del Páramo|Avenida de los Molles 406, 170503 San Isidro|-0.180653,-78.467834|Eulogio Tarrazona|Flores del Páramo|irrigation foreman
th|Thi Mai Huong Trieu|Hoa Phuong Do|hoaphuong_do|+84 903 447 218|B8827719|1992-09-29|Làng Cẩm Sơn|Hang Than 71, 100907 Lang Cam Son|21.040420,105.846590|Trieu Quang Vinh|Song Hong Ceramics|kiln watcher
"""
_QUOTES = (
    "they put my mother's voice on the line and told me to come home before the harvest",
    "他们让我父亲在电话里背诵写好的句子然后才允许他挂断",
    "那天夜里有三个人站在楼下的灯光里一直等到面包店开门",
    "從前的鄰居帶著一封沒有署名的信坐夜車來找我",
    "船还没有靠岸他们就已经知道我住在哪一间旅馆",
    "the man with the green thermos wrote down the name of my daughter's school twice",
    "my brother was made to film the empty kitchen so that I would see it",
    "sie legten mir drei Fotos hin und auf jedem stand die Uhrzeit meiner Schicht",
    "they promised the cow would be given back the day I closed my channel",
    "he read me my own poem aloud and asked who had paid for the paper",
    "the clerk knew which ferry I had taken although I had paid for it in coins",
    "they sent the pearl diver's boy with a phone that had only one number in it",
    "elle a posé sur la table la clé de la maison que j'avais laissée au village",
    "они показали мне видео с весов на элеваторе и назвали номер моей смены",
    "человек в синей куртке знал сколько ступенек ведёт на мой чердак",
    "the caller hummed the song that only my grandmother sings while shearing",
    "der Fremde wusste, dass ich die Leine immer zweimal um den Poller lege",
    "przynieśli mi zdjęcie krosna przy którym pracowała moja zmarła siostra",
    "me dijeron el nombre del perro y la hora en que riego los claveles blancos",
    "the visitor placed seven unglazed bowls in a row and said one was for each cousin",
)


def people() -> tuple[Protected, ...]:
    """Return the twenty."""
    found = []
    for row, quote in zip(_ROWS.strip().splitlines(), _QUOTES, strict=True):
        cells = row.split("|")
        while len(cells) > 13:  # a name in two scripts
            cells[1:3] = [f"{cells[1]}\0{cells[2]}"]
        ident, names, pseudonym, handle, phone, number, born, place, address, point, relative, employer, function = cells
        found.append(
            Protected(
                id=f"canary-{ident}", names=tuple(name.strip() for name in names.split("\0")), pseudonyms=(pseudonym, f"CASE-{ident.upper()}-{born[:4]}77"),
                handles=(handle,), emails=(f"{handle}@nowhere.example",), phones=(phone,), numbers=(number,), born=born, places=(place,),
                addresses=(address,), coordinates=(point,), relatives=(relative,), posts=((employer, function),), quotes=(quote,),
            )
        )
    return tuple(found)
