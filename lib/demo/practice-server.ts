import * as z from 'zod/mini'
import { createClock } from './machine/clock.ts'
import { Machine, PLAIN_MODE } from './machine/machine.ts'
import { type MachineState, newMachineState } from './machine/machine-state.ts'
import { peopleComeAndGo } from './people/people-come-and-go.ts'
import { type KeptRun, RunStore } from './runs/run-store.ts'
import { fingerprintOf, type Identity, newIdentity } from './ssh/host-identity.ts'
import { type Inside, serveSsh } from './ssh/serve-ssh.ts'

/** Where the practice world is kept over restarts: the one thing that leads out of it, and it is given. */
export interface Keep {
  load(): string | null
  save(text: string): void
}

interface PracticeOptions {
  keep: Keep
  /** 1 for a person to follow; more for tests. */
  speed?: number
  /** Where mistakes of the practice world itself are told. */
  log?(line: string): void
}

export interface PracticeServer {
  host: '127.0.0.1'
  port: number
  user: string
  password: string
  hostKey: { type: 'ssh-ed25519'; sha256: string }
  /** A bare machine again, under the same host key and password. `trouble`: two things on it go wrong, to learn from. */
  reset(options: { trouble: boolean }): void
  stop(): Promise<void>
}

interface World {
  inside: Inside
  stop(): void
}

const SAVE_MS = 2_000

// Written by this program alone; what does not fit is of an older version, and the world begins anew.
const keptSchema = z.object({
  version: z.literal(1),
  identity: z.object({ privateKey: z.string(), password: z.string() }),
  state: z.looseObject({ hostname: z.string() }),
  files: z.record(z.string(), z.string()),
  modes: z.optional(z.record(z.string(), z.int())),
  objects: z.array(z.unknown()),
  runs: z.array(z.unknown()),
})

interface KeptWorld {
  state: MachineState
  files: Record<string, string>
  modes?: Record<string, number> | undefined
  objects: unknown[]
  runs: KeptRun[]
}

/**
 * Starts the practice server on loopback, on a free port: a machine that exists in this process alone, reached by SSH
 * like any other. What was installed on it comes back after a restart; a run that was at work then was interrupted.
 */
export async function startPracticeServer({
  keep,
  speed = 1,
  log = () => {},
}: PracticeOptions): Promise<PracticeServer> {
  const kept = readKept(keep.load())
  const identity = kept?.identity ?? newIdentity()
  let saving: NodeJS.Timeout | null = null
  const save = async (): Promise<void> => {
    saving = null
    try {
      keep.save(JSON.stringify({ version: 1, identity, ...(await keptOf(world.inside)) }))
    } catch (error) {
      log(`the practice server could not be kept: ${String(error)}`)
    }
  }
  const changed = (): void => {
    saving ??= setTimeout(() => void save(), SAVE_MS)
  }
  let world = begin(kept?.world ?? null, identity, { speed, changed, trouble: false })
  const service = await serveSsh(identity, () => world.inside)
  await save()
  return {
    host: '127.0.0.1',
    port: service.port,
    user: world.inside.machine.state.user,
    password: identity.password,
    hostKey: { type: 'ssh-ed25519', sha256: fingerprintOf(identity.privateKey) },
    reset({ trouble }) {
      service.disconnect()
      world.stop()
      world = begin(null, identity, { speed, changed, trouble })
      changed()
    },
    async stop() {
      if (saving) clearTimeout(saving)
      await save()
      world.stop()
      await service.stop()
    },
  }
}

function begin(
  kept: KeptWorld | null,
  identity: Identity,
  { speed, changed, trouble }: { speed: number; changed(): void; trouble: boolean },
): World {
  const clock = createClock(speed)
  const machine = new Machine({
    state: kept?.state ?? newMachineState(trouble),
    files: kept?.files ?? (trouble ? troubleFiles : {}),
    modes: kept?.modes,
    objects: kept?.objects,
    clock,
    password: identity.password,
    changed,
  })
  const runs = new RunStore(machine, kept?.runs ?? [])
  peopleComeAndGo(machine.cluster)
  return {
    inside: { machine, runs },
    stop() {
      runs.stop()
      clock.stop()
    },
  }
}

/**
 * What somebody left behind on a machine with trouble: an address pool for MetalLB that the install of MicroK8s
 * switches on, other than the one wished for; and a folder where the builder wants to make its socket.
 */
const troubleFiles: Record<string, string> = {
  '/etc/microk8s.yaml': `version: 0.1.0
addons:
  - name: metallb
    args: ["10.20.0.50-10.20.0.59"]
`,
  '/var/run/dind/docker.sock/': '',
}

/** What a bare machine has by itself, and what is told anew at every start. */
const NOT_KEPT = /^\/(proc|dev|bin|usr|run\/systemd|tmp)\//

async function keptOf({ machine, runs }: Inside): Promise<KeptWorld> {
  const files: Record<string, string> = {}
  const modes: Record<string, number> = {}
  for (const path of machine.fs.getAllPaths()) {
    if (NOT_KEPT.test(`${path}/`)) continue
    const { isFile, mode } = await machine.fs.stat(path)
    if (isFile) {
      files[path] = await machine.fs.readFile(path)
      if (mode !== PLAIN_MODE) modes[path] = mode
    } else if ((await machine.fs.readdir(path)).length === 0) files[`${path}/`] = ''
  }
  return { state: machine.state, files, modes, objects: machine.cluster.keep(), runs: runs.keep() }
}

function readKept(text: string | null): { identity: Identity; world: KeptWorld } | null {
  if (text === null) return null
  try {
    const { identity, ...world } = keptSchema.parse(JSON.parse(text))
    return { identity, world: world as unknown as KeptWorld }
  } catch {
    return null
  }
}
