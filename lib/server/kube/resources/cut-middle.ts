/**
 * A text of at most `max` characters. What gives way is the middle: messages of the kubelet name the same image three
 * times before they come, at their end, to what went wrong.
 */
export function cutMiddle(text: string, max: number): string {
  if (text.length <= max) return text
  const head = Math.floor(max / 3)
  return `${text.slice(0, head)} … ${text.slice(text.length - (max - head - 3))}`
}
