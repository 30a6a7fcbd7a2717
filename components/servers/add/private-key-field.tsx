'use client'

import { type ChangeEvent, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'

/** The largest private keys are some 13 kB; anything beyond is another file. */
const LARGEST_KEY_BYTES = 16_384

interface PrivateKeyFieldProps {
  value: string
  error: string | null
  onChange: (value: string) => void
}

/** A private key, pasted or read from a file. The file is read in the browser and goes nowhere by itself. */
export function PrivateKeyField({ value, error, onChange }: PrivateKeyFieldProps) {
  const chooser = useRef<HTMLInputElement>(null)

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file) onChange((await file.slice(0, LARGEST_KEY_BYTES).text()).trim())
  }

  return (
    <>
      <Field
        label="Private key"
        error={error}
        hint="The file without .pub, as OpenSSH, PEM or PuTTY wrote it. It is sent to Bindery and to nobody else."
      >
        {(control) => (
          <textarea
            {...control}
            className="inp mono"
            rows={5}
            spellCheck={false}
            autoComplete="off"
            placeholder="-----BEGIN OPENSSH PRIVATE KEY-----"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <div>
        <input
          ref={chooser}
          type="file"
          className="vh"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => void read(event)}
        />
        <Button small onClick={() => chooser.current?.click()}>
          Choose its file
        </Button>
      </div>
    </>
  )
}
