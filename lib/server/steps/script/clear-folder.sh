# clear_folder SOCKET: takes away an empty folder in the place of a socket. Something that wanted to mount the socket
# before it was there has made it, and put nothing in it: what is in there is somebody's, and stays.
clear_folder() {
  [ -d "$1" ] || return 0
  [ -z "$(ls -A -- "$1")" ] || give_up "$1 is a folder with something in it, which nobody but its owner may delete."
  show rmdir -- "$1"
}
