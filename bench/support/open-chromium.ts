import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/setup/chromium.mjs'

/** A browser whose memory can be read to the byte. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('there is no Chromium here')
  return await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--no-first-run', '--enable-precise-memory-info', '--js-flags=--expose-gc'],
  })
}

/** What the scripts of a tab hold once garbage is gone, in MB. Of a browser that `openChromium` opened. */
export async function tabHeap(page: Page): Promise<number> {
  return await page.evaluate(() => {
    ;(globalThis as unknown as { gc?: () => void }).gc?.()
    return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 1e6
  })
}

/**
 * Scrolls an element from where it stands, so many pixels with each of so many frames, turning round at its ends; gives
 * the milliseconds of each frame.
 */
export async function scrollOn(
  page: Page,
  selector: string,
  { frames, pixels }: { frames: number; pixels: number },
): Promise<number[]> {
  return await page.evaluate(
    async ({ selector, frames, pixels }) => {
      const element = document.querySelector(selector)
      if (!element) throw new Error(`there is no ${selector}`)
      const took: number[] = []
      const way = element.scrollHeight - element.clientHeight
      let at = element.scrollTop
      let step = pixels
      let last = performance.now()
      for (let i = 1; i <= frames; i++) {
        if (at + step < 0 || at + step > way) step = -step
        at += step
        element.scrollTop = at
        await new Promise((resolve) => requestAnimationFrame(resolve))
        took.push(performance.now() - last)
        last = performance.now()
      }
      return took
    },
    { selector, frames, pixels },
  )
}
