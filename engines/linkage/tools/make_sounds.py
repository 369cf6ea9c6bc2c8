#!/usr/bin/env python3
"""Writes packs/jiangsu/people/sounds.txt from Debian's package unicode-data:

    apt-get install unicode-data            (or dpkg -x its .deb somewhere)
    engines/linkage/tools/make_sounds.py [FOLDER of Unihan_*.txt.bz2] > packs/jiangsu/people/sounds.txt

Only facts are carried over: which syllable a character is read as, and which characters are forms of the same.
"""
import bz2, sys, unicodedata
from collections import defaultdict

folder = sys.argv[1] if len(sys.argv) > 1 else '/usr/share/unicode'

def fields(name):
    with bz2.open(f'{folder}/{name}.txt.bz2', 'rt', encoding='utf-8') as lines:
        for line in lines:
            if line.startswith('U+'):
                code, field, value = line.rstrip('\n').split('\t')
                yield chr(int(code[2:], 16)), field, value

tones = {'\u0304': '1', '\u0301': '2', '\u030c': '3', '\u0300': '4'}

def syllable(text):
    """zhāng → zhang1; ü is written v; no tone mark: 5."""
    tone, letters = '5', ''
    for letter in unicodedata.normalize('NFD', text):
        if letter in tones: tone = tones[letter]
        elif letter == '\u0308': letters = letters[:-1] + 'v'
        elif letter == '\u0302': pass
        elif 'a' <= letter <= 'z': letters += letter
        else: return ''
    return letters + tone

main, others, listed = {}, defaultdict(list), set()
for character, field, value in fields('Unihan_Readings'):
    if field == 'kMandarin': main[character] = syllable(value.split()[0])
    if field == 'kTGHZ2013':
        listed.add(character)
        for each in value.split(): others[character] += [syllable(r) for r in each.split(':')[1].split(',')]

forms = {}
def fold(old, new):
    if old != new and old not in forms: forms[old] = new

def targets(value): return [chr(int(each.split('<')[0][2:], 16)) for each in value.split()]

# The table of standard characters (2013), appendix 1, and its notes on names: forms that Unihan does not tie.
for pair in '岳嶽 升昇 升陞 哲喆 坤堃 峰峯 群羣 杰傑 炜煒 晖暉 晔曄 栋棟 桢楨 钧鈞 霭靄 淳湻 灿燦 恒恆 启啟 启啓 修脩 凯凱 炼煉 琴琹 春旾 野埜 和龢 翠翆 法灋 韵韻 咏詠 雁鴈 燕鷰 棱稜 熙煕 熙熈 静靜 真眞 教敎 晋晉 温溫 户戶 青靑 清淸 吴吳 黄黃 郎郞 姬姫 强彊 强強 绵緜 绣繡 欢懽 欢歡'.split():
    fold(pair[1], pair[0])
variants = list(fields('Unihan_Variants'))
for character, field, value in variants:
    if field == 'kSimplifiedVariant':
        found = targets(value)
        if character in found: continue
        fold(character, next((each for each in found if each in listed), found[0]))
for character, field, value in variants:
    if field in ('kZVariant', 'kSemanticVariant') and character not in listed:
        found = [each for each in targets(value) if each in listed]
        if len(found) == 1: fold(character, found[0])
# CJK compatibility ideographs have canonical decompositions.
for code in list(range(0xF900, 0xFB00)) + list(range(0x2F800, 0x2FA20)):
    whole = unicodedata.normalize('NFKC', chr(code))
    if whole != chr(code) and len(whole) == 1: fold(chr(code), whole)

def last(character):
    seen = {character}
    while character in forms and forms[character] not in seen:
        character = forms[character]
        seen.add(character)
    return character

groups = defaultdict(list)
for old in sorted(forms):
    new = last(old)
    if new != old: groups[new].append(old)
by_sound, by_other = defaultdict(list), defaultdict(list)
folded = {old for olds in groups.values() for old in olds}
for character, sound in sorted(main.items()):
    if character not in folded: by_sound[sound].append(character)
for character in sorted(listed):
    for sound in dict.fromkeys(others[character]):
        if sound and sound != main.get(character): by_other[sound].append(character)

print('''# How Chinese characters are read, and which are forms of the same: facts of the Unihan database, Unicode 15.0.0, as
# packaged by Debian (unicode-data 15.0.0-1). Source: https://www.unicode.org/Public/15.0.0/ucd/Unihan.zip, fields
# kMandarin, kTGHZ2013, kSimplifiedVariant, kZVariant, kSemanticVariant; and the table of standard characters of 2013.
# Terms: Unicode License (https://www.unicode.org/license.txt), data files © Unicode, Inc.
# Made by engines/linkage/tools/make_sounds.py; do not edit by hand. Surnames' own readings stand in linkage.yaml.
# SYLLABLE characters: the main reading (5: no tone; v: ü). ~SYLLABLE characters: another reading in use.
# =CHARACTER forms: the standard form, then forms that are read as it.''')
for sound in sorted(by_sound): print(sound, ''.join(by_sound[sound]))
for sound in sorted(by_other): print('~' + sound, ''.join(by_other[sound]))
for new in sorted(groups): print('=' + new, ''.join(groups[new]))
