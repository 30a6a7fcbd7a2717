'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useActOnPractice } from './use-practice.ts'

/** Asks how the practice server is to be: as a machine should be, or with things that go wrong. */
export function PracticeDialog({ verb, onClose }: { verb: 'add' | 'reset'; onClose: () => void }) {
  const [trouble, setTrouble] = useState(false)
  const practice = useActOnPractice()
  const router = useRouter()
  return (
    <FormDialog
      title={verb === 'add' ? 'Add the practice server' : 'Reset the practice server?'}
      submit={verb === 'add' ? 'Add the practice server' : 'Reset the practice server'}
      tone={verb === 'add' ? 'primary' : 'danger-solid'}
      leave={verb === 'add' ? 'Not now' : 'Leave it'}
      request={practice}
      onSubmit={() =>
        practice.act(verb, trouble, ({ id }) => {
          onClose()
          if (id !== undefined) router.push(`/s/${id}`)
        })
      }
      onClose={onClose}
    >
      {verb === 'add' ? (
        <p>
          A machine that exists inside Bindery alone, to try everything on: it cannot touch this computer, and
          nothing on it is sent anywhere. The whole install takes about a minute. What works on it is not
          proved for a real server.
        </p>
      ) : (
        <p className="blast">
          <b>Breaks:</b> everything that was installed on it, and the people on it, who are not real.{' '}
          <b>Keeps:</b> its plan, the transcripts of its runs, and every other server. <b>Undo:</b> none; the
          install takes a minute.
        </p>
      )}
      <label className="row mt-4 items-start gap-2">
        <input type="checkbox" checked={trouble} onChange={(event) => setTrouble(event.target.checked)} />
        <span>
          With two things that go wrong
          <span className="hint block">
            An address pool that somebody set up before, and a folder where the image builder wants its
            socket.
          </span>
        </span>
      </label>
    </FormDialog>
  )
}
