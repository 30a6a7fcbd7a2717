import type { TerminalPlace } from '../../lib/shared/terminal-row.ts'
import { commandsOf, typedPart } from './command-words.ts'

/** What a command would do, before Enter: a fact, and what it means. */
export interface Warning {
  would: string
  means: string
}

type Rule = (words: string[], line: string) => Warning | null

/** The longest line that is looked at: nobody types a longer one. */
const LONGEST = 4_096

/**
 * What a line would break if Enter were pressed now; null for all that is harmless or not known. A short list of what
 * cannot be taken back or locks everybody out. It warns, and never holds anything up.
 */
export function warningFor(line: string, on: TerminalPlace['on']): Warning | null {
  if (line.length > LONGEST) return null
  const typed = typedPart(line)
  if (/:\s*\(\)\s*\{\s*:\s*\|\s*:\s*&\s*\}/.test(typed))
    return { would: 'This would start processes without end.', means: 'The server stops answering.' }
  const rules = on === 'server' ? [...everywhere, ...onServer] : everywhere
  for (const words of commandsOf(typed))
    for (const rule of rules) {
      const warning = rule(words, typed)
      if (warning) return warning
    }
  return null
}

const everywhere: Rule[] = [
  (words) => {
    if (words[0] !== 'rm' || !hasFlag(words, 'r', 'R', 'recursive')) return null
    const [target] = words.slice(1).filter(isWholeTree)
    if (target === undefined) return null
    return target === '/' || target === '/*'
      ? { would: 'This would delete everything here.', means: 'Nothing brings it back.' }
      : {
          would: `This would delete all of ${target}.`,
          means: 'What needs it stops working; nothing brings it back.',
        }
  },
  ([program = '']) =>
    /^(mkfs(\..+)?|wipefs|mkswap)$/.test(program)
      ? { would: 'This would empty a disk.', means: 'Everything that was on it is gone.' }
      : null,
  (words) => {
    const to = words.find((word) => /^of=\/dev\/(?!null|zero|stdout|stderr|fd|tty)/.test(word))
    return words[0] === 'dd' && to !== undefined
      ? { would: `This would write over ${to.slice(3)}.`, means: 'Everything that was on it is gone.' }
      : null
  },
  (_, line) =>
    />\s*\/dev\/(sd|nvme|vd|xvd|mmcblk|md|dm-|mapper)/.test(line)
      ? { would: 'This would write over a disk.', means: 'Everything that was on it is gone.' }
      : null,
]

