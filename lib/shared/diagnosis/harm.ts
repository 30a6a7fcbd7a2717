import type { PodRole } from '../pod-role.ts'

/** What it means for people while a pod of this role does not work; empty where it means nothing to them. */
export function harmOf(role: PodRole): string {
  switch (role) {
    case 'session':
      return 'One person waits for this session.'
    case 'build':
      return 'Whoever launched this repository waits for it.'
    case 'hub':
      return 'Nobody can launch; people already on it notice nothing.'
    case 'binder':
      return 'The start page is down; people already on it notice nothing.'
    case 'proxy':
      return 'Nobody reaches a session, not even those already on it.'
    case 'builder':
      return 'Nothing can be built; images that exist still launch.'
    case 'autohttps':
      return 'The certificate of the public address is not renewed.'
    case 'user-scheduler':
      return 'New sessions may wait for a place without a word.'
    case 'image-cleaner':
      return 'Old images are not cleaned away; nothing else depends on it.'
    case 'placeholder':
    case 'puller':
    case 'system':
    case 'other':
      return ''
  }
}
