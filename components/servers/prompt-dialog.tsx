'use client'

import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { LinkPrompt } from '../../lib/shared/link-state.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useRequest } from '../ui/use-request.ts'

interface PromptDialogProps {
  server: ServerRow
  prompt: LinkPrompt
  onClose: () => void
}

/** The server's own questions, word for word, with a place to answer each. */
export function PromptDialog({ server, prompt, onClose }: PromptDialogProps) {
  const [answers, setAnswers] = useState<string[]>(() => prompt.questions.map(() => ''))
  const request = useRequest()

  function send() {
    void request.run(() => post(`/api/servers/${server.id}/answer`, { prompt: prompt.id, answers }), onClose)
  }

  return (
    <FormDialog
      title={`${server.name} asks a question`}
      submit="Answer"
      request={request}
      onSubmit={send}
      onClose={onClose}
    >
      {(prompt.title || prompt.instructions) && (
        <p className="machine-said">{[prompt.title, prompt.instructions].filter(Boolean).join('\n')}</p>
      )}
      {prompt.questions.map((question, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the questions of one prompt never change or move
        <Field key={index} label={<span className="mono">{question.text.trim() || 'Answer'}</span>}>
          {(control) => (
            <input
              {...control}
              className="inp mono"
              type={question.echo ? 'text' : 'password'}
              autoComplete="off"
              value={answers[index] ?? ''}
              onChange={(event) =>
                setAnswers(answers.map((old, at) => (at === index ? event.target.value : old)))
              }
            />
          )}
        </Field>
      ))}
      <p className="hint">
        What stands here in typewriter letters are the server's own words. Answers go to it alone and are not
        kept.
      </p>
    </FormDialog>
  )
}
