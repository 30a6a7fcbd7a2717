'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useId, useRef } from 'react'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import { Shape } from '../ui/status.tsx'
import { useServers } from './servers.tsx'
import { useStatusOf } from './use-status-of.ts'

/** Which server this is, in a word how it is, and the way to another. */
export function ServerSwitch({ serverId }: { serverId: string }) {
  const menuId = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const { rows, byKey } = useServers()
  const statusOf = useStatusOf()
  const server = byKey.get(serverId)
  if (server === undefined) return null
  const close = () => menu.current?.hidePopover()
  const status = statusOf(server)
  return (
    <>
      <button type="button" className="switch" popoverTarget={menuId} ref={opener}>
        <Shape kind={status.kind} />
        <span className="n ell">
          <span className="vh">Switch server, now </span>
          {server.name}
        </span>
        <Icon of={ChevronsUpDown} small />
        <span className="h ell">{status.word}</span>
      </button>
      <div
        id={menuId}
        ref={menu}
        popover="auto"
        className="switch-menu"
        onBeforeToggle={(event) => placeBelow(event.currentTarget, opener.current)}
      >
        <ul>
          {[...rows]
            .sort((a, b) => a.name.localeCompare(b.name))
            .map((row) => {
              const { kind, word } = statusOf(row)
              return (
                <li key={row.id}>
                  <Link
                    href={`/s/${row.id}`}
                    onClick={close}
                    aria-current={row.id === serverId ? 'true' : undefined}
                  >
                    <Shape kind={kind} />
                    <b className="ell">{row.name}</b>
                    <span className="h">{word}</span>
                  </Link>
                </li>
              )
            })}
        </ul>
      </div>
    </>
  )
}

/** A popover lies in the browser's top layer, where it knows nothing of its button. */
function placeBelow(menu: HTMLElement, button: HTMLElement | null): void {
  const box = button?.getBoundingClientRect()
  if (!box) return
  menu.style.top = `${box.bottom + 4}px`
  menu.style.left = `${box.left}px`
}
