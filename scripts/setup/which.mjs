import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a program is: on PATH, or where systems keep the ones for root. Null where it is not. */
export function which(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin']
  for (const folder of folders.filter((folder) => folder !== '')) {
    const file = join(folder, program)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // not in this one
    }
  }
  return null
}
