import type { ComponentProps } from 'react'
import { type ButtonTone, buttonClass } from './button-class.ts'
import { Link } from './link.tsx'

interface LinkButtonProps extends ComponentProps<typeof Link> {
  tone?: ButtonTone
  small?: boolean
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ tone = 'plain', small, className, ...rest }: LinkButtonProps) {
  return <Link {...rest} className={buttonClass(tone, small, className)} />
}
