import type { ReactNode } from 'react'

interface PlanOptionProps {
  name: string
  title: string
  suggested: boolean
  checked: boolean
  onChoose: () => void
  children: ReactNode
}

/** One of a few ways, with what it means. */
export function PlanOption({ name, title, suggested, checked, onChoose, children }: PlanOptionProps) {
  return (
    <label className="opt">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>
        <b>
          {title} {suggested && <em className="sug">suggested</em>}
        </b>
        <span className="hint">{children}</span>
      </span>
    </label>
  )
}
