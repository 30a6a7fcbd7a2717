'use client'

import { useState } from 'react'
import { comparePasted, type PastedHostKey } from '../../lib/shared/host-key-paste.ts'
import type { HostKey } from '../../lib/shared/server-row.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Field } from '../ui/field.tsx'
import { Status } from '../ui/status.tsx'
import { hostKeyCommand, hostKeyName } from './host-key-words.ts'

interface CompareHostKeyProps {
  hostKey: HostKey
  onCompared: (outcome: PastedHostKey['verdict']) => void
}

/** How to read the fingerprint on the server itself, and a field that compares what it printed. */
export function CompareHostKey({ hostKey, onCompared }: CompareHostKeyProps) {
  const [pasted, setPasted] = useState('')
  const outcome = comparePasted(pasted, hostKey.sha256)
  const command = hostKeyCommand(hostKey.type)

  function change(text: string) {
    setPasted(text)
    onCompared(comparePasted(text, hostKey.sha256).verdict)
  }

  return (
    <>
      <div className="field">
        <div className="row">
          <span className="lbl grow">
            On the server's own screen, or through a connection you already trust
          </span>
          <CopyButton text={command} />
        </div>
        <pre className="cmds wraps">{command}</pre>
      </div>
      <Field label="Or paste what it printed and Bindery compares" error={outcomeError(outcome)}>
        {(control) => (
          <input
            {...control}
            className="inp mono"
            autoComplete="off"
            spellCheck={false}
            placeholder={`256 SHA256:… (${hostKeyName(hostKey.type)})`}
            value={pasted}
            onChange={(event) => change(event.target.value)}
          />
        )}
      </Field>
      <p role="status" className={outcome.verdict === 'same' ? undefined : 'vh'}>
        {outcome.verdict === 'same' && <Status kind="ok">The same. This is the key of your server.</Status>}
      </p>
    </>
  )
}

function outcomeError(outcome: PastedHostKey): string | null {
  switch (outcome.verdict) {
    case 'nothing':
    case 'same':
      return null
    case 'different':
      return 'Not the same key. Something else answers at this address: do not connect.'
    case 'unreadable':
      if (outcome.characters !== null)
        return `This fingerprint has ${outcome.characters} ${outcome.characters === 1 ? 'character' : 'characters'} instead of 43: copy it again.`
      return outcome.md5
        ? 'This is the old MD5 form, which proves too little. Run the command above, which prints SHA256.'
        : 'There is no SHA256 fingerprint in this. Paste the whole line that the command printed.'
  }
}
