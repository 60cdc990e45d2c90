"""What the interactive shell answers: web_check.py ISOLAB FOLDER <LINES.json >ANSWERS.json

Types each line into a shell in a pseudo-terminal of 80 columns, in that folder, which is its home,
too. Writes one array for each line: the prompt before it, and the rows of the answer.
"""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios

# Seconds without a prompt after which the shell is taken to hang.
PATIENCE = 60
PROMPT = re.compile(rb"(?:\A|\n)(\d+ [^\n]*> |y/n[^\n]*> )\Z")


class Shell:
    """The program in a pseudo-terminal that can only show one line below another."""

    def __init__(self, program, home):
        environment = {
            "PATH": os.environ["PATH"], "HOME": home, "XDG_STATE_HOME": home, "TERM": "dumb",
            "LC_ALL": "C.UTF-8", "ISOLAB_HINT_SECONDS": "0",
        }
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
            os.chdir(home)
            os.execve(program, [program, "--color", "never"], environment)
        self.prompt = self.read()[1]

    def read(self, echo=b""):
        """The rows until the next prompt, and that prompt."""
        text = b""
        while True:
            if not select.select([self.terminal], [], [], PATIENCE)[0]:
                raise SystemExit("the shell has said nothing after: %r" % text[-500:])
            text += os.read(self.terminal, 1 << 16).replace(b"\r", b"")
            found = PROMPT.search(text)
            # The echo of the line may look like a prompt.
            if found and (b"\n" in text or not echo):
                rows = text[:found.start()].decode().split("\n")
                return rows[1:], found.group(1).decode()

    def enter(self, line):
        before = self.prompt
        self.write(line)
        rows, self.prompt = self.read(line)
        if self.prompt.startswith("y/n"):
            # A page cannot ask whether a session is new; it gives the answer that follows a no.
            self.write(b"n")
            rows, self.prompt = self.read(b"n")
        return [before, rows]

    def write(self, line):
        data = line + b"\n"
        while data:
            data = data[os.write(self.terminal, data):]


program, home = sys.argv[1:]
shell = Shell(program, home)
json.dump([shell.enter(line.encode()) for line in json.load(sys.stdin)], sys.stdout)
os.kill(shell.pid, signal.SIGKILL)
