import { useSyncExternalStore } from 'react'

const KEY = 'bindery.terminal.fontSize'
const USUAL = 13
const SMALLEST = 9
const LARGEST = 24
const listeners = new Set<() => void>()
let chosen: number | null = null

/** The size of a shell's letters in pixels, remembered on this device. */
export function readFontSize(): number {
  chosen ??= stored()
  return chosen
}

/** One pixel more or less; null: the usual size again. */
export function stepFontSize(step: 1 | -1 | null): void {
  const to = step === null ? USUAL : Math.min(LARGEST, Math.max(SMALLEST, readFontSize() + step))
  chosen = to
  try {
    localStorage.setItem(KEY, String(to))
  } catch {
    // Without storage it holds for as long as this page does.
  }
  for (const listener of [...listeners]) listener()
}

export function onFontSize(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useFontSize(): number {
  return useSyncExternalStore(onFontSize, readFontSize, () => USUAL)
}

function stored(): number {
  try {
    const size = Number(localStorage.getItem(KEY) ?? USUAL)
    return Number.isInteger(size) && size >= SMALLEST && size <= LARGEST ? size : USUAL
  } catch {
    return USUAL
  }
}
