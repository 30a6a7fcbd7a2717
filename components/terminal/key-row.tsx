import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react'
import type { PointerEvent } from 'react'
import { Icon } from '../ui/icon.tsx'
import type { ShellKey } from './shell-keys.ts'

const arrows = [
  { key: 'left', label: 'Left', icon: ArrowLeft },
  { key: 'up', label: 'Up', icon: ArrowUp },
  { key: 'down', label: 'Down', icon: ArrowDown },
  { key: 'right', label: 'Right', icon: ArrowRight },
] as const

/** The keys that a phone's keyboard does not have. Only there. */
export function KeyRow({ ctrl, onPress }: { ctrl: boolean; onPress: (key: ShellKey) => void }) {
  // The keyboard stays open only while the focus stays in the shell.
  const keepFocus = (event: PointerEvent) => event.preventDefault()
  return (
    <div className="keyrow" role="toolbar" aria-label="Keys" onPointerDown={keepFocus}>
      <button type="button" onClick={() => onPress('esc')}>
        Esc
      </button>
      <button type="button" onClick={() => onPress('tab')}>
        Tab
      </button>
      <button type="button" aria-pressed={ctrl} onClick={() => onPress('ctrl')}>
        Ctrl
      </button>
      {arrows.map(({ key, label, icon }) => (
        <button type="button" key={key} aria-label={label} onClick={() => onPress(key)}>
          <Icon of={icon} />
        </button>
      ))}
    </div>
  )
}
