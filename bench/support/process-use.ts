import { readFileSync } from 'node:fs'

/** Linux counts a process's time in these. */
const TICKS_A_SECOND = 100

/** Resident memory of a process, in bytes. Linux only: not a number elsewhere. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(procFile(pid, 'status'))?.[1]
  return Number(kilobytes) * 1024
}

/** Processor time that a process has used so far, in seconds. Linux only: not a number elsewhere. */
export function cpuSeconds(pid: number): number {
  // Behind the name in brackets, which may have spaces: state is field 3, user and system time are 14 and 15.
  const fields = procFile(pid, 'stat').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}

function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}
