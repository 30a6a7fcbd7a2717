import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'test-results', 'screens')

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

/**
 * Looks at the page as it stands in both widths and both themes: a picture of each in test-results/screens
 * (NAME-1440-light.png …), no faults for axe, and nothing that makes the page scroll sideways.
 */
export async function takeScreens(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({
        path: join(FOLDER, `${name}-${size.width}-${colorScheme}.png`),
        fullPage: true,
        animations: 'disabled',
      })
      await expectAccessible(page)
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect.soft(overflow, `${name} at ${size.width}: pixels that scroll sideways`).toBeLessThanOrEqual(0)
  }
  await page.emulateMedia({ colorScheme: null })
  if (before !== null) await page.setViewportSize(before)
}
