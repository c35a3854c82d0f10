"""Made-up names in the manner of the peoples of Sumatera Utara, many from few parts, as in life."""

import random
from collections.abc import Sequence

from intake.matching.names import MARGA
from ppks_service.development.demo.names import FEMALE, MALE, NICKNAMES, SECOND

BATAK_FIRST = (
    "Bonar Hotman Jonathan Juara Lamhot Lintong Luhut Maruli Marihot Marolop Mangasi Parlin Poltak "
    "Ronald Rudolf Sabar Sahala Sahat Saut Tigor Togar Togu Tumpal Tulus Daniel David Andreas Yosua "
    "Samuel Yohanes Petrus Paulus Markus Lukas Hendrik Roy Rikson Jhonson Pantas Binsar Jansen Edison"
).split()
BATAK_WOMEN = (
    "Berliana Delima Duma Ester Rut Maria Marta Kristina Lasma Lamria Lambok Melva Meri Nurmaida "
    "Romauli Rosinta Rotua Rusmina Sabarina Sondang Tetty Tiarma Tiominar Tiur Vera Elisabet Yohana "
    "Debora Sarma Hotmaida Ronauli Riama Tiodor Rosmauli Kasmaria Betty Dumaria"
).split()
SYLLABLES = {
    "start": "Su Sar Par Kar Wa Po Mu Tu Ka Ngat Sri Mar Dar Har Wir Jo Ju Ya Rus Sam Sum Tar Wag "
    "Leg Kas Ros Nur Sai Mis Ras Tas Man Pur Pra Cah Dja Tje Soe Boe".split(),
    "middle": "man mi ti di no yo na ri wi ni ra ji si ta la sa gi ma de yan har par tik".split(),
    "man": "no to di man min jo yo nto rno wan yadi diman tono manto rjo ari in un".split(),
    "woman": "ti ni yem nah wati ningsih ani ah iyah lah rti yani ila sih inem riyah".split(),
}
ARABIC = (
    "Abdul Rahman|Abdul Rahim|Abdul Halim|Abdul Hamid|Abdul Kadir|Abdul Malik|Abdullah|Ahmad|Ali|Amir|"
    "Arifin|Asrul|Azhar|Azwar|Bahrum|Burhan|Chairul|Daud|Fachri|Fahrul|Faisal|Fauzan|Ghazali|Habib|"
    "Hafiz|Haidir|Hamzah|Hanafi|Haris|Hasbi|Helmi|Hidayat|Husin|Ibnu|Ikhsan|Ilham|Imran|Irfan|Ishak|"
    "Ismail|Iskandar|Jalaluddin|Jamaluddin|Kamaruddin|Khairuddin|Khalid|Lukman|Mahyuddin|Maulana|"
    "Mukhlis|Munir|Mursyid|Mustafa|Nazaruddin|Nizar|Qodri|Rafiq|Ramadhan|Rasyid|Razali|Ridho|Rusli|"
    "Saiful|Salman|Samsuddin|Syafii|Syahrul|Syamsul|Syarif|Sulaiman|Thamrin|Umar|Wahid|Yahya|Yakub|"
    "Yusuf|Zaini|Zakaria|Zulfikar|Zulham"
).split("|")
ARABIC_WOMEN = (
    "Aisyah|Aminah|Asiah|Azizah|Chairani|Fadhilah|Farida|Fatimah|Habibah|Hafsah|Halimah|Hanum|Hasanah|"
    "Husna|Jamilah|Khadijah|Khairani|Khairunnisa|Latifah|Laila|Maimunah|Mardhiah|Maryam|Masitah|Nadia|"
    "Nuraini|Nurhayati|Nurjannah|Nurlaila|Nursyah|Rabiah|Rahmah|Rohani|Rukiah|Salamah|Salbiah|Saodah|"
    "Syarifah|Wardah|Yusnidar|Zahara|Zainab|Zubaidah|Zuraidah"
).split("|")
NIAS_FIRST = (
    "Faogo Fatolosa Fonaha Ama Sokhi Yamo Ododogo Temazaro Yaatulo Yulianus Waoli Taliziduhu Sozanolo "
    "Bezatulo Fanotona Martinus Arisman Faduhusi Hezatulo Sarofati Ina Yanti Rosniati Nidarwati"
).split()
CHINESE_FIRST = (
    "Tan Lim Wong Chandra Halim Lie Ng Ong Tjoa Khoe Kho Oei Tjia Jap Sim Go Liong".split()
)
CHINESE_LAST = (
    "Acai Ahok Akiong Aling Amei Asiu Ayong Beng Bun Cheng Chiu Fuk Giok Guan Hok Hwa Joe Kiat Kim "
    "Lan Liang Mei Ming Sen Seng Siang Siok Sun Swie Tek Tjin Tju Yong Yu"
).split()
SPELT_OLD = (
    ("u", "oe"),
    ("c", "tj"),
    ("j", "dj"),
    ("y", "j"),
    ("sy", "sj"),
    ("kh", "ch"),
    ("ny", "nj"),
)
LOOSE = (
    ("f", "p"), ("p", "f"), ("v", "f"), ("z", "s"), ("z", "j"), ("sy", "s"), ("kh", "k"), ("q", "k"),
    ("d", "t"), ("i", "y"), ("i", "e"), ("u", "o"), ("o", "u"), ("h", ""), ("dh", "d"), ("k", "c"),
    ("w", "u"), ("ai", "ei"), ("x", "ks"), ("t", "th"),
)  # fmt: skip
MUHAMMAD = ("Muhammad", "Mhd", "Mhd.", "Muh.", "Moh.", "M.", "Mohd", "Mohammad", "Muhamad", "Moch.")
SHORTS = {
    "muhammad": MUHAMMAD,
    "siti": ("Siti", "St.", "Sitti", "Sity"),
    "abdul": ("Abdul", "Abd.", "Abd", "Abdoel"),
    "ahmad": ("Ahmad", "Achmad", "Akhmad"),
    "nur": ("Nur", "Noer", "Nor"),
}
TITLES = {
    "L": ("H.", "Pak", "Bapak", "Alm.", "Ust.", "Tn."),
    "P": ("Hj.", "Ibu", "Ny.", "Almh.", "Mak"),
}


