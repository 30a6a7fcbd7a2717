/** How a script becomes root: not at all (`user`, or root already), by sudo, or by sudo with a password on stdin. */
export type Elevation = { by: 'none' } | { by: 'sudo' } | { by: 'sudo-password'; password: string }

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin'

/** The line that the loader prints on both outputs when all is in place and the script begins. */
export const BEGINS = '#bindery begins\n'

/**
 * What every command line ends with. It skips lines until the marker, so that a password that sudo did not ask
 * for is never run; takes exactly so many bytes of script, counting them, so that one cut short is never run;
 * and becomes the script, whose stdin is the rest. Single quotes, backslashes, line breaks and "!" may not
 * stand in it: the user's login shell, which may be fish or csh, reads it first.
 */
const LOADER = [
  `export PATH=${PATH} LC_ALL=C`,
  'n=x',
  `while IFS= read -r l; do case $l in "#bindery "*) n=\${l#* }; break;; esac; done`,
  `s=$(head -c "$n")`,
  `[ "\${#s}" = "$n" ] || { echo "bindery: the script did not arrive whole" >&2; exit 125; }`,
  'export LC_ALL=C.UTF-8',
  'unset n l',
  `echo "${BEGINS.trim()}"; echo "${BEGINS.trim()}" >&2`,
  'eval "unset s; $s"',
].join('; ')

/** sudo's own messages in English, as they are parsed. */
const ENGLISH = 'env LC_ALL=C'

/** The command line: one of three fixed ones. Nothing of a script, its values or a secret stands in it. */
export function commandLine({ by }: Elevation): string {
  const shell = `bash --norc -c '${LOADER}'`
  switch (by) {
    case 'none':
      return shell
    case 'sudo':
      return `${ENGLISH} sudo -k -n -H -- ${shell}`
    case 'sudo-password':
      return `${ENGLISH} sudo -k -S -p '' -H -- ${shell}`
  }
}

/**
 * What travels over stdin before the script's own input. Line breaks at the end are left out, because bash's
 * `$(…)` drops them and the lengths would differ.
 */
export function commandInput(script: string, elevation: Elevation): Buffer {
  if (script.includes('\0')) throw new TypeError('A script cannot contain NUL: bash would drop it.')
  const bytes = Buffer.from(script.replace(/\n+$/, ''))
  const password = elevation.by === 'sudo-password' ? `${elevation.password}\n` : ''
  return Buffer.concat([Buffer.from(`${password}#bindery ${bytes.length}\n`), bytes])
}
