import * as z from 'zod/mini'
import type { BuildRow } from '../../shared/build-row.ts'
import type { Store } from '../store/open-store.ts'

export interface BuildRecords {
  /** Inserts, or replaces by id. */
  save(row: BuildRow): void
  remove(id: string): void
  /** Of all servers, the newest first. */
  all(): BuildRow[]
}

const row = z.pipe(
  z.object({
    id: z.string(),
    server_id: z.string(),
    namespace: z.string(),
    pod: z.string(),
    uid: z.string(),
    repository: z.string(),
    ref: z.string(),
    image: z.string(),
    started_at: z.number(),
    ended_at: z.nullable(z.number()),
    outcome: z.enum(['building', 'pushed', 'failed', 'unknown']),
    telling: z.string(),
    lines: z.number(),
    bytes: z.number(),
  }),
  z.transform(
    ({ server_id: serverId, started_at: startedAt, ended_at: endedAt, ...rest }): BuildRow => ({
      serverId,
      startedAt,
      endedAt,
      ...rest,
    }),
  ),
)

/** The table of builds. */
export function createBuildRecords(store: Store): BuildRecords {
  const upsert = store.db.prepare(`
    INSERT INTO build (id, server_id, namespace, pod, uid, repository, ref, image, started_at, ended_at, outcome,
      telling, lines, bytes)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, outcome = excluded.outcome,
      telling = excluded.telling, lines = excluded.lines, bytes = excluded.bytes`)
  const drop = store.db.prepare('DELETE FROM build WHERE id = ?')
  const select = store.db.prepare('SELECT * FROM build ORDER BY started_at DESC')
  return {
    save: (build) =>
      void upsert.run(
        build.id,
        build.serverId,
        build.namespace,
        build.pod,
        build.uid,
        build.repository,
        build.ref,
        build.image,
        build.startedAt,
        build.endedAt,
        build.outcome,
        build.telling,
        build.lines,
        build.bytes,
      ),
    remove: (id) => void drop.run(id),
    all: () => select.all().map((each) => row.parse(each)),
  }
}
