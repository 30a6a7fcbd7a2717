const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]
/** Names that packages use for what npm calls otherwise. */
const ALIASES = { armv7: 'arm', ppc64le: 'ppc64' }

/**
 * Adds to a parsed package-lock.json (version 3) the optional builds for other systems that it lacks.
 * @returns {string[]} the names that were added
 */
export function completeLock(lock) {
  const added = []
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const home = `node_modules/${name}`
      const limits = systemOf(name)
      if (limits === null || !/^\d+\.\d+\.\d+/.test(version)) continue
      if (lock.packages[home] !== undefined || lock.packages[`${path}/${home}`] !== undefined) continue
      lock.packages[home] = { version, ...limits, ...(parent.dev ? { dev: true } : {}), optional: true }
      added.push(name)
    }
  }
  // npm's own order, so that its next run changes nothing.
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  )
  return added
}

/**
 * What a package named for a system runs on, as npm writes it; null for one that is not named so.
 * @param {string} name "@next/swc-linux-x64-musl"
 */
function systemOf(name) {
  const words = name.split(/[-/]/).map((word) => ALIASES[word] ?? word)
  const system = words.find((word) => SYSTEMS.includes(word))
  const processor = words.find((word) => PROCESSORS.includes(word))
  if (processor === undefined || (system === undefined && processor !== 'wasm32')) return null
  const musl = words.some((word) => word.startsWith('musl'))
  return {
    cpu: [processor],
    ...(system === undefined ? {} : { os: [system] }),
    ...(system === 'linux' ? { libc: [musl ? 'musl' : 'glibc'] } : {}),
  }
}
