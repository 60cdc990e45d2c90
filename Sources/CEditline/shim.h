// libedit as Swift can call it: every variadic entry point has a wrapper of fixed arguments.
//
// Text crosses as wide characters (el_wset, history_w): a wchar_t is a Unicode scalar here, so
// nothing is encoded and decoded on the way, and nothing is lost when the locale is no UTF-8.
// No state is kept in this header: a static in a header exists once per object file.
#ifndef ISOLAB_CEDITLINE_SHIM_H
#define ISOLAB_CEDITLINE_SHIM_H

#include <histedit.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <wchar.h>

typedef wchar_t *(*editline_prompt_function)(EditLine *);
typedef unsigned char (*editline_key_function)(EditLine *, int);

// The streams, which Swift 6 refuses to touch as global variables.
static inline FILE *editline_stdin(void) { return stdin; }
static inline FILE *editline_stdout(void) { return stdout; }
static inline FILE *editline_stderr(void) { return stderr; }

// Settings.
static inline int editline_set_owner(EditLine *el, void *owner) {
  return el_set(el, EL_CLIENTDATA, owner);
}
static inline void *editline_owner(EditLine *el) {
  void *owner = NULL;
  return el_get(el, EL_CLIENTDATA, &owner) == 0 ? owner : NULL;
}
static inline int editline_set_editor(EditLine *el, const char *name) {
  return el_set(el, EL_EDITOR, name);
}
static inline int editline_set_reader(EditLine *el, el_rfunc_t reader) {
  return el_set(el, EL_GETCFN, reader);
}
static inline int editline_set_prompt(EditLine *el, editline_prompt_function f, wchar_t bracket) {
  return el_wset(el, EL_PROMPT_ESC, f, bracket);
}
static inline int editline_set_tty(EditLine *el, const char *mode, const char *setting) {
  return el_set(el, EL_SETTY, mode, setting, NULL);
}
static inline int editline_set_raw(EditLine *el, int raw) {
  return el_set(el, EL_PREP_TERM, raw);
}
// Draws the prompt and the line afresh, at the cursor.
static inline int editline_draw(EditLine *el) { return el_set(el, EL_REFRESH); }

// Whether libedit found a way to move the cursor up; a dumb or unknown terminal has none.
static inline int editline_moves_up(EditLine *el) {
  char *up = NULL;
  return el_get(el, EL_GETTC, "up", &up) == 0 && up != NULL && *up != 0;
}

// Keys. The alternate map is vi's command mode.
static inline int editline_add_function(EditLine *el, const char *name, const char *help,
                                        editline_key_function f) {
  return el_set(el, EL_ADDFN, name, help, f);
}
static inline int editline_bind(EditLine *el, const char *key, const char *function) {
  return el_set(el, EL_BIND, key, function, NULL);
}
static inline int editline_bind_alternate(EditLine *el, const char *key, const char *function) {
  return el_set(el, EL_BIND, "-a", key, function, NULL);
}
// In vi's command mode, a key that stands for others.
static inline int editline_bind_macro_alternate(EditLine *el, const char *key, const char *keys) {
  return el_set(el, EL_BIND, "-a", "-s", key, keys, NULL);
}

// History.
static inline int editline_use_history(EditLine *el, HistoryW *h) {
  return el_wset(el, EL_HIST, history_w, h);
}
static inline int editline_history_set(HistoryW *h, int operation, int value) {
  HistEventW event;
  return history_w(h, &event, operation, value);
}
static inline int editline_history_enter(HistoryW *h, const wchar_t *line) {
  HistEventW event;
  return history_w(h, &event, H_ENTER, line);
}

// The terminal.
extern int wcwidth(wchar_t);  // hidden by glibc's feature macros
static inline int editline_cells(wchar_t c) { return wcwidth(c); }

// Returns 0 and leaves the size alone where the descriptor is no terminal or has no size.
static inline int editline_size(int descriptor, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return 0;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 1;
}

// SA_RESTART: reads and writes elsewhere go on; poll(2) returns EINTR all the same.
static inline int editline_catch(int signal_number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  action.sa_handler = handler;
  return sigaction(signal_number, &action, NULL);
}

#endif
