// The province's regions, asked once.
import { shallowRef } from 'vue'
import { get } from './client'
import { either } from './words'

export interface Region { code: string; name: string; en?: string; level: string; kind?: string; parent: string; in_coverage?: boolean }

export const regions = shallowRef<Region[]>([])
let asked: Promise<void> | null = null

export function loadRegions(): Promise<void> {
  asked ??= get<{ regions: Region[] }>('/api/regions').then((answer) => { regions.value = answer.regions }, (problem) => {
    asked = null
    throw problem
  })
  return asked
}

export const regionOf = (code: string) => regions.value.find((region) => region.code === code)
export const regionName = (code: string) => {
  const region = regionOf(code)
  return region ? either(region.name, region.en) : code
}
export const childrenOf = (code: string) => regions.value.filter((region) => region.parent === code)

export function pathOf(code: string): Region[] {
  const path: Region[] = []
  for (let step = regionOf(code); step && path.length < 5; step = regionOf(step.parent)) path.unshift(step)
  return path
}
