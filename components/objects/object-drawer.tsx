'use client'

import { ChevronDown, ChevronUp, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { kindName } from '../../lib/shared/kind-name.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { coversThePage, ownsItsKeys } from './drawer-keys.ts'
import { drawerTabs } from './drawer-tabs.ts'
import { ObjectHead } from './object-head.tsx'
import type { OpenObject, TabName } from './open-object.ts'
import { useDrawnObject } from './use-drawn-object.ts'
import { useOpenObject } from './use-open-object.ts'

// Fetched with the first object that is opened.
const ObjectActions = dynamic(() =>
  import('../deleting/object-actions.tsx').then((file) => file.ObjectActions),
)

export interface ObjectDrawerProps {
  serverId: string
  opened: OpenObject
  /** The object before (-1) or after (1) it in the list beside; null at its end. */
  neighbour(step: -1 | 1): OpenObject | null
}

/**
 * What there is to know of one object, beside the list it stands in; a sheet over it on phones. It does not take the
 * focus: Enter on the open row moves into it, Esc closes it and goes back.
 */
export function ObjectDrawer({ serverId, opened, neighbour }: ObjectDrawerProps) {
  const { tab, open, close } = useOpenObject()
  const drawn = useDrawnObject(serverId, opened)
  const aside = useRef<HTMLElement>(null)
  const tabs = drawerTabs.filter(({ isFor }) => isFor(opened.kind))
  const chosen = tabs.find(({ name }) => name === tab) ?? tabs[0]
  const before = neighbour(-1)
  const after = neighbour(1)

  useLayoutEffect(() => {
    const drawer = aside.current
    if (!drawer) return
    let cameFrom: HTMLElement | null = null
    const enter = ({ relatedTarget: from }: FocusEvent): void => {
      if (from instanceof HTMLElement && !drawer.contains(from)) cameFrom = from
    }
    drawer.addEventListener('focusin', enter)
    if (coversThePage(drawer)) drawer.focus()
    return () => {
      drawer.removeEventListener('focusin', enter)
      // What has the focus is taken away with the drawer: it goes back to where it came from.
      if (cameFrom?.isConnected && drawer.contains(document.activeElement)) cameFrom.focus()
    }
  }, [])

  useEffect(() => {
    function press(event: globalThis.KeyboardEvent): void {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        ownsItsKeys(event.target)
      )
        return
      if (event.key === 'Escape') close()
      const pressed = drawerTabs.find(({ key, isFor }) => key === event.key && isFor(opened.kind))
      if (!pressed && event.key !== 'Escape') return
      event.preventDefault()
      if (pressed) open(opened, pressed.name)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [opened, open, close])

  return (
    <aside
      className="drawer"
      ref={aside}
      tabIndex={-1}
      aria-label={`${kindName(opened.kind)} ${opened.name}`}
    >
      <header>
        <div className="row top">
          <ObjectHead opened={opened} drawn={drawn} />
          <span className="grow" />
          <Step label="Previous" icon={ChevronUp} to={before} onGo={(object) => open(object, tab)} />
          <Step label="Next" icon={ChevronDown} to={after} onGo={(object) => open(object, tab)} />
          <Button tone="quiet" small className="ico" aria-label="Close" title="Close (Esc)" onClick={close}>
            <Icon of={X} small />
          </Button>
        </div>
        <Tabs tabs={tabs} chosen={chosen?.name ?? 'summary'} onChoose={(name) => open(opened, name)} />
      </header>
      <div
        className="tabpanel"
        role="tabpanel"
        id="drawer-panel"
        aria-labelledby={`drawer-tab-${chosen?.name}`}
      >
        {drawn.state === 'looking' && <SkeletonLines />}
        {(drawn.state === 'here' || drawn.state === 'gone') && chosen && (
          <chosen.Content
            key={`${chosen.name} ${drawn.object.uid}`}
            serverId={serverId}
            object={drawn.object}
            pod={drawn.pod}
          />
        )}
      </div>
      {drawn.state === 'here' && (
        <ObjectActions key={drawn.object.uid} serverId={serverId} object={drawn.object} pod={drawn.pod} />
      )}
    </aside>
  )
}

interface StepProps {
  label: string
  icon: typeof X
  to: OpenObject | null
  onGo: (to: OpenObject) => void
}

function Step({ label, icon, to, onGo }: StepProps) {
  return (
    <Button
      tone="quiet"
      small
      className="ico"
      aria-label={label}
      title={to?.name}
      disabledBecause={to === null ? 'The list ends here.' : null}
      onClick={() => to && onGo(to)}
    >
      <Icon of={icon} small />
    </Button>
  )
}

interface TabsProps {
  tabs: typeof drawerTabs
  chosen: TabName
  onChoose: (name: TabName) => void
}

function Tabs({ tabs, chosen, onChoose }: TabsProps) {
  /** Arrows go from tab to tab and round the ends, as everywhere. */
  function move(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = tabs.findIndex(({ name }) => name === chosen)
    const next = tabs.at((at + step) % tabs.length)
    if (!next) return
    onChoose(next.name)
    document.getElementById(`drawer-tab-${next.name}`)?.focus()
  }

  return (
    <div className="tabs" role="tablist" aria-label="What to see of it" onKeyDown={move}>
      {tabs.map(({ name, label, key }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`drawer-tab-${name}`}
          aria-selected={name === chosen}
          aria-controls="drawer-panel"
          aria-keyshortcuts={key ?? undefined}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
