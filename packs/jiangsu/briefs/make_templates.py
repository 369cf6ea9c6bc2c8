#!/usr/bin/env python3
"""Writes the templates that come with the pack: plain Office files with place-holders, made with
nothing but Python's own library. Run here after a change; boai brings the new edition at its next
start. Colours are the house's own (docs: look), no emblem.

    python3 make_templates.py          writes them
    python3 make_templates.py --check  exit 1 when a file's parts differ from what would be written
"""
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
INK, MUTED, ACCENT, SOFT, LINE, AMBER = '1B2A33', '5D6F7A', '0F5C78', 'E6F0F4', 'C3D0D7', '9A6000'
FONT = 'Microsoft YaHei'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006'


def relations(pairs):
    rows = ''.join(f'<Relationship Id="{i}" Type="{t}" Target="{to}"/>' for i, t, to in pairs)
    return XML + f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def content_types(overrides):
    rows = ''.join(f'<Override PartName="{p}" ContentType="{t}"/>' for p, t in overrides)
    return (XML + f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>' + rows + '</Types>')


# Word ------------------------------------------------------------------------------------------
def run(text, size=10.5, bold=False, colour=INK):
    return (f'<w:r><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"/>'
            f'{"<w:b/>" if bold else ""}<w:color w:val="{colour}"/><w:sz w:val="{int(size * 2)}"/>'
            f'<w:szCs w:val="{int(size * 2)}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def para(*runs, line=0, before=0, after=0, align='left', rule='', fill='', keep=False):
    spacing = f'<w:spacing w:before="{int(before * 20)}" w:after="{int(after * 20)}"'
    spacing += f' w:line="{int(line * 20)}" w:lineRule="exact"/>' if line else ' w:line="240" w:lineRule="auto"/>'
    border = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="{rule}"/></w:pBdr>' if rule else ''
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ''
    return (f'<w:p><w:pPr>{"<w:keepNext/>" if keep else ""}{border}{shade}{spacing}<w:jc w:val="{align}"/></w:pPr>'
            + ''.join(runs) + '</w:p>')


def heading(text, size=11.5, before=5):
    return para(run(text, size, True, ACCENT), line=size + 5, before=before, after=2, keep=True)


def cell(content, width, fill='', span=1, centre=True):
    parts = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    parts += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ''
    parts += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ''
    parts += '<w:vAlign w:val="center"/>' if centre else ''
    return f'<w:tc><w:tcPr>{parts}</w:tcPr>{content}</w:tc>'


def row(cells, header=False, height=0):
    rules = '<w:cantSplit/>' + (f'<w:trHeight w:val="{int(height * 20)}"/>' if height else '') + ('<w:tblHeader/>' if header else '')
    return f'<w:tr><w:trPr>{rules}</w:trPr>{"".join(cells)}</w:tr>'


def table(widths, rows, inner=LINE, pad=80):
    grid = ''.join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    line = f'<w:{{}} w:val="{"single" if inner else "nil"}" w:sz="4" w:space="0" w:color="{inner or "auto"}"/>'
    edges = ''.join(line.format(side) for side in ('top', 'bottom', 'insideH'))
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>')


def lined(widths, heads, cells, size=9, aligns=None):
    """A table with a header and one repeated row."""
    aligns = aligns or ['left'] * len(widths)
    line = size + 5
    top = [cell(para(run(h, size - 0.5, False, MUTED), line=line, align=a), w, SOFT) for h, w, a in zip(heads, widths, aligns)]
    body = [cell(para(run(c, size), line=line, align=a), w) for c, w, a in zip(cells, widths, aligns)]
    return table(widths, [row(top, True), row(body)])


def docx(name, body, margins=(14, 15, 12, 15), footer=''):
    w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
    top, right, bottom, left = (int(mm * 56.7) for mm in margins)
    # Word wants a paragraph behind the last table.
    body += para(run('', 1), line=1)
    reference = '<w:footerReference w:type="default" r:id="rId2"/>' if footer else ''
    document = (XML + f'<w:document xmlns:w="{w}" xmlns:r="{OFFICE}"><w:body>{body}<w:sectPr>{reference}'
                f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="300" w:footer="340" w:gutter="0"/>'
                '</w:sectPr></w:body></w:document>')
    styles = (XML + f'<w:styles xmlns:w="{w}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"/>'
              '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
              '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>')
    base = '/word/{}.xml'
    kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml'
    parts = [('/word/document.xml', kind.format('document.main')), (base.format('styles'), kind.format('styles'))]
    links = [('rId1', OFFICE + '/styles', 'styles.xml')]
    files = {'word/document.xml': document, 'word/styles.xml': styles}
    if footer:
        parts.append((base.format('footer1'), kind.format('footer')))
        links.append(('rId2', OFFICE + '/footer', 'footer1.xml'))
        files['word/footer1.xml'] = XML + f'<w:ftr xmlns:w="{w}" xmlns:r="{OFFICE}">{footer}</w:ftr>'
    files['[Content_Types].xml'] = content_types(parts)
    files['_rels/.rels'] = relations([('rId1', OFFICE + '/officeDocument', 'word/document.xml')])
    files['word/_rels/document.xml.rels'] = relations(links)
    return name, files


HEADLINES = ['FA-02', 'FA-05', 'OG-02', 'SD-01', 'SD-02', 'HA-01']


def card(indicator, width):
    return cell(para(run('{{%s name}}' % indicator, 8.5, False, MUTED), line=13, before=2)
                + para(run('{{%s value unit=yes}}' % indicator, 16, True, ACCENT), line=22)
                + para(run('目标{{%s target note=no}}，完成{{%s rate note=no}}　{{%s status}}' % ((indicator,) * 3), 8, False, INK), line=13, after=2),
                width, SOFT if HEADLINES.index(indicator) % 2 == 0 else '', centre=False)


def notes(widths, size=6.5):
    """The list every number's mark leads to."""
    cells = ['{{each notes}}{{.mark}}', '{{.figure}}', '{{.formula}}', '{{.as_of}}', '{{.url}}']
    line = size + 2.2
    top = [cell(para(run(h, size, False, MUTED), line=line), w) for h, w in zip(['注', '数据', '算法', '截至', '查看明细（需登录）'], widths)]
    body = [cell(para(run(c, size, False, MUTED), line=line), w, centre=False) for c, w in zip(cells, widths)]
    return table(widths, [row(top, True), row(body)], inner='E1E8EC', pad=40)


def brief_notes(widths, size=6.5):
    """The same in as few lines as a single page has left."""
    cells = ['{{each notes}}{{.mark}}', '{{.figure}}（{{.formula}}）', '{{.as_of}}', '{{.url}}']
    line = size + 2
    top = [cell(para(run(h, size, False, MUTED), line=line), w) for h, w in zip(['注', '数据（算法）', '截至', '查看明细（需登录）'], widths)]
    body = [cell(para(run(c, size, False, MUTED), line=line), w, centre=False) for c, w in zip(cells, widths)]
    return table(widths, [row(top, True), row(body)], inner='E1E8EC', pad=40)


def one_page():
    width = 10200
    third = width // 3
    body = para(run('{{title}}', 19, True, ACCENT), line=27)
    body += para(run('{{society}}　{{region.name}}　{{period}}　截至{{as_of}}', 9, False, MUTED), line=14, after=3, rule=ACCENT)
    body += para(run('{{text summary}}', 10), line=15, before=3, after=4)
    body += table([third] * 3, [row([card(i, third) for i in HEADLINES[:3]]), row([card(i, third) for i in HEADLINES[3:]])])
    body += heading('较上期变化')
    body += lined([4300, 2100, 1900, 1900], ['指标', '当前', '变化', '状态'],
                  ['{{each moved limit=3}}{{.name}}', '{{.value unit=yes}}', '{{.change note=no}}', '{{.status}}'], 8.5, ['left', 'right', 'right', 'left'])
    body += heading('落后指标与原因')
    body += lined([2750, 1450, 950, 1150, 3900], ['指标', '当前', '目标', '状态', '差在哪里'],
                  ['{{each behind limit=4}}{{.name}}', '{{.value unit=yes}}', '{{.target note=no}}', '{{.status}}', '{{.why}}'], 8.5, ['left', 'right', 'right', 'left', 'left'])
    body += para(run('{{text reasons}}', 9), line=13, before=2, after=2)
    body += table([5400, 4800], [row([cell(para(run('{{chart FA-02 by=city width=92 height=46}}')), 5400),
                                      cell(para(run('{{map FA-02 width=78 height=46}}'), align='center'), 4800)])], inner='')
    body += heading('请求事项', before=2)
    body += para(run('{{text requests}}', 9.5), line=14, after=3)
    body += brief_notes([420, 6380, 900, 2500])
    return docx('one_page.docx', body)


def monthly():
    width = 10200
    body = para(run('月度简报', 12, True, MUTED), line=18)
    body += para(run('{{title}}', 22, True, ACCENT), line=32)
    body += para(run('{{society}}　{{region.name}}　{{period}}　截至{{as_of}}　依据：{{plan.name}}', 9, False, MUTED), line=14, after=6, rule=ACCENT)
    body += heading('一、总体情况', 13)
    body += para(run('{{text summary}}', 10.5), line=18, after=4)
    body += para(run('主要指标{{count main}}项：已达成{{count met}}，进度正常{{count on_track}}，有风险{{count at_risk}}，滞后{{count behind}}，未达成{{count missed}}，无数据{{count no_data}}。', 10.5), line=18)
    body += heading('二、主要指标', 13, 8)
    body += lined([800, 3600, 1600, 1500, 1200, 1500], ['编号', '指标', '当前', '目标', '完成', '状态'],
                  ['{{each main}}{{.id}}', '{{.name}}', '{{.value unit=yes}}', '{{.target note=no}}', '{{.rate note=no}}', '{{.status}}'], 9, ['left', 'left', 'right', 'right', 'right', 'left'])
    body += heading('三、较上期变化', 13, 8)
    body += lined([3900, 1600, 1700, 1500, 1500], ['指标', '上期', '当前', '变化', '状态'],
                  ['{{each moved limit=8}}{{.name}}', '{{.before unit=yes}}', '{{.value unit=yes}}', '{{.change note=no}}', '{{.status}}'], 9, ['left', 'right', 'right', 'right', 'left'])
    body += heading('四、落后指标与原因', 13, 8)
    body += lined([2600, 1400, 1150, 1250, 1200, 2600], ['指标', '当前', '应达', '预计期末', '状态', '差在哪里'],
                  ['{{each behind}}{{.name}}', '{{.value unit=yes}}', '{{.expected note=no}}', '{{.forecast note=no}}', '{{.status}}', '{{.why}}'], 9, ['left', 'right', 'right', 'right', 'left', 'left'])
    body += para(run('{{text reasons}}', 10.5), line=18, before=4)
    body += heading('五、各地进展', 13, 8)
    body += para(run('{{chart FA-02 by=city width=178 height=86}}'))
    body += para(run('{{map FA-02 width=120 height=100}}'), align='center')
    body += lined([2600, 1900, 1900, 1900, 1900], ['地区', '持证率', '目标', '应达', '状态'],
                  ['{{each parts FA-02}}{{.region}}', '{{.value}}', '{{.target note=no}}', '{{.expected note=no}}', '{{.status}}'], 9, ['left', 'right', 'right', 'right', 'left'])
    body += heading('六、逐月走势', 13, 8)
    body += para(run('{{chart FA-05 by=month width=178 height=70}}'))
    body += heading('七、请求事项', 13, 8)
    body += para(run('{{text requests}}', 10.5), line=18, after=8)
    body += heading('附注：每个数字的来处', 11)
    body += notes([460, 4200, 2760, 900, 1880], 7)
    foot = para(run('{{society}}　{{title}}　截至{{as_of}}', 8, False, MUTED), line=12, align='center')
    return docx('monthly.docx', body, (18, 15, 18, 15), foot)


# Slides ----------------------------------------------------------------------------------------
WIDE, HIGH, CM = 12192000, 6858000, 360000


def slide_run(text, size, bold=False, colour=INK):
    return (f'<a:r><a:rPr lang="zh-CN" sz="{int(size * 100)}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
            f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/></a:rPr><a:t>{escape(text)}</a:t></a:r>')


def slide_para(*runs, align='l', after=0, line=0):
    gap = f'<a:lnSpc><a:spcPts val="{int(line * 100)}"/></a:lnSpc>' if line else ''
    return f'<a:p><a:pPr algn="{align}">{gap}<a:spcAft><a:spcPts val="{int(after * 100)}"/></a:spcAft></a:pPr>{"".join(runs)}</a:p>'


class Slide:
    def __init__(self):
        self.shapes, self.number = [], 1

    def place(self, box):
        x, y, w, h = (int(v * CM) for v in box)
        return f'<a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/>'

    def text(self, box, *paragraphs, fill='', anchor='t', inset=0.2):
        self.number += 1
        paint = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else '<a:noFill/>'
        side = int(inset * CM)
        self.shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.number}" name="t{self.number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr><a:xfrm>{self.place(box)}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{paint}</p:spPr>'
            f'<p:txBody><a:bodyPr wrap="square" lIns="{side}" rIns="{side}" tIns="{side // 2}" bIns="{side // 2}" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{"".join(paragraphs)}</p:txBody></p:sp>')

    def heading(self, text):
        self.text((1, 0.7, 31.8, 1.5), slide_para(slide_run(text, 26, True, ACCENT)), anchor='ctr', inset=0)
        self.text((1, 2.25, 31.8, 0.06), slide_para(), fill=ACCENT, inset=0)
        self.text((1, 18.1, 31.8, 0.7), slide_para(slide_run('{{society}}　{{region.name}}　{{period}}　截至{{as_of}}', 10, False, MUTED)), inset=0)

    def table(self, box, widths, rows, size=12):
        self.number += 1

        def one(text, colour, fill, bold=False):
            paint = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else '<a:noFill/>'
            edge = f'<a:lnB w="6350"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:lnB>'
            return (f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{slide_para(slide_run(text, size, bold, colour))}</a:txBody>'
                    f'<a:tcPr marL="72000" marR="72000" marT="36000" marB="36000" anchor="ctr">{edge}{paint}</a:tcPr></a:tc>')
        grid = ''.join(f'<a:gridCol w="{int(w * CM)}"/>' for w in widths)
        lines = ''
        for at, cells in enumerate(rows):
            head = at == 0
            lines += f'<a:tr h="{int(1.0 * CM)}">' + ''.join(one(c, MUTED if head else INK, SOFT if head else '') for c in cells) + '</a:tr>'
        self.shapes.append(
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{self.number}" name="tbl{self.number}"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm>{self.place(box)}</p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
            f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{lines}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>')

    def xml(self, tag='p:sld', extra=''):
        main = 'http://schemas.openxmlformats.org/presentationml/2006/main'
        drawing = 'http://schemas.openxmlformats.org/drawingml/2006/main'
        return (XML + f'<{tag} xmlns:a="{drawing}" xmlns:r="{OFFICE}" xmlns:p="{main}"><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
                '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
                + ''.join(self.shapes) + f'</p:spTree></p:cSld>{extra}</{tag}>')


def theme():
    names = ['dk1', 'lt1', 'dk2', 'lt2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6', 'hlink', 'folHlink']
    colours = [INK, 'FFFFFF', ACCENT, 'F4F6F7', ACCENT, '1C7C63', 'B36A00', 'A4482A', '6B5B86', '7D8B94', ACCENT, ACCENT]
    scheme = ''.join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in zip(names, colours))
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface=""/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{solid}</a:ln>'
    effect = '<a:effectStyle><a:effectLst/></a:effectStyle>'
    return (XML + f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="boai"><a:themeElements><a:clrScheme name="boai">{scheme}</a:clrScheme>'
            f'<a:fontScheme name="boai"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
            f'<a:fmtScheme name="boai"><a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>')


def pptx(name, slides):
    main = 'http://schemas.openxmlformats.org/presentationml/2006/main'
    kind = 'application/vnd.openxmlformats-officedocument.presentationml.{}+xml'
    ids = ''.join(f'<p:sldId id="{256 + n}" r:id="rId{n + 10}"/>' for n in range(len(slides)))
    files = {
        'ppt/presentation.xml': XML + f'<p:presentation xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{OFFICE}" xmlns:p="{main}">'
        f'<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="{WIDE}" cy="{HIGH}"/><p:notesSz cx="{HIGH}" cy="{WIDE}"/></p:presentation>',
        'ppt/_rels/presentation.xml.rels': relations([('rId1', OFFICE + '/slideMaster', 'slideMasters/slideMaster1.xml'), ('rId2', OFFICE + '/theme', 'theme/theme1.xml')]
                                                     + [(f'rId{n + 10}', OFFICE + '/slide', f'slides/slide{n + 1}.xml') for n in range(len(slides))]),
        'ppt/theme/theme1.xml': theme(),
        'ppt/slideMasters/slideMaster1.xml': Slide().xml('p:sldMaster', '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
                                                         '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'),
        'ppt/slideMasters/_rels/slideMaster1.xml.rels': relations([('rId1', OFFICE + '/slideLayout', '../slideLayouts/slideLayout1.xml'), ('rId2', OFFICE + '/theme', '../theme/theme1.xml')]),
        'ppt/slideLayouts/slideLayout1.xml': Slide().xml('p:sldLayout', '<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>'),
        'ppt/slideLayouts/_rels/slideLayout1.xml.rels': relations([('rId1', OFFICE + '/slideMaster', '../slideMasters/slideMaster1.xml')]),
        '_rels/.rels': relations([('rId1', OFFICE + '/officeDocument', 'ppt/presentation.xml')]),
    }
    parts = [('/ppt/presentation.xml', kind.format('presentation.main')), ('/ppt/theme/theme1.xml', 'application/vnd.openxmlformats-officedocument.theme+xml'),
             ('/ppt/slideMasters/slideMaster1.xml', kind.format('slideMaster')), ('/ppt/slideLayouts/slideLayout1.xml', kind.format('slideLayout'))]
    for n, slide in enumerate(slides):
        files[f'ppt/slides/slide{n + 1}.xml'] = slide.xml(extra='<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>')
        files[f'ppt/slides/_rels/slide{n + 1}.xml.rels'] = relations([('rId1', OFFICE + '/slideLayout', '../slideLayouts/slideLayout1.xml')])
        parts.append((f'/ppt/slides/slide{n + 1}.xml', kind.format('slide')))
    files['[Content_Types].xml'] = content_types(parts)
    return name, files


def six_slides():
    first = Slide()
    first.text((0, 0, 33.87, 19.05), slide_para(), fill=ACCENT, inset=0)
    first.text((2, 5.2, 29.8, 3.2), slide_para(slide_run('{{title}}', 40, True, 'FFFFFF')), anchor='b', inset=0)
    first.text((2, 8.8, 29.8, 1.4), slide_para(slide_run('{{region.name}}　{{period}}　截至{{as_of}}', 20, False, 'CFE0E7')), inset=0)
    first.text((2, 15.6, 29.8, 1.2), slide_para(slide_run('{{society}}', 16, False, 'CFE0E7')), inset=0)

    second = Slide()
    second.heading('一、主要数据')
    for at, indicator in enumerate(HEADLINES):
        x, y = 1 + at % 3 * 10.8, 2.9 + at // 3 * 5.0
        second.text((x, y, 10.2, 4.5),
                    slide_para(slide_run('{{%s name}}' % indicator, 14, False, MUTED), after=4),
                    slide_para(slide_run('{{%s value unit=yes}}' % indicator, 30, True, ACCENT), after=4),
                    slide_para(slide_run('目标{{%s target note=no}}，完成{{%s rate note=no}}' % (indicator, indicator), 13)),
                    slide_para(slide_run('{{%s status}}' % indicator, 13)), fill=SOFT, anchor='ctr', inset=0.5)
    second.text((1, 13.2, 31.8, 4.6), slide_para(slide_run('{{text summary}}', 15), line=23), inset=0)

    third = Slide()
    third.heading('二、完成进度和较上期变化')
    third.text((1, 2.7, 19.4, 15.0), slide_para(slide_run('{{chart progress}}', 12)))
    third.table((21.2, 2.8, 11.6, 4), [5.4, 3.1, 3.1], [['变化最大的', '当前', '变化'], ['{{each moved limit=6}}{{.name}}', '{{.value unit=yes}}', '{{.change note=no}}']], 11)

    fourth = Slide()
    fourth.heading('三、各地进展：{{FA-02 name}}')
    fourth.text((1, 2.7, 14.6, 15.0), slide_para(slide_run('{{map FA-02}}', 12)))
    fourth.text((16.4, 2.7, 16.4, 15.0), slide_para(slide_run('{{chart FA-02 by=city}}', 12)))

    fifth = Slide()
    fifth.heading('四、落后指标与原因')
    fifth.table((1, 2.8, 31.8, 6), [9.0, 4.2, 4.2, 4.0, 10.4],
                [['指标', '当前', '目标', '状态', '差在哪里'], ['{{each behind limit=6}}{{.name}}', '{{.value unit=yes}}', '{{.target note=no}}', '{{.status}}', '{{.why}}']], 13)
    fifth.text((1, 13.6, 31.8, 4.2), slide_para(slide_run('{{text reasons}}', 15), line=23), inset=0)

    sixth = Slide()
    sixth.heading('五、请求事项')
    sixth.text((1, 2.6, 31.8, 5.2), slide_para(slide_run('{{text requests}}', 18), line=28), inset=0)
    sixth.text((1, 8.0, 31.8, 10.0), slide_para(slide_run('附注：每个数字的来处（网址需登录）', 11, True, MUTED), after=2),
               slide_para(slide_run('{{each notes}}{{.mark}} {{.figure}}；{{.formula}}；截至{{.as_of}}；{{.url}}', 8, False, MUTED), line=10.5), inset=0)
    return pptx('six_slides.pptx', [first, second, third, fourth, fifth, sixth])


# Table -----------------------------------------------------------------------------------------
def figures():
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml'

    def sheet(widths, rows):
        columns = ''.join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, 1))
        lines = ''
        for number, (style, cells) in enumerate(rows, 1):
            styles = style if isinstance(style, list) else [style] * len(cells)
            lines += f'<row r="{number}">' + ''.join(
                f'<c r="{"ABCDEFGHIJKL"[n]}{number}" s="{styles[n]}" t="inlineStr"><is><t xml:space="preserve">{escape(c)}</t></is></c>' for n, c in enumerate(cells) if c) + '</row>'
        return (XML + f'<worksheet xmlns="{main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
                f'<cols>{columns}</cols><sheetData>{lines}</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
                '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>').replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
    # Styles: 0 plain, 1 title, 2 small, 3 head, 4 words, 5 number, 6 per cent, 7 number with decimals, 8 head of numbers
    fonts = (f'<font><sz val="10"/><color rgb="FF{INK}"/><name val="{FONT}"/></font><font><b/><sz val="15"/><color rgb="FF{ACCENT}"/><name val="{FONT}"/></font>'
             f'<font><sz val="9"/><color rgb="FF{MUTED}"/><name val="{FONT}"/></font>')
    fills = f'<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF{SOFT}"/></patternFill></fill>'
    edge = f'<left/><right/><top/><bottom style="thin"><color rgb="FF{LINE}"/></bottom><diagonal/>'
    formats = [(0, 0, 0, 0), (0, 1, 0, 0), (0, 2, 0, 0), (0, 2, 2, 1), (0, 0, 0, 1), (3, 0, 0, 1), (165, 0, 0, 1), (164, 0, 0, 1), (0, 2, 2, 1)]
    right = '<alignment horizontal="right"/>'
    cells = ''.join(f'<xf numFmtId="{n}" fontId="{f}" fillId="{p}" borderId="{b}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{right if at in (5, 6, 7, 8) else ""}</xf>' for at, (n, f, p, b) in enumerate(formats))
    styles = (XML + f'<styleSheet xmlns="{main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="[&gt;=1000]#,##0;General"/><numFmt numFmtId="165" formatCode="0.0&quot;%&quot;"/></numFmts>'
              f'<fonts count="3">{fonts}</fonts><fills count="3">{fills}</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{edge}</border></borders>'
              f'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{len(formats)}">{cells}</cellXfs></styleSheet>')
    top = [(1, ['{{title}}']), (2, ['{{society}}　{{region.name}}　{{period}}　截至{{as_of}}　{{plan.name}}'])]
    sheets = [
        ('主要指标', sheet([8, 34, 9, 16, 16, 10, 16, 16, 14, 8], top + [
            ([3, 3, 3, 8, 8, 8, 8, 8, 3, 3], ['编号', '指标', '单位', '当前', '目标', '完成', '应达', '预计', '状态', '注']),
            ([4, 4, 4, 7, 7, 6, 7, 7, 4, 4], ['{{each main}}{{.id}}', '{{.name}}', '{{.unit}}', '{{.value}}', '{{.target}}', '{{.rate}}', '{{.expected}}', '{{.forecast}}', '{{.status}}', '{{.mark}}'])])),
        ('各地持证率', sheet([16, 12, 12, 12, 14, 8], [(1, ['{{FA-02 name}}（%）']), top[1],
            ([3, 8, 8, 8, 3, 3], ['地区', '当前', '目标', '应达', '状态', '注']),
            ([4, 7, 7, 7, 4, 4], ['{{each parts FA-02}}{{.region}}', '{{.value}}', '{{.target}}', '{{.expected}}', '{{.status}}', '{{.mark}}'])])),
        ('附注', sheet([8, 60, 60, 12, 44], [(1, ['每个数字的来处']), (2, ['打开网址看明细，需要登录']),
            (3, ['注', '数据', '算法', '截至', '网址']),
            (4, ['{{each notes}}{{.mark}}', '{{.figure}}', '{{.formula}}', '{{.as_of}}', '{{.url}}'])])),
    ]
    listed = ''.join(f'<sheet name="{n}" sheetId="{at}" r:id="rId{at}"/>' for at, (n, _) in enumerate(sheets, 1))
    files = {'xl/workbook.xml': XML + f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>', 'xl/styles.xml': styles,
             '_rels/.rels': relations([('rId1', OFFICE + '/officeDocument', 'xl/workbook.xml')]),
             'xl/_rels/workbook.xml.rels': relations([(f'rId{at}', OFFICE + '/worksheet', f'worksheets/sheet{at}.xml') for at in range(1, len(sheets) + 1)] + [('rId90', OFFICE + '/styles', 'styles.xml')])}
    parts = [('/xl/workbook.xml', kind.format('sheet.main')), ('/xl/styles.xml', kind.format('styles'))]
    for at, (_, xml) in enumerate(sheets, 1):
        files[f'xl/worksheets/sheet{at}.xml'] = xml
        parts.append((f'/xl/worksheets/sheet{at}.xml', kind.format('worksheet')))
    files['[Content_Types].xml'] = content_types(parts)
    return 'figures.xlsx', files


def write(name, files):
    with zipfile.ZipFile(HERE / name, 'w', zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(files, key=lambda each: (each != '[Content_Types].xml', each)):
            entry = zipfile.ZipInfo(part, (2021, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[part])


def differs(name, files):
    try:
        with zipfile.ZipFile(HERE / name) as archive:
            kept = {each: archive.read(each).decode() for each in archive.namelist()}
    except OSError:
        return True
    return kept != files


if __name__ == '__main__':
    made = [one_page(), six_slides(), monthly(), figures()]
    if '--check' in sys.argv:
        late = [name for name, files in made if differs(name, files)]
        print('\n'.join(late))
        sys.exit(1 if late else 0)
    for each in made:
        write(*each)
        print(each[0])
