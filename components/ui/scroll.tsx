import { createElement, type HTMLAttributes, type Ref } from 'react'

interface ScrollProps extends Omit<HTMLAttributes<HTMLElement>, 'tabIndex'> {
  /** What it is, where that is more than a part of the page. */
  as?: 'section' | 'aside' | 'ul' | 'ol' | 'pre'
  /** Names it for who cannot see it. */
  label?: string
  ref?: Ref<HTMLElement>
}

/** Something that scrolls by itself: the keyboard has to reach it, or nobody without a mouse sees its end. */
export function Scroll({ as = 'section', label, ...rest }: ScrollProps) {
  return createElement(as as string, { ...rest, tabIndex: 0, 'aria-label': label })
}
