// GeoJSON outlines → SVG paths in one flat projection, and the join of outlines with figures by region code.
import { get } from '../client'
import { numeric } from '../format'

type Ring = [number, number][]
interface Feature {
  properties: { code?: string; adcode?: string | number; name: string }
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] }
}
export interface Outlines { features: Feature[] }
export interface Shape { code: string; name: string; path: string; x: number; y: number; box: Box }
export interface Box { left: number; top: number; right: number; bottom: number }

const asked: Record<string, Promise<Shape[]>> = {}

export function loadShapes(level: 'cities' | 'counties'): Promise<Shape[]> {
  asked[level] ??= get<Outlines>(`/api/map/${level}.geojson`).then(shapes, (problem) => {
    delete asked[level]
    throw problem
  })
  return asked[level]
}

// Codes come with and without the trailing zeros of the six-digit form (320100 = 3201).
export function codeOf(raw: unknown): string {
  const text = String(raw ?? '')
  if (/^\d{2}0000$/.test(text)) return text.slice(0, 2)
  return /^\d{4}00$/.test(text) ? text.slice(0, 4) : text
}

const SCALE = 160
const SQUEEZE = Math.cos((32.9 * Math.PI) / 180)
export const project = ([lon, lat]: [number, number]): [number, number] => [(lon - 116) * SCALE * SQUEEZE, (36 - lat) * SCALE]

export function shapes(outlines: Outlines): Shape[] {
  return outlines.features.map((feature) => {
    const areas: Ring[][] = feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates
    const box: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
    const path = areas.map((area) => area.map((ring) => drawn(ring, box)).join('')).join('')
    const centre = middle(areas)
    return { code: codeOf(feature.properties.code ?? feature.properties.adcode), name: feature.properties.name, path, x: centre[0], y: centre[1], box }
  })
}

function drawn(ring: Ring, box: Box): string {
  const points = ring.map((point) => {
    const [x, y] = project(point)
    box.left = Math.min(box.left, x); box.right = Math.max(box.right, x)
    box.top = Math.min(box.top, y); box.bottom = Math.max(box.bottom, y)
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  })
  return `M${points.join('L')}Z`
}

// The middle of the largest ring, by area.
function middle(areas: Ring[][]): [number, number] {
  let best: [number, number] = [0, 0]
  let most = -1
  for (const area of areas) {
    const ring = (area[0] ?? []).map(project)
    let twice = 0, x = 0, y = 0
    ring.forEach(([ax, ay], index) => {
      const [bx, by] = ring[(index + 1) % ring.length]
      const cross = ax * by - bx * ay
      twice += cross; x += (ax + bx) * cross; y += (ay + by) * cross
    })
    if (Math.abs(twice) <= most) continue
    most = Math.abs(twice)
    best = twice ? [x / (3 * twice), y / (3 * twice)] : best
  }
  return best
}

export function around(list: Shape[], pad = 6): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const { box: one } of list) {
    box.left = Math.min(box.left, one.left - pad); box.right = Math.max(box.right, one.right + pad)
    box.top = Math.min(box.top, one.top - pad); box.bottom = Math.max(box.bottom, one.bottom + pad)
  }
  return list.length ? box : { left: 0, top: 0, right: 100, bottom: 100 }
}

export interface RegionFigure { region: string; name: string; value: unknown; target?: unknown; status: string }
export interface Classed { classes: Map<string, number>; legend: { class: number; from: number | null; to: number | null }[]; by: 'share' | 'value' }

const SHARES = [0.7, 0.8, 0.9, 1, 1.1]

// By share of the target where there is one; else by the values' own quantiles.
export function classify(figures: RegionFigure[]): Classed {
  const shares = figures.map((figure) => ({ code: figure.region, share: share(figure) }))
  if (shares.some((one) => one.share !== null)) return graded(shares.map((one) => [one.code, one.share]), SHARES, 'share')
  const values = figures.map((figure): [string, number | null] => [figure.region, numeric(figure.value)])
  const sorted = values.map(([, value]) => value).filter((value): value is number => value !== null).sort((a, b) => a - b)
  const cuts = [1, 2, 3, 4, 5].map((step) => sorted[Math.floor((step * sorted.length) / 6)]).filter((cut) => cut !== undefined)
  return graded(values, [...new Set(cuts)].filter((cut) => cut > (sorted[0] ?? 0)), 'value')
}

function share(figure: RegionFigure): number | null {
  const value = numeric(figure.value)
  const target = numeric(figure.target)
  return value === null || !target ? null : value / target
}

function graded(values: [string, number | null][], cuts: number[], by: 'share' | 'value'): Classed {
  const classes = new Map<string, number>()
  for (const [code, value] of values) if (value !== null) classes.set(code, cuts.filter((cut) => value >= cut).length)
  const legend = [...cuts.keys(), cuts.length].map((step) => ({ class: step, from: step ? cuts[step - 1] : null, to: cuts[step] ?? null }))
  return { classes, legend: legend.reverse(), by }
}

// The neighbour in an arrow's direction: near, and not too far to the side.
export function neighbour(list: Shape[], from: Shape | undefined, key: string): Shape | undefined {
  if (!from) return list[0]
  const turn: Record<string, [number, number]> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }
  const [dx, dy] = turn[key]
  let best: Shape | undefined
  let least = Infinity
  for (const shape of list) {
    const along = (shape.x - from.x) * dx + (shape.y - from.y) * dy
    const aside = Math.abs((shape.x - from.x) * dy) + Math.abs((shape.y - from.y) * dx)
    if (shape.code === from.code || along <= 1) continue
    const cost = along + aside * 2
    if (cost < least) { least = cost; best = shape }
  }
  return best
}
