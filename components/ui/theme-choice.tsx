'use client'

import { useState } from 'react'
import { Segmented } from './segmented.tsx'
import { chooseTheme, type Theme } from './theme.ts'

const options = [
  { value: 'system', label: 'As this device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

/** Light, dark, or as the device says. `initial` comes from the cookie. */
export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial)
  function choose(next: Theme) {
    setTheme(next)
    chooseTheme(next)
  }
  return <Segmented label="Theme" hideLabel options={options} value={theme} onChange={choose} />
}
