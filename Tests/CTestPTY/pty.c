// What Swift may not do: only async-signal-safe calls are allowed between fork and exec.
#define _GNU_SOURCE
#include "CTestPTY.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>
#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif

// Becomes the program, without what the tests have opened, blocked or ignored.
static void become(const char *path, char *const arguments[], char *const environment[]) {
  for (int descriptor = 3; descriptor < 1024; descriptor++) close(descriptor);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  execve(path, arguments, environment);
  _exit(127);
}

pid_t ctestpty_spawn(const char *path, char *const arguments[], char *const environment[],
                     unsigned short rows, unsigned short columns, int *master) {
  struct winsize size = {.ws_row = rows, .ws_col = columns};
  pid_t process = forkpty(master, NULL, NULL, &size);
  if (process < 0) return -errno;
  if (process == 0) become(path, arguments, environment);
  fcntl(*master, F_SETFD, FD_CLOEXEC);
  fcntl(*master, F_SETFL, O_NONBLOCK);
  return process;
}

pid_t ctestpty_spawn_streams(const char *path, char *const arguments[], char *const environment[],
                             const char *directory, const int streams[3]) {
  pid_t process = fork();
  if (process < 0) return -errno;
  if (process == 0) {
    if (chdir(directory) != 0) _exit(126);
    for (int target = 0; target < 3; target++) dup2(streams[target], target);
    become(path, arguments, environment);
  }
  return process;
}

int ctestpty_resize(int master, unsigned short rows, unsigned short columns) {
  struct winsize size = {.ws_row = rows, .ws_col = columns};
  return ioctl(master, TIOCSWINSZ, &size);
}
