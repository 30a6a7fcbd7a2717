import { ExternalLink } from 'lucide-react'
import type { InstallRow } from '../../lib/shared/install.ts'
import { Icon } from '../ui/icon.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { binderPlace } from './binder-place.ts'

/** The way to BinderHub itself, with its address; nothing while that is not known. */
export function OpenBinder({ row }: { row: InstallRow }) {
  const place = binderPlace(row)
  if (place === null) return null
  if (place.kind === 'printed')
    return <LinkButton href={place.href}>Where BinderHub got its address</LinkButton>
  return (
    <LinkButton href={place.url} target="_blank" rel="noopener" title={place.url}>
      <Icon of={ExternalLink} small />
      Open BinderHub
    </LinkButton>
  )
}
