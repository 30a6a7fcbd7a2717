/** 32 signs, none of which looks like another: five bits each. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_SIGNS = 5

/** A password of 100 random bits that can be read out: "k3f9a-xw2mp-…". */
export function makePassword(): string {
  const random = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP_SIGNS))
  const signs = [...random].map((byte) => SIGNS.charAt(byte % SIGNS.length))
  return Array.from({ length: GROUPS }, (_, group) =>
    signs.slice(group * GROUP_SIGNS, (group + 1) * GROUP_SIGNS).join(''),
  ).join('-')
}
