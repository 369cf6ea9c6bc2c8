// The county whose middle is nearest among those whose frame holds the place; else among all. Good enough to begin a search.
import { project, type Shape } from '@/shared/map/map'

export function nearest(shapes: Shape[], longitude: number, latitude: number): string {
  const [x, y] = project([longitude, latitude])
  const holding = shapes.filter((one) => x >= one.box.left && x <= one.box.right && y >= one.box.top && y <= one.box.bottom)
  const list = holding.length ? holding : shapes
  const far = (one: Shape) => (one.x - x) ** 2 + (one.y - y) ** 2
  return list.reduce<Shape | null>((best, one) => (!best || far(one) < far(best) ? one : best), null)?.code ?? ''
}
