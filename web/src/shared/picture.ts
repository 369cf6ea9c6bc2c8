// "Copy as picture": a table or a drawing becomes a PNG on the clipboard, or a download where there is none.
export type Copied = 'copied' | 'saved'

export interface PictureRow { cells: string[]; colour?: string; heading?: boolean }

const SCALE = 2
const LINE = 30

export async function copyTable(title: string, widths: number[], rows: PictureRow[], note: string): Promise<Copied> {
  const wide = widths.reduce((sum, width) => sum + width, 0) + 32
  const high = 56 + rows.length * LINE + 36
  const { canvas, pen } = paper(wide, high)
  text(pen, title, 16, 34, '600 17px', colour('--ink'))
  rows.forEach((row, index) => tableRow(pen, widths, row, 56 + index * LINE, wide))
  text(pen, note, 16, high - 14, '12px', colour('--muted'))
  return hand(canvas, title)
}

function tableRow(pen: CanvasRenderingContext2D, widths: number[], row: PictureRow, top: number, wide: number): void {
  let left = 16
  row.cells.forEach((cell, index) => {
    const last = index === row.cells.length - 1
    const ink = last && row.colour ? row.colour : colour(row.heading ? '--muted' : '--ink')
    text(pen, cell, left, top + 20, row.heading ? '12.5px' : '14px', ink)
    left += widths[index]
  })
  pen.fillStyle = colour('--line')
  pen.fillRect(16, top + LINE - 1, wide - 32, 1)
}

export async function copyDrawing(svg: SVGSVGElement, title: string, note: string): Promise<Copied> {
  const box = svg.getBoundingClientRect()
  const { canvas, pen } = paper(box.width + 32, box.height + 96)
  text(pen, title, 16, 34, '600 17px', colour('--ink'))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg, box))}`
  await image.decode()
  pen.drawImage(image, 16, 52, box.width, box.height)
  text(pen, note, 16, box.height + 80, '12px', colour('--muted'))
  return hand(canvas, title)
}

// Style sheets do not travel with the picture, so every shape carries its own colours.
function standalone(svg: SVGSVGElement, box: DOMRect): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const originals = svg.querySelectorAll<SVGElement>('path, text')
  copy.querySelectorAll<SVGElement>('path, text').forEach((shape, index) => {
    const style = getComputedStyle(originals[index])
    for (const name of ['fill', 'stroke', 'stroke-width', 'font-size', 'font-family', 'text-anchor', 'paint-order', 'stroke-linejoin'])
      shape.style.setProperty(name, style.getPropertyValue(name))
  })
  copy.setAttribute('width', String(box.width))
  copy.setAttribute('height', String(box.height))
  return new XMLSerializer().serializeToString(copy)
}

function paper(wide: number, high: number) {
  const canvas = document.createElement('canvas')
  canvas.width = wide * SCALE
  canvas.height = high * SCALE
  const pen = canvas.getContext('2d')!
  pen.scale(SCALE, SCALE)
  pen.fillStyle = colour('--panel')
  pen.fillRect(0, 0, wide, high)
  return { canvas, pen }
}

function text(pen: CanvasRenderingContext2D, words: string, left: number, base: number, font: string, ink: string): void {
  pen.font = `${font} ${colour('--font')}`
  pen.fillStyle = ink
  pen.fillText(words, left, base)
}

export function colour(token: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(token)?.[1] ?? token
  return name.startsWith('--') ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : name
}

export async function hand(canvas: HTMLCanvasElement, title: string): Promise<Copied> {
  const blob = await new Promise<Blob>((done, fail) => canvas.toBlob((made) => (made ? done(made) : fail(new Error('picture'))), 'image/png'))
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
    return 'copied'
  } catch {
    save(blob, `${title}.png`)
    return 'saved'
  }
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}
