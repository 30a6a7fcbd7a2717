'use client'

import { useId } from 'react'

interface SegmentedProps<Value extends string> {
  /** What is chosen here; shown above the choices unless `hideLabel`. */
  label: string
  hideLabel?: boolean
  options: readonly { value: Value; label: string; count?: number }[]
  value: Value
  onChange: (value: Value) => void
}

/** One of a few, side by side: radio buttons, so that arrows move and a reader counts them. */
export function Segmented<Value extends string>({
  label,
  hideLabel,
  options,
  value,
  onChange,
}: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className="field">
      <legend className={hideLabel ? 'vh' : 'lbl mb-1.5'}>{label}</legend>
      <div className={options.length > 4 ? 'seg many' : 'seg'}>
        {options.map((option) => (
          <label key={option.value} className="relative">
            <input
              className="vh"
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
            {option.count !== undefined && <span className="c">{option.count}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
