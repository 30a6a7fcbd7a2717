/** How long the first line waits for the design's face; cells are measured once, so a late one would not fit. */
const FONT_WAIT_MS = 800

/** Waits for a face, but not for long: one that cannot be loaded is no reason to show nothing. */
export async function fontReady(family: string, pixels: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, FONT_WAIT_MS)
  })
  await Promise.race([document.fonts.load(`${pixels}px ${family}`).catch(() => undefined), late])
  clearTimeout(timer)
}
