import type { Machine } from '../machine/machine.ts'
import type { Repository } from './sessions.ts'

/** A line of repo2docker's `--json-logs`. */
export interface BuildLine {
  phase: string
  message: string
  progress?: Record<string, unknown>
}

const LAYERS = ['4e1f0c1d2a3b', '9c27e219663c', '7f2b1b9b2f4c']

/**
 * What repo2docker says while it builds a repository and pushes its image, at its pace. A repository with
 * `fail-build` in its name asks for a package that does not exist.
 */
export async function* buildSays(
  machine: Machine,
  { owner, repository, ref }: Repository,
  image: string,
): AsyncGenerator<BuildLine> {
  const signal = new AbortController().signal
  const fails = repository.includes('fail-build')
  const steps = [
    'FROM docker.io/library/buildpack-deps:jammy',
    'ENV DEBIAN_FRONTEND=noninteractive',
    'RUN apt-get -qq update && apt-get -qq install --yes --no-install-recommends locales less unzip',
    'COPY --chown=1000:1000 build_script_files/ /',
    'RUN TIMEFORMAT="time: %3R" bash -c "time mamba env update -p /srv/conda/envs/notebook -f environment.yml"',
    'COPY --chown=1000:1000 src/ /home/jovyan/',
    'USER jovyan',
  ]
  const lines: [string, string][] = [
    ['fetching', `Picked Git content provider.`],
    ['fetching', `Cloning into '/tmp/repo2docker${owner.length}x1'...`],
    ['fetching', `HEAD is now at ${`${ref}313f5fe`.slice(0, 7)} Update README`],
    ['building', 'Using CondaBuildPack builder'],
    ['building', `Building conda environment for python=${fails ? '3.6' : '3.10'}`],
  ]
  for (const [phase, message] of lines) {
    await machine.wait(250, signal)
    yield { phase, message: `${message}\n` }
  }
  for (const [index, step] of steps.entries()) {
    await machine.wait(350, signal)
    yield { phase: 'building', message: `Step ${index + 1}/${steps.length} : ${step}\n` }
    if (fails && index === 4) {
      yield { phase: 'building', message: 'Looking for: [python=3.6, numpy]\n\n' }
      yield { phase: 'building', message: 'error    libmamba Could not solve for environment specs\n' }
      yield {
        phase: 'building',
        message: '    └─ python 3.6**  does not exist (perhaps a typo or a missing channel).\n',
      }
      yield {
        phase: 'failed',
        message: `The command '/bin/sh -c TIMEFORMAT="time: %3R" bash -c "time mamba env update"' returned a non-zero code: 1`,
      }
      return
    }
    yield { phase: 'building', message: ` ---> ${LAYERS[index % LAYERS.length]}\n` }
  }
  yield { phase: 'building', message: `Successfully tagged ${image}\n` }
  for (const current of [25, 60, 100]) {
    await machine.wait(400, signal)
    const progress = Object.fromEntries(LAYERS.map((layer) => [layer, { current, total: 100 }]))
    yield { phase: 'pushing', message: 'Pushing image\n', progress }
  }
  yield { phase: 'pushing', message: `Successfully pushed ${image}\n` }
}