def picked(chance: random.Random, pool: Sequence[str]) -> str:
    """One of ``pool``, the first ones far more often than the last, as with names in life."""
    place = int(len(pool) * chance.random() ** 1.7)
    return pool[place]


def given(chance: random.Random, sex: str) -> str:
    """One given name put together of syllables, as Javanese names are: there are thousands."""
    middle = chance.choice(SYLLABLES["middle"]) if chance.random() < 0.6 else ""
    end = chance.choice(SYLLABLES["man" if sex == "L" else "woman"])
    return chance.choice(SYLLABLES["start"]) + middle + end


def full_name(chance: random.Random, sex: str, margas: Sequence[str]) -> str:
    """The name of one person, after the manner of one people."""
    man = sex == "L"
    people = chance.random()
    if people < 0.28:  # Toba, Simalungun, Karo
        parts = [picked(chance, BATAK_FIRST if man else BATAK_WOMEN)]
        if chance.random() < 0.45:
            parts.append(chance.choice(SECOND) if chance.random() < 0.5 else given(chance, sex))
        return " ".join([*parts, picked(chance, margas).title()])
    if people < 0.48:  # Mandailing, Melayu, Minang
        parts = _muslim(chance, sex)
        if chance.random() < 0.6:
            parts.append(picked(chance, margas).title())
        return " ".join(parts)
    if people < 0.82:  # Jawa
        parts = [
            given(chance, sex)
            if chance.random() < 0.75
            else picked(chance, MALE if man else FEMALE)
        ]
        if chance.random() < 0.5:
            parts.append(chance.choice(SECOND) if chance.random() < 0.6 else given(chance, sex))
        if chance.random() < 0.12:
            parts.insert(0, "Muhammad" if man else chance.choice(["Siti", "Sri", "Nur"]))
        return " ".join(parts)
    if people < 0.92:  # Nias
        parts = [chance.choice(NIAS_FIRST)]
        if chance.random() < 0.4:
            parts.append(picked(chance, MALE if man else FEMALE))
        return " ".join([*parts, picked(chance, margas).title()])
    if people < 0.96:
        return f"{chance.choice(CHINESE_FIRST)} {chance.choice(CHINESE_LAST)} {chance.choice(CHINESE_LAST)}"
    return " ".join([picked(chance, MALE if man else FEMALE), chance.choice(SECOND)])


