# bindery: hold-shell
# Holds a login shell on a terminal of its own, so that it outlives the connection it was started over.
# Arguments: a folder for its socket (the user's number is added), a name for it, columns, rows, how many seconds it
# waits for somebody to come back. Prints "bindery holds SOCKET" once it can be reached, and goes on in the background.
#
# Over the socket, both ways: one byte of kind, four of length (big-endian), the bytes.
#   to it:   a: send what was printed from this offset on (8 bytes); i: typed; s: columns and rows (2 bytes each); k: end
#   from it: h: what follows begins at this offset (8 bytes); o: printed; x: the shell's exit code, 255 for a signal
import fcntl, os, pwd, select, signal, socket, struct, sys, termios, time

FIRST_PATIENCE = 20
KEPT = 512 * 1024
AHEAD = 256 * 1024
folder, columns, rows, patience = "%s-%d" % (sys.argv[1], os.getuid()), *map(int, sys.argv[3:6])
place = os.path.join(folder, sys.argv[2])


def size_of(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def listen():
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        pass
    about = os.lstat(folder)
    if about.st_uid != os.getuid() or about.st_mode & 0o170077 != 0o040000:
        sys.exit("%s belongs to somebody else" % folder)
    listener = socket.socket(socket.AF_UNIX)
    usual = os.umask(0o177)
    listener.bind(place)
    os.umask(usual)
    listener.listen(4)
    return listener


# The variables that sshd and PAM gave, as a login has them: without what the loader of the script set.
def environment(person, terminal):
    drop = ("LC_ALL", "SHLVL", "OLDPWD", "_", "SSH_ORIGINAL_COMMAND")
    env = {name: value for name, value in os.environ.items() if name not in drop}
    env.setdefault("LANG", "C.UTF-8")
    env.update(TERM="xterm-256color", COLORTERM="truecolor", HOME=person.pw_dir, SHELL=person.pw_shell or "/bin/sh")
    env.update(USER=person.pw_name, LOGNAME=person.pw_name, SSH_TTY=terminal)
    return env


def become_shell(slave):
    person = pwd.getpwuid(os.getuid())
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    env = environment(person, os.ttyname(slave))
    for descriptor in range(3):
        os.dup2(slave, descriptor)
    os.closerange(3, 256)
    for number in (signal.SIGPIPE, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    try:
        os.chdir(person.pw_dir)
    except OSError:
        os.chdir("/")
    try:
        os.execve(env["SHELL"], ["-" + os.path.basename(env["SHELL"])], env)
    except OSError as problem:
        os.write(2, ("%s: %s\r\n" % (env["SHELL"], problem.strerror)).encode())
        os._exit(127)


class Holder:
    def __init__(self, listener, master, shell):
        self.listener, self.master, self.shell = listener, master, shell
        self.client, self.told = None, False
        self.ring, self.end = bytearray(), 0
        self.out, self.come, self.typed = bytearray(), bytearray(), bytearray()
        self.code, self.drained, self.over = None, False, False
        self.patience, self.left_at = FIRST_PATIENCE, time.monotonic()

    def frame(self, kind, content):
        self.out += kind + struct.pack(">I", len(content)) + content

    def leave(self):
        if self.client:
            self.client.close()
        self.client, self.told, self.left_at = None, False, time.monotonic()
        self.out, self.come = bytearray(), bytearray()

    def printed(self, content):
        self.ring += content
        self.end += len(content)
        del self.ring[: max(0, len(self.ring) - KEPT)]
        if self.told:
            self.frame(b"o", content)

    def attach(self, offset):
        start = max(self.end - len(self.ring), min(offset, self.end))
        self.frame(b"h", struct.pack(">Q", start))
        kept = bytes(self.ring[len(self.ring) - (self.end - start) :])
        if kept:
            self.frame(b"o", kept)
        self.told, self.patience = True, patience
        if self.drained:
            self.frame(b"x", bytes([self.code]))

    def obey(self, kind, content):
        if kind == b"a" and len(content) == 8 and not self.told:
            self.attach(struct.unpack(">Q", content)[0])
        elif kind == b"i":
            self.typed += content
        elif kind == b"s" and len(content) == 4:
            try:
                size_of(self.master, *struct.unpack(">HH", content))
            except OSError:
                pass
        elif kind == b"k":
            self.over = True

    def hear(self):
        try:
            content = self.client.recv(65536)
        except OSError:
            content = b""
        if not content:
            return self.leave()
        self.come += content
        while len(self.come) >= 5:
            length = struct.unpack(">I", self.come[1:5])[0]
            if length > 1 << 20:
                return self.leave()
            if len(self.come) < 5 + length:
                return
            kind, content = bytes(self.come[:1]), bytes(self.come[5 : 5 + length])
            del self.come[: 5 + length]
            self.obey(kind, content)

    def say(self):
        try:
            del self.out[: self.client.send(self.out[:65536])]
        except BlockingIOError:
            pass
        except OSError:
            self.leave()

    def read(self):
        try:
            content = os.read(self.master, 65536)
        except BlockingIOError:
            return False
        except OSError:
            content = b""
        if content:
            self.printed(content)
        return bool(content)

    def write(self):
        try:
            del self.typed[: os.write(self.master, self.typed[:4096])]
        except BlockingIOError:
            pass
        except OSError:
            self.typed = bytearray()

    # What the shell left running may keep the terminal open; it does not keep us.
    def reap(self):
        if self.code is None:
            ended, status = os.waitpid(self.shell, os.WNOHANG)
            if ended:
                self.code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 255

    def welcome(self):
        client = self.listener.accept()[0]
        self.leave()
        client.setblocking(False)
        self.client = client

    def turn(self):
        ended = self.code is not None
        more = not self.drained and len(self.out) < AHEAD
        reading = [self.listener] + ([self.master] if more else [])
        if self.client and len(self.typed) < 65536:
            reading.append(self.client)
        writing = [self.client] if self.out else []
        if self.typed and not self.drained:
            writing.append(self.master)
        readable, writable, _ = select.select(reading, writing, [], 0.02 if ended and not self.drained else 1)
        got = self.master in readable and self.read()
        if self.master in readable and not got and not ended:
            time.sleep(0.01)  # Everybody has closed the terminal, so the shell is about to end.
        if self.master in writable:
            self.write()
        if self.client and self.client in readable:
            self.hear()
        if self.client and self.client in writable:
            self.say()
        if self.listener in readable:
            self.welcome()
        self.reap()
        # Its exit code is told after all that it printed: it was known before this look found nothing more.
        if ended and more and not got and not self.drained:
            self.drained = True
            if self.told:
                self.frame(b"x", bytes([self.code]))
        if not self.client and time.monotonic() - self.left_at > self.patience:
            self.over = True

    def hold(self):
        try:
            while not self.over:
                self.turn()
        finally:
            os.unlink(place)
            if self.code is None:
                os.kill(self.shell, signal.SIGHUP)


listener = listen()
if os.fork():
    print("bindery holds %s" % place)
    sys.stdout.flush()
    os._exit(0)
os.setsid()
nothing = os.open(os.devnull, os.O_RDWR)
for descriptor in range(3):
    os.dup2(nothing, descriptor)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
signal.signal(signal.SIGPIPE, signal.SIG_IGN)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
master, slave = os.openpty()
size_of(master, columns, rows)
shell = os.fork()
if shell == 0:
    become_shell(slave)
os.close(slave)
os.set_blocking(master, False)
Holder(listener, master, shell).hold()
