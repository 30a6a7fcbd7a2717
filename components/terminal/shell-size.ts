import { SCREEN_LIMITS, type ScreenSize } from '../../lib/shared/terminal-row.ts'
import { readFontSize } from './font-size.ts'

/** Of the design's mono face, as shares of its size. */
const WIDTH = 0.58
const HEIGHT = 1.25

/** About what size a shell will have in this element: what it is opened with, until it is measured. */
export function sizeFor(element: HTMLElement | null): ScreenSize {
  const { cols, rows } = SCREEN_LIMITS
  const font = readFontSize()
  const fitting = (pixels: number, each: number, { min, max }: { min: number; max: number }) =>
    Math.min(max, Math.max(min, Math.floor(pixels / each)))
  return {
    cols: fitting((element?.clientWidth ?? 800) - 34, font * WIDTH, cols),
    rows: fitting((element?.clientHeight ?? 500) - 120, font * HEIGHT, rows),
  }
}
