'use client'

// biome-ignore lint/style/noRestrictedImports: this is the one that all others use
import NextLink from 'next/link'
import { type ComponentProps, useState } from 'react'

/**
 * A link to a page of the console. What stands there is fetched once somebody is about to go: Next's own way is to fetch
 * every page that a page links to, which were 26 requests with each opening, in the way of the rows one waits for.
 */
export function Link({ onPointerEnter, onFocus, ...rest }: ComponentProps<typeof NextLink>) {
  const [isMeant, setIsMeant] = useState(false)
  return (
    <NextLink
      {...rest}
      prefetch={isMeant ? null : false}
      // A finger that comes down enters, too.
      onPointerEnter={(event) => {
        setIsMeant(true)
        onPointerEnter?.(event)
      }}
      onFocus={(event) => {
        setIsMeant(true)
        onFocus?.(event)
      }}
    />
  )
}
