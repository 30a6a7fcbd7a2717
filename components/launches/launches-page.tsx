'use client'

import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { useNow } from '../../lib/client/use-now.ts'
import { type Sessions, useSessions } from '../../lib/client/use-sessions.ts'
import { buildsOf } from '../../lib/shared/people/builds.ts'
import { byRepository } from '../../lib/shared/people/by-repository.ts'
import { peopleSentence } from '../../lib/shared/people/people-sentence.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { Page } from '../frame/page.tsx'
import { useServer } from '../frame/servers.tsx'
import { useStale, useWhyNot } from '../frame/use-liveness.ts'
import { ObjectSplit } from '../objects/object-split.tsx'
import { isOpen, type OpenObject } from '../objects/open-object.ts'
import { useOpenObject } from '../objects/use-open-object.ts'
import { HubKnows } from '../sessions/hub-knows.tsx'
import type { StopAsk } from '../sessions/stop-ask.ts'
import { FeedBadge } from '../tables/feed-badge.tsx'
import { TableFrame } from '../tables/table-frame.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Link } from '../ui/link.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { MeasuringNote } from '../usage/measuring-note.tsx'
import { BuildsList } from './builds-list.tsx'
import { HubNote } from './hub-note.tsx'
import { PeopleList } from './people-list.tsx'

const KeptBuilds = dynamic(() => import('../logs/kept-builds.tsx').then((file) => file.KeptBuilds))
const StopDialog = dynamic(() => import('../sessions/stop-dialog.tsx').then((file) => file.StopDialog))
const StopIdleDialog = dynamic(() =>
  import('../sessions/stop-idle-dialog.tsx').then((file) => file.StopIdleDialog),
)

interface LaunchesPageProps {
  serverId: string
  view: 'people' | 'builds' | 'ended'
}

/** Who is on a server and what is built for them, live. */
export function LaunchesPage({ serverId, view }: LaunchesPageProps) {
  const who = useSessions(serverId)
  const { pods, sessions } = who
  const builds = useMemo(() => buildsOf(pods.rows), [pods.rows])
  const whyNot = useWhyNot(useServer(serverId))
  const [stopping, setStopping] = useState<StopAsk | 'idle' | null>(null)
  const closed = () => setStopping(null)
  if (view === 'ended')
    return (
      <Page title="Launches" fill>
        <LaunchTabs serverId={serverId} view={view} who={who} builds={builds.length} />
        <KeptBuilds serverId={serverId} />
      </Page>
    )
  return (
    <Page title="Launches" fill>
      <TableFrame serverId={serverId} kind={{ one: 'pod', many: 'people' }} table={pods}>
        <header className="saidhead">
          <Sentence who={who} builds={builds.length} />
          {sessions.length > 0 && (
            <Button disabledBecause={whyNot ?? whyNoIdle(who)} onClick={() => setStopping('idle')}>
              Stop idle sessions…
            </Button>
          )}
        </header>
        <LaunchTabs serverId={serverId} view={view} who={who} builds={builds.length} />
        <HubNote hub={who.hub} />
        {view === 'people' && <MeasuringNote serverId={serverId} usage={who.usage} />}
        <HubKnows serverId={serverId}>
          <Lists
            serverId={serverId}
            view={view}
            who={who}
            builds={builds}
            whyNot={whyNot}
            onStop={setStopping}
          />
        </HubKnows>
      </TableFrame>
      {stopping === 'idle' ? (
        <StopIdleDialog serverId={serverId} sessions={sessions} onClose={closed} />
      ) : (
        stopping !== null && <StopDialog serverId={serverId} ask={stopping} onClose={closed} />
      )}
    </Page>
  )
}

/** Who is there, what is built, and what was: the last needs no cluster, as Bindery itself has it. */
function LaunchTabs({ serverId, view, who, builds }: LaunchesPageProps & { who: Sessions; builds: number }) {
  const home = `/s/${serverId}/launches`
  const tab = (name: LaunchesPageProps['view']) => ({
    href: name === 'people' ? home : `${home}/${name}`,
    'aria-current': view === name ? ('page' as const) : undefined,
  })
  return (
    <div className="toolbar">
      <nav className="seg" aria-label="Launches">
        <Link {...tab('people')}>
          People <span className="c">{who.sessions.length}</span>
        </Link>
        <Link {...tab('builds')}>
          Builds <span className="c">{builds}</span>
        </Link>
        <Link {...tab('ended')}>Ended builds</Link>
      </nav>
      <span className="grow" />
      {view !== 'ended' && (
        <span role="status">
          <FeedBadge {...who.pods} />
        </span>
      )}
    </div>
  )
}

/** What is true now, before any number. */
function Sentence({ who: { sessions, pods, hubAnswers }, builds }: { who: Sessions; builds: number }) {
  const now = useNow()
  return (
    <p className={pods.state === 'live' ? 'say' : 'say stale-data'}>
      <TimeText>{peopleSentence({ sessions, builds, now, hubAnswers })}</TimeText>
    </p>
  )
}

/** Only the hub knows who is idle. */
function whyNoIdle({ hubAnswers }: Sessions): string | null {
  return hubAnswers === false ? 'The hub does not say who is idle.' : null
}

interface ListsProps extends LaunchesPageProps {
  who: Sessions
  builds: readonly PodRow[]
  whyNot: string | null
  onStop: (ask: StopAsk) => void
}

function Lists({ serverId, view, who, builds, whyNot, onStop }: ListsProps) {
  const { sessions, pods, hubAnswers } = who
  const pageIsStale = useStale(useServer(serverId))
  const stale = pods.state !== 'live' && !pageIsStale
  const { opened } = useOpenObject()
  const shown = useMemo(
    () =>
      view === 'builds'
        ? builds
        : byRepository(sessions).flatMap((group) => group.sessions.map(({ pod }) => pod)),
    [view, builds, sessions],
  )

  function neighbour(step: -1 | 1): OpenObject | null {
    const at = shown.findIndex((pod) => isOpen(opened, refOf(pod)))
    const next = at < 0 ? undefined : shown[at + step]
    return next ? refOf(next) : null
  }

  return (
    <ObjectSplit serverId={serverId} neighbour={neighbour}>
      {shown.length === 0 ? (
        <div className="page">
          <Empty>
            {view === 'builds'
              ? 'No build is under way. A repository that is launched for the first time, or has changed, is built first.'
              : 'Nobody is on it. Whoever launches a repository is listed here, with how long they have been idle.'}
          </Empty>
        </div>
      ) : view === 'builds' ? (
        <BuildsList builds={builds} stale={stale} />
      ) : (
        <PeopleList
          sessions={sessions}
          hubAnswers={hubAnswers}
          stale={stale}
          whyNot={whyNot}
          onStop={onStop}
        />
      )}
    </ObjectSplit>
  )
}

function refOf({ namespace, name }: PodRow): OpenObject {
  return { kind: 'Pod', namespace, name }
}
