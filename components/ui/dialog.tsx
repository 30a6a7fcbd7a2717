'use client'

import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'

interface DialogProps {
  title: ReactNode
  /** Esc, or a button of yours. The dialog closes by being unmounted. */
  onClose: () => void
  /** The buttons: quiet ones first, then `<span className="grow" />`, then the one that acts. */
  foot?: ReactNode
  /** Makes body and foot one form; the acting button is then `type="submit"`. */
  onSubmit?: () => void
  wide?: boolean
  children: ReactNode
}

/** Where the focus goes first: the first field, else what the browser chooses. */
const FIRST = '.body input:not([hidden], [type=hidden]), .body textarea, .body select'

/**
 * A modal dialog; on phones a sheet from below. The browser's own `<dialog>` keeps the focus inside and
 * everything else inert; closing gives the focus back to where it came from.
 */
export function Dialog({ title, onClose, foot, onSubmit, wide = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null) return
    const opener = document.activeElement
    element.showModal()
    element.querySelector<HTMLElement>(FIRST)?.focus()
    return () => {
      element.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])

  function submit(event: FormEvent) {
    event.preventDefault()
    onSubmit?.()
  }

  const inside = (
    <>
      <div className="body">{children}</div>
      {foot && <div className="dfoot">{foot}</div>}
    </>
  )
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dlg wider' : 'dlg'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // Chromium closes at a second Esc whatever the page says.
      onClose={(event) => {
        if (!event.currentTarget.open) onClose()
      }}
    >
      <div className="dhead">
        <h2 className="say" id={titleId}>
          {title}
        </h2>
      </div>
      {onSubmit ? (
        <form onSubmit={submit} noValidate>
          {inside}
        </form>
      ) : (
        inside
      )}
    </dialog>
  )
}