const onServer: Rule[] = [
  (words) => {
    const verb = microk8sVerb(words)
    if (verb === 'reset')
      return {
        would: 'This would empty the cluster.',
        means: 'BinderHub, everybody’s session and all volumes go. It has to be installed anew.',
      }
    return verb === 'stop' || (words[0] === 'snap' && words[1] === 'stop' && words.includes('microk8s'))
      ? { would: 'This would stop the cluster.', means: 'Everybody is cut off until it is started again.' }
      : null
  },
  (words) =>
    words[0] === 'snap' && words[1] === 'remove' && words.includes('microk8s')
      ? {
          would: 'This would remove MicroK8s.',
          means: 'The cluster goes with BinderHub, everybody’s session and all volumes.',
        }
      : null,
  (words) => {
    const kubectl = kubectlWords(words)
    if (kubectl?.[0] !== 'delete') return null
    const rest = kubectl.slice(1)
    if (rest.some((word) => /^(ns|namespaces?)(\/|$)/.test(word)))
      return {
        would: 'This would delete a whole namespace.',
        means: 'All that is in it goes: pods, volumes’ claims, secrets. People in it lose their sessions.',
      }
    if (rest.some((word) => /(^|\/)hub-db-dir$/.test(word)))
      return {
        would: 'This would delete the hub’s database.',
        means: 'The hub forgets everybody who is on it: nobody can stop or find their session.',
      }
    if (rest.some((word) => /^(no|nodes?)(\/|$)/.test(word)))
      return {
        would: 'This would take a node out of the cluster.',
        means: 'Everything that runs on it ends.',
      }
    return hasFlag(rest, 'all')
      ? {
          would: 'This would delete all of these.',
          means: 'People lose their sessions if theirs are among them.',
        }
      : null
  },
  (words) => {
    const helm = words[0] === 'helm' || words[0] === 'helm3' ? words : null
    const inside = helm?.slice(1) ?? (/^helm3?$/.test(microk8sVerb(words) ?? '') ? microk8sRest(words) : [])
    return inside.slice(0, 4).some((word) => /^(uninstall|delete)$/.test(word))
      ? {
          would: 'This would uninstall a release.',
          means: 'What it runs stops: for BinderHub, nobody can launch, and sessions end.',
        }
      : null
  },
  (words, line) =>
    words[0] === 'ufw' && words.includes('enable') && !/\bufw\s+(allow|limit)\s/.test(line)
      ? {
          would: 'This would close every port that is not allowed.',
          means:
            'SSH too, unless it was allowed before: then nobody gets in any more. Look at: ufw show added',
        }
      : null,
  ([program = '', ...rest]) => {
    const down = /^(shutdown|poweroff|halt|reboot)$/.test(program) && !rest.includes('-c')
    const systemctl = program === 'systemctl' && /^(reboot|poweroff|halt|kexec)$/.test(firstPlain(rest) ?? '')
    const init = /^(init|telinit)$/.test(program) && /^[06]$/.test(rest[0] ?? '')
    if (!down && !systemctl && !init) return null
    const again = program === 'reboot' || rest.includes('reboot') || rest.includes('-r') || rest[0] === '6'
    return again
      ? {
          would: 'This would restart the server.',
          means: 'Everybody is cut off for some minutes; unsaved work is lost.',
        }
      : {
          would: 'This would switch the server off.',
          means: 'Everybody is cut off, and somebody has to switch it on again where it stands.',
        }
  },
  (words) =>
    words[0] === 'systemctl' &&
    /^(stop|disable|mask)$/.test(firstPlain(words.slice(1)) ?? '') &&
    words.some(isSsh)
      ? { would: 'This would end SSH here.', means: 'Neither you nor Bindery can sign in any more.' }
      : null,
]

const isSsh = (word: string) => /^sshd?(\.(service|socket))?$/.test(word)

/** A folder that a server cannot be without, or all of one. */
function isWholeTree(word: string): boolean {
  return /^(\/\*?|~\/?|\$HOME\/?|\/(etc|usr|bin|sbin|lib\w*|boot|var|home|root|opt|srv|snap|var\/(lib|snap|snap\/microk8s(\/\w+)?))\/?\*?)$/.test(
    word,
  )
}

function hasFlag(words: readonly string[], ...flags: string[]): boolean {
  return words.some((word) =>
    flags.some((flag) =>
      flag.length === 1
        ? new RegExp(`^-[a-zA-Z]*${flag}`).test(word)
        : word === `--${flag}` || word.startsWith(`--${flag}=`),
    ),
  )
}

/** `microk8s VERB …` and `microk8s.VERB …`. */
function microk8sVerb(words: readonly string[]): string | null {
  const [program = ''] = words
  if (program.startsWith('microk8s.')) return program.slice('microk8s.'.length)
  return program === 'microk8s' ? (words[1] ?? null) : null
}

function microk8sRest(words: readonly string[]): string[] {
  return words[0] === 'microk8s' ? words.slice(2) : words.slice(1)
}

/** The words behind kubectl, whichever way it is called, from its verb on. */
function kubectlWords(words: readonly string[]): string[] | null {
  const rest =
    words[0] === 'kubectl' ? words.slice(1) : microk8sVerb(words) === 'kubectl' ? microk8sRest(words) : null
  if (!rest) return null
  const at = rest.indexOf('delete')
  return at < 0 ? null : rest.slice(at)
}

function firstPlain(words: readonly string[]): string | undefined {
  return words.find((word) => !word.startsWith('-'))
}
