'use client'

import { useMemo } from 'react'
import { useNow } from '../../../../lib/client/use-now.ts'
import { capacityOf, usualSeat } from '../../../../lib/shared/capacity.ts'
import type { HealthRow } from '../../../../lib/shared/health-row.ts'
import { Link } from '../../../ui/link.tsx'
import { amountsSentence, limitSentence, seatSize, seatsFree, seatsTaken } from '../capacity-words.ts'
import { type Seats, seatsOf } from '../seats.ts'
import type { ClusterNow } from '../use-cluster-now.ts'
import { PartLoading } from './part-loading.tsx'

interface RoomForPeopleProps {
  serverId: string
  health: HealthRow
  cluster: ClusterNow
}

/** How many more sessions fit, and what they are reckoned by. */
export function RoomForPeople({ serverId, health, cluster }: RoomForPeopleProps) {
  const { pods, sessions } = cluster
  const now = useNow()
  const seat = useMemo(
    () => usualSeat((sessions ?? []).map(({ pod }) => pod)) ?? health.seat,
    [sessions, health.seat],
  )
  const { nodes, quota, podsAllowed } = health
  const taken = sessions?.length ?? 0
  const capacity = useMemo(
    () =>
      capacityOf({
        nodes,
        pods: pods.rows,
        seat,
        quota: quota === null || quota === 0 ? null : { allowed: quota, taken },
        podsAllowed,
      }),
    [nodes, pods.rows, seat, quota, taken, podsAllowed],
  )
  return (
    <section className="sec" aria-labelledby="room">
      <header>
        <h2 id="room">Room for people</h2>
        <p>{seatSize(seat)}</p>
        <Link className="end" href={`/s/${serverId}/workloads`}>
          Who is on it
        </Link>
      </header>
      {sessions === null ? (
        <PartLoading problem={pods.problem} />
      ) : (
        <Strip seats={seatsOf(sessions, capacity.free, now)} free={seatsFree(capacity)}>
          {`${limitSentence(capacity, seat)} ${amountsSentence(capacity, health.use)}`}
        </Strip>
      )}
    </section>
  )
}

interface StripProps {
  seats: Seats
  free: string
  children: string
}

function Strip({ seats, free, children }: StripProps) {
  const { active, idle, free: open, each, squares } = seats
  return (
    <>
      <p className="fig">
        <span className="big">{free}</span>
        <span className="dim">{seatsTaken(seats)}</span>
      </p>
      {active + idle + open > 0 && (
        <div
          className="seats"
          role="img"
          aria-label={`${active + idle} seats taken, ${idle} of them idle; ${open} free`}
        >
          <Squares count={squares.active} of="t" />
          <Squares count={squares.idle} of="d" />
          <Squares count={squares.free} of="" />
        </div>
      )}
      <div className="key" aria-hidden="true">
        <span>
          <i className="t" />
          active
        </span>
        <span>
          <i className="d" />
          idle
        </span>
        <span>
          <i />
          free
        </span>
        {each > 1 && <span>a square is {each} seats</span>}
      </div>
      <p className="room-says">{children}</p>
    </>
  )
}

function Squares({ count, of }: { count: number; of: 't' | 'd' | '' }) {
  const places = Array.from({ length: count }, (_, place) => `${of}${place}`)
  return places.map((place) => <i key={place} className={of} />)
}