def _muslim(chance: random.Random, sex: str) -> list[str]:
    parts = []
    if chance.random() < 0.3:
        parts.append("Muhammad" if sex == "L" else chance.choice(["Siti", "Nur", "Cut", "Siti"]))
    parts.append(picked(chance, ARABIC if sex == "L" else ARABIC_WOMEN))
    if chance.random() < 0.45:
        parts.append(chance.choice(SECOND) if chance.random() < 0.6 else given(chance, sex))
    return parts


def nickname(chance: random.Random, name: str) -> str:
    if chance.random() < 0.5:
        word = max(name.split(), key=len)
        return word[: chance.randint(3, 5)].title()
    return chance.choice(NICKNAMES) + (f" {chance.choice(SECOND)}" if chance.random() < 0.4 else "")


def written(chance: random.Random, name: str, sex: str, *, care: float = 0.0) -> str:
    """``name`` as another officer may write it down; with ``care`` 1 exactly so."""

    def happens(share: float) -> bool:
        return chance.random() < share * (1 - care)

    words = [_word(chance, word, care) for word in name.split()]
    is_marga = words[-1].lower() in MARGA if words else False
    if len(words) > 1 and is_marga:
        if happens(0.22):
            words.pop()
        elif happens(0.12):
            words.insert(0, words.pop())
        elif happens(0.02):
            words[-1] = chance.choice(sorted(MARGA)).title()
        elif sex == "P" and happens(0.25):
            words.insert(-1, chance.choice(["br", "br.", "Boru"]))
    elif len(words) > 1 and happens(0.12):
        words.pop(chance.randrange(len(words)))
    if len(words) > 1 and happens(0.05):
        chance.shuffle(words)
    if len(words) > 1 and happens(0.05):
        at = chance.randrange(len(words))
        words[at] = f"{words[at][0]}."
    if len(words) > 1 and happens(0.03):
        at = chance.randrange(len(words) - 1)
        words[at : at + 2] = [words[at] + words[at + 1].lower()]
    if happens(0.08):
        words.insert(0, chance.choice(TITLES[sex]))
    if happens(0.03):
        words += ["bin" if sex == "L" else "binti", picked(chance, ARABIC).split()[-1]]
    return " ".join(words) or name


def _word(chance: random.Random, word: str, care: float) -> str:
    def happens(share: float) -> bool:
        return chance.random() < share * (1 - care)

    if (shorts := SHORTS.get(word.lower())) and happens(0.6):
        return chance.choice(shorts)
    text = word.lower()
    if happens(0.14):
        text = _replaced(chance, text, SPELT_OLD)
    if happens(0.14):
        text = _replaced(chance, text, LOOSE)
    if happens(0.06) and len(text) > 3:
        at = chance.randrange(1, len(text))
        text = text[:at] + text[at] + text[at:]
    if happens(0.09) and len(text) > 3:
        text = _slip(chance, text)
    return text.title()


def _replaced(chance: random.Random, text: str, rules: Sequence[tuple[str, str]]) -> str:
    """``text`` under one or two of ``rules`` that apply to it."""
    fitting = [rule for rule in rules if rule[0] in text]
    for old, new in chance.sample(fitting, min(len(fitting), chance.randint(1, 2))):
        text = text.replace(old, new, 1)
    return text


def _slip(chance: random.Random, text: str) -> str:
    """One slip of the pen: a letter wrong, missing, too many, or two swapped."""
    at = chance.randrange(1, len(text))
    letter = chance.choice("abdeghiklmnoprstuwy")
    return chance.choice(
        [
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
        ]
    )
