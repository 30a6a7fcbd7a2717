/** Types of file systems that lie on another machine. */
export const OF_THE_NETWORK = /^(nfs|cifs|smb|9p|afs|ceph|gluster|fuse\.(sshfs|s3fs|rclone))/
const IN_MEMORY = /^(tmpfs|devtmpfs|ramfs|overlay|squashfs|iso9660|vfat|efivarfs)/

/** Why people's files cannot live on a file system; null where they can. */
export function unfitFor(type: string, mount: string, readOnly: boolean): string | null {
  if (readOnly) return 'it is read-only'
  if (OF_THE_NETWORK.test(type)) return `it is on the network (${type}), where databases lose data`
  if (IN_MEMORY.test(type) && !(type === 'overlay' && mount === '/')) return `it is no disk (${type})`
  return null
}
