import { AppError } from '../../../shared/problem.ts'
import type { ScreenSize } from '../../../shared/terminal-row.ts'
import { refusedWith } from '../../kube/api-problems.ts'
import type { Cluster } from '../../kube/cluster.ts'
import { execProtocols, resizeFrame } from './exec-frames.ts'
import { ExecShell } from './exec-shell.ts'
import { demandRunning, lookAtPod, type PodName, podPath } from './pod-seen.ts'

/** Shells that images have, the better one first. */
const SHELLS = ['bash', 'sh']
const BEGIN_MS = 10_000
/** What runc and crun say of a program that the image does not have. */
const NO_SUCH_PROGRAM = /executable file .*not found|no such file or directory|not found in \$PATH/i

interface PodShellWish {
  container: string | null
  size: ScreenSize
  signal: AbortSignal
}

/**
 * Opens a shell in a container: bash, else sh. Throws `not_found` for a pod or container that is not there, `conflict`
 * for one that does not run, `no_shell` for an image without any, and what the API and the link throw.
 */
export async function openPodShell(
  cluster: Cluster,
  name: PodName,
  { container: wanted, size, signal }: PodShellWish,
): Promise<{ shell: ExecShell; container: string }> {
  const container = demandRunning(await lookAtPod(cluster, name, signal), wanted)
  let said = ''
  for (const program of SHELLS) {
    const shell = await runIn(cluster, name, { container, program, size, signal })
    const beginning = await shell.beginning()
    if (beginning.ran) {
      // The API opens by name: in a namesake that was born meanwhile nobody types.
      await lookAtPod(cluster, name, signal).catch((error: unknown) => {
        shell.close()
        throw error
      })
      return { shell, container }
    }
    shell.close()
    said = beginning.status.said
    if (!NO_SUCH_PROGRAM.test(said)) throw didNotBegin(container, said)
  }
  throw new AppError('no_shell', `The image of ${container} has neither bash nor sh.`, {
    hint: 'Add a debug container to the pod: it brings a shell, and sees the processes of this one.',
    said: runtimeWords(said),
  })
}

interface Exec {
  container: string
  program: string
  size: ScreenSize
  signal: AbortSignal
}

async function runIn(
  cluster: Cluster,
  name: PodName,
  { container, program, size, signal }: Exec,
): Promise<ExecShell> {
  const query = new URLSearchParams({
    container,
    command: program,
    stdin: 'true',
    stdout: 'true',
    tty: 'true',
  })
  return await connect(cluster, name, { verb: 'exec', query, container, program, size, signal })
}

interface Connect extends Exec {
  verb: 'exec' | 'attach'
  query: URLSearchParams
}

/** Opens the streams of a command in a container, with its terminal in the size that the screen has. */
export async function connect(
  cluster: Cluster,
  name: PodName,
  { verb, query, container, program, size, signal }: Connect,
): Promise<ExecShell> {
  try {
    const ws = await cluster.connect(`${podPath(name)}/${verb}?${query}`, execProtocols, {
      signal,
      beginMs: BEGIN_MS,
    })
    ws.send(resizeFrame(size))
    return new ExecShell(ws, program)
  } catch (error) {
    const status = refusedWith(error)
    const said = error instanceof AppError ? (error.said ?? '') : ''
    if (status === 404)
      throw new AppError('not_found', 'The pod is not there any more.', { said, cause: error })
    if (status === 400 || /container not found|not running|unable to upgrade/i.test(said))
      throw didNotBegin(container, said)
    throw error
  }
}

function didNotBegin(container: string, said: string): AppError {
  return new AppError('conflict', `No shell could be started in the container ${container}.`, {
    hint: 'It may have just ended, or is starting again. Look at its state and try again.',
    said: runtimeWords(said),
  })
}

/** What the runtime itself said, without all those who passed it on. */
function runtimeWords(said: string): string {
  return said.replace(/^.*OCI runtime exec failed: /s, '')
}
