export type ButtonTone = 'primary' | 'danger' | 'danger-solid' | 'quiet' | 'plain'

const toneClass: Record<ButtonTone, string> = {
  primary: 'pri',
  danger: 'dan',
  'danger-solid': 'dan solid',
  quiet: 'q',
  plain: '',
}

/** The classes of a button, and of a link that looks like one. */
export function buttonClass(tone: ButtonTone, small: boolean | undefined, extra: string | undefined): string {
  return ['btn', toneClass[tone], small ? 's' : '', extra ?? ''].filter(Boolean).join(' ')
}
