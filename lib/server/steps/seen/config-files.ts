import { binderFile, secretFile } from '../../binder-config/config-files.ts'
import { sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'

export interface ConfigFile {
  text: string
  /** Permissions and owner, such as "600 root". */
  mode: string
}

/** The two values files; null where one is not there. The second one holds secrets: only for comparing. */
export interface ConfigFilesSeen {
  binder: ConfigFile | null
  secret: ConfigFile | null
}

export const configFiles: Observation<ConfigFilesSeen> = {
  id: 'config-files',
  ask: () => sh`for file in ${[binderFile, secretFile]}; do
  if [ -f "$file" ]; then printf '%s %s\n' "$(stat -c '%a %U' "$file")" "$(base64 -w 0 <"$file")"; else echo none; fi
done`,
  parse({ text }) {
    const [binder = '', secret = ''] = text.split('\n').map((line) => line.trim())
    return { binder: readLine(binder), secret: readLine(secret) }
  },
}

function readLine(line: string): ConfigFile | null {
  const parts = /^(\d+ \S+) ?(\S*)$/.exec(line)
  return parts ? { mode: parts[1] ?? '', text: Buffer.from(parts[2] ?? '', 'base64').toString('utf8') } : null
}
