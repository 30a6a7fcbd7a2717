'use client'

import { type ComponentProps, type MouseEvent, useId } from 'react'
import { type ButtonTone, buttonClass } from './button-class.ts'
import { Shape } from './status.tsx'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  tone?: ButtonTone
  small?: boolean
  /** Its work is under way: a turning mark, and no second click. */
  busy?: boolean
  /** Why it cannot be used now. The button keeps the focus and says so; null or absent: it works. */
  disabledBecause?: string | null | undefined
}

/** A button that says why it is disabled instead of only looking so. */
export function Button({
  tone = 'plain',
  small,
  busy = false,
  disabledBecause = null,
  className,
  children,
  onClick,
  type = 'button',
  title,
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const disabled = busy || disabledBecause !== null

  function click(event: MouseEvent<HTMLButtonElement>) {
    if (disabled) event.preventDefault()
    else onClick?.(event)
  }

  return (
    <>
      <button
        {...rest}
        type={type}
        className={buttonClass(tone, small, busy ? `busy ${className ?? ''}` : className)}
        onClick={click}
        title={disabledBecause ?? title}
        aria-disabled={disabled || undefined}
        aria-busy={busy || undefined}
        aria-describedby={disabledBecause === null ? rest['aria-describedby'] : reasonId}
      >
        {busy && <Shape kind="work" />}
        {children}
      </button>
      {disabledBecause !== null && (
        <span className="vh" id={reasonId}>
          {disabledBecause}
        </span>
      )}
    </>
  )
}
