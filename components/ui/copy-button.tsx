'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** Copies a text; says so for two seconds. */
export function CopyButton({ text, label = 'Copy' }: { text: string | (() => string); label?: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)

  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), 2000)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy() {
    const copied = await copyText(typeof text === 'string' ? text : text())
    setOutcome(copied ? 'copied' : 'failed')
  }

  return (
    <Button small onClick={() => void copy()}>
      <Icon of={outcome === 'copied' ? Check : Copy} small />
      <span aria-live="polite">
        {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Select it and press Ctrl C' : label}
      </span>
    </Button>
  )
}

/** False where the browser refuses: plain http on anything but localhost has no clipboard. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
