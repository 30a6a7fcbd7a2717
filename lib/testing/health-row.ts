import { type HealthCheck, type HealthRow, healthParts } from '../shared/health-row.ts'

interface HealthRowWish extends Partial<Omit<HealthRow, 'checks'>> {
  /** When it was looked at: milliseconds since the epoch. */
  at: number
  /** Those that are not well; all others are. */
  checks?: readonly HealthCheck[]
}

/** The health of a BinderHub on which all is well, but for what the test says. */
export function healthRow({ at, checks = [], ...change }: HealthRowWish): HealthRow {
  return {
    serverId: 'a',
    found: 'binderhub',
    namespace: 'binder',
    checks: healthParts.map(
      (part) =>
        checks.find((check) => check.part === part) ?? {
          part,
          state: 'ok',
          evidence: 'seen',
          cause: null,
          since: null,
        },
    ),
    people: 0,
    builds: 0,
    quota: null,
    podsAllowed: null,
    nodes: [
      {
        name: 'binder-01',
        ready: true,
        cordoned: false,
        pressures: [],
        allocatable: { cpuMilli: 16_000, memoryBytes: 60e9, pods: 110 },
      },
    ],
    use: null,
    seat: null,
    versions: { kubernetes: 'v1.32.13', binderhub: null },
    certificateEndsAt: null,
    checkedAt: at,
    problem: null,
    ...change,
  }
}
