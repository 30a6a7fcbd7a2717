import { expect, it } from 'vitest'
import { readExecFrame, resizeFrame, stdinFrame } from './exec-frames.ts'

const frame = (channel: number, text: string) => Buffer.concat([Buffer.of(channel), Buffer.from(text)])
const status = (value: unknown) => {
  const read = readExecFrame(frame(3, typeof value === 'string' ? value : JSON.stringify(value)))
  return read?.kind === 'status' ? read.status : read
}

it('takes what is printed, on either output, and leaves the rest', () => {
  expect(readExecFrame(frame(1, 'out'))).toEqual({ kind: 'printed', bytes: Buffer.from('out') })
  expect(readExecFrame(frame(2, 'err'))).toEqual({ kind: 'printed', bytes: Buffer.from('err') })
  for (const empty of [Buffer.alloc(0), Buffer.of(1), Buffer.of(3), frame(9, 'x'), frame(255, '\0')])
    expect(readExecFrame(empty)).toBeNull()
})

it('reads how a command ended', () => {
  expect(status({ metadata: {}, status: 'Success' })).toEqual({ code: 0, said: '' })
  expect(
    status({
      status: 'Failure',
      message: 'command terminated with non-zero exit code',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '130' }] },
    }),
  ).toEqual({ code: 130, said: 'command terminated with non-zero exit code' })
})

it('knows that a command which never began has no code, and takes hostile statuses as such', () => {
  const said = 'exec: "bash": executable file not found in $PATH'
  expect(status({ status: 'Failure', message: said, reason: 'InternalError', code: 500 })).toEqual({
    code: null,
    said,
  })
  expect(status('not json')).toEqual({ code: null, said: 'not json' })
  expect(status([1])).toMatchObject({ code: null })
  for (const message of ['-1', '1e3', '99999', 'x', ''])
    expect(
      status({
        status: 'Failure',
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message }] },
      }),
    ).toMatchObject({ code: null })
})

it('writes what Kubernetes reads', () => {
  expect(stdinFrame(Buffer.from('ls\n')).toString('latin1')).toBe('\0ls\n')
  expect(resizeFrame({ cols: 80, rows: 24 }).toString('latin1')).toBe('\x04{"Width":80,"Height":24}')
})
