#ifndef ISOLAB_CTESTPTY_H
#define ISOLAB_CTESTPTY_H

#include <sys/types.h>

/// Starts a program on a new pseudo-terminal of the given size.
///
/// Returns the process and stores the master's descriptor, or returns -errno.
pid_t ctestpty_spawn(const char *path, char *const arguments[], char *const environment[],
                     unsigned short rows, unsigned short columns, int *master);

/// Starts a program in a directory with three descriptors above 2 as its standard streams.
///
/// Returns the process, or -errno. The caller keeps its descriptors; the program has no others.
pid_t ctestpty_spawn_streams(const char *path, char *const arguments[], char *const environment[],
                             const char *directory, const int streams[3]);

/// Gives the terminal another size; the kernel sends SIGWINCH. Returns 0, or -1 with errno.
int ctestpty_resize(int master, unsigned short rows, unsigned short columns);

#endif
