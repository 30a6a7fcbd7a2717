import { setTimeout as pause } from 'node:timers/promises'
import type { ManyPods } from './many-pods.ts'

export const CHANGES_A_SECOND = 50
/** Rows that are on the screen all the time: a fifth of the changes is theirs. */
const WATCHED = 20

/** When things happened to each change, by the millisecond in which it was sent: milliseconds since the epoch. */
export type Times = ReadonlyMap<number, number>

/**
 * Changes pods at an even pace for so many seconds: their status says `At` and when it was sent. Gives when the API said
 * that it took each.
 */
export async function changePods(pods: ManyPods, seconds: number): Promise<Times> {
  const takenAt = new Map<number, number>()
  const underWay: Promise<void>[] = []
  const began = performance.now()
  for (let i = 0; i < CHANGES_A_SECOND * seconds; i += 1) {
    const among = i % 5 === 0 ? WATCHED : pods.names.length
    const name = pods.names[Math.floor(Math.random() * among)] ?? ''
    const sent = Math.round(performance.timeOrigin + performance.now())
    const noted = pods.setStatus(name, `At${sent}`).then(
      () => void takenAt.set(sent, performance.timeOrigin + performance.now()),
      // A connection that the API ended in that moment: one change fewer.
      (error: unknown) => console.error(`A change was not taken: ${String(error)}`),
    )
    underWay.push(noted)
    await pause(Math.max(0, began + ((i + 1) * 1_000) / CHANGES_A_SECOND - performance.now()))
  }
  await Promise.all(underWay)
  await pause(1_000)
  return takenAt
}
