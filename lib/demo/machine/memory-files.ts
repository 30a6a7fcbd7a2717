import type { InMemoryFs } from 'just-bash'

// What a shell asks of files in memory, as ShellHost has it.

export async function readFileIn(fs: InMemoryFs, path: string): Promise<string | null> {
  try {
    return await fs.readFile(path)
  } catch {
    return null
  }
}

/** Throws where its folder is not there. A new file has the rights that the umask leaves. */
export async function writeFileIn(
  fs: InMemoryFs,
  path: string,
  content: Buffer,
  append: boolean,
  umask = 0o022,
): Promise<void> {
  const folder = path.replace(/\/[^/]*$/, '')
  if (folder !== '' && !(await fs.exists(folder))) throw new Error(`${folder} is not there`)
  const mode = (await fs.stat(path).catch(() => null))?.mode ?? 0o666 & ~umask
  if (append) await fs.appendFile(path, content)
  else await fs.writeFile(path, content)
  await fs.chmod(path, mode)
}

/** `[ OPERATOR path ]`. There are no sockets, pipes and devices. */
export async function testIn(fs: InMemoryFs, operator: string, path: string): Promise<boolean> {
  if (operator === '-L' || operator === '-h')
    return (await fs.lstat(path).catch(() => null))?.isSymbolicLink === true
  const stat = await fs.stat(path).catch(() => null)
  if (!stat) return false
  switch (operator) {
    case '-d':
      return stat.isDirectory
    case '-f':
      return stat.isFile
    case '-s':
      return stat.size > 0
    case '-x':
      return stat.isDirectory || (stat.mode & 0o111) !== 0
    case '-p':
    case '-b':
    case '-c':
    case '-S':
      return false
    default:
      return true
  }
}
