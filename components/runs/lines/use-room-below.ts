import { type RefObject, useEffect } from 'react'

/**
 * Tells the pages how high the lines at the bottom stand (`--lines` in CSS), so that they end above them and nothing
 * is ever covered.
 */
export function useRoomBelow(lines: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = lines.current
    if (element === null) return
    const { style } = document.documentElement
    const resized = new ResizeObserver(() => {
      const { offsetHeight } = element
      style.setProperty('--lines', offsetHeight === 0 ? '0px' : `${offsetHeight + 24}px`)
    })
    resized.observe(element)
    return () => {
      resized.disconnect()
      style.removeProperty('--lines')
    }
  }, [lines])
}
