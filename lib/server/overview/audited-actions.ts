import type { Store } from '../store/open-store.ts'

/** Something that a person did on a server, by the audit. */
export interface AuditedAction {
  at: number
  /** "workload.scale" */
  action: string
  /** What it was done to, without the server's name. */
  subject: string
  by: string
  failed: boolean
}

/** What only looks, or is told by its run. */
const NO_CHANGE = [
  'server.look',
  'server.test',
  'server.connect',
  'server.answer',
  'server.secret',
  'server.measure-disk',
  'run.start',
  'install.start',
  'install.stop',
  'install.pause',
  'install.remedy',
  'install.undo',
  'install.check-registry',
  'deletion.stop',
  'secret.reveal',
  'config.apply',
  'release.roll-back',
  'release.repair',
  'terminal.open',
  'terminal.rename',
  'terminal.close',
] as const

const MOST = 40

/** Reads the newest 40 changes that people made on a server, newest first. */
export function createAuditedActions({ db }: Pick<Store, 'db'>): (serverId: string) => AuditedAction[] {
  const read = db.prepare(
    `SELECT at, action, target, person_name, outcome FROM audit
     WHERE server_id = ? AND outcome IN ('done', 'failed') AND action NOT IN (${NO_CHANGE.map(() => '?').join()})
     ORDER BY seq DESC LIMIT ${MOST}`,
  )
  return (serverId) =>
    read.all(serverId, ...NO_CHANGE).map(({ at, action, target, person_name, outcome }) => ({
      at: Number(at),
      action: String(action),
      subject: subjectOf(String(target)),
      by: String(person_name),
      failed: outcome === 'failed',
    }))
}

/** Targets read "binder-01: Deployment binder/hub"; of the server alone nothing is left. */
function subjectOf(target: string): string {
  const at = target.indexOf(': ')
  return at < 0 ? '' : target.slice(at + 2)
}
