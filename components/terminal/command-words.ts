/** A prompt's end: what stands behind it was typed. */
const PROMPT = /^[^$#%>❯]*[$#%>❯] /u
const PREFIXES = new Set(['sudo', 'doas', 'env', 'nohup', 'time', 'exec', 'command', 'nice', 'ionice'])
/** Options of sudo and its like that take a word of their own. */
const WITH_WORD = new Set(['-u', '-g', '-h', '-p', '-C', '-n'])

/** What is typed in a line of the screen, without its prompt. */
export function typedPart(line: string): string {
  return line.replace(PROMPT, '').trimStart()
}

/**
 * The commands of a line as lists of words, each without what only says how it is run: `sudo -u x A=b rm -rf /` is
 * `rm -rf /`. It reads like a shell as far as a warning needs; what it cannot read gives no words.
 */
export function commandsOf(line: string): string[][] {
  const commands: string[][] = [[]]
  const word = /\s*(?:(&&|\|\||[;|&\n])|((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s;|&"'\\])+)|(["'\\].*))/gsuy
  for (const [, border, text] of line.matchAll(word)) {
    if (border !== undefined) commands.push([])
    else if (text !== undefined) commands.at(-1)?.push(unquoted(text))
  }
  return commands.map(withoutPrefix).filter((words) => words.length > 0)
}

function withoutPrefix(words: string[]): string[] {
  let at = 0
  for (let word = words[at]; word !== undefined; word = words[at]) {
    if (/^[A-Za-z_]\w*=/.test(word) || PREFIXES.has(base(word))) at += 1
    else if (at > 0 && word.startsWith('-') && PREFIXES.has(base(words[at - 1] ?? '')))
      at += WITH_WORD.has(word) && base(words[at - 1] ?? '') !== 'nohup' ? 2 : 1
    else break
  }
  const [first, ...rest] = words.slice(at)
  return first === undefined ? [] : [base(first), ...rest]
}

function base(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1)
}

function unquoted(text: string): string {
  return text.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/gsu, (_, double, single, escaped) =>
    double !== undefined ? double.replace(/\\(["\\$`])/g, '$1') : (single ?? escaped),
  )
}
