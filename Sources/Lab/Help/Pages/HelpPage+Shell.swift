/// The shell itself.
extension HelpPage {
  static let shell: [HelpPage] = [
    help, quit, timing, ascii, keys, history, colour, plain,
  ]

  private static let help = HelpPage(
    word: ".help", also: "?, \\?, manual, man, commands",
    """
    help alone lists the words. help TOPIC explains a word, a mode, an anomaly
    or a term: help get, help read committed, help write skew. help topics
    lists all topics. The dot may be left out, and ? is the same word.
    Capitals, hyphens and a plural s do not matter. Examples start on a fresh
    lab (.reset) in the mode snapshot; on the right are the answers.
    """,
    example: HelpExample(
      """
      1 alice> help for update
        ; for-update: GET key FOR UPDATE, a read that announces a write
      """),
    see: "tutorial, topics, line, keys")

  private static let quit = HelpPage(
    word: ".quit", also: "exit, leave, bye, \\q, logout, close",
    """
    Leaves; so do quit, exit, \\q and Ctrl-D on an empty line. If transactions
    are open, the shell names them and asks once: leaving again rolls them
    back. The lab is then gone; .save FILE keeps what was done.
    """,
    example: .shown(
      """
      1 alice> quit
      1 alice> exit
      """),
    see: ".save, .resume, keys")

  private static let timing = HelpPage(
    word: ".timing", also: "duration, milliseconds",
    """
    With .timing on each command tells how long it took. That is the only
    thing here that is not the same each time; it takes no part in lessons.
    """,
    example: .shown(
      """
      1 alice> .timing on
      1 alice> .timing off
      """),
    see: "step, .timeline")

  private static let ascii = HelpPage(
    word: ".ascii", also: "box drawing, unicode characters, plain characters",
    """
    With .ascii on, pictures such as .timeline are drawn with + | : and --.
    isolab --ascii does so from the start, and so does a terminal that is not
    in UTF-8. Keys and values stay as they are.
    """,
    example: HelpExample(
      """
      1 alice> .ascii on
        ok
      1 alice> .ascii off
        ok
      """),
    see: ".timeline, plain, colour")

  private static let keys = HelpPage(
    "keys",
    also: """
      keyboard, tab, completion, complete, ctrl-c, ctrl-d, ctrl-z, control-c, control-d, \
      interrupt, arrow keys, cursor, editing, editrc, .editrc, vi, emacs, libedit, \
      readline, ^C, ^D, ^Z
      """,
    "the keyboard; about keys of data see help values",
    """
    Tab         completes words, keys, sessions, modes, lessons and files;
                where several fit, it lists them
    Up, Down    the lines before and after; Left, Right move in the line
    Ctrl-R      searches the lines of before: type a part of one
    Ctrl-A, -E  go to the start, to the end of the line
    Ctrl-C      clears the line; on an empty one tells how to go on. During
                long work it breaks that off, and nothing has changed. It
                never leaves.
    Ctrl-D      on an empty line leaves; asks once if transactions are open
    Ctrl-Z      stops isolab; fg brings it back to the same line
    ~/.editrc   one line chooses the style: bind -v for vi, bind -e for emacs
    """,
    see: "history, .quit, prompt, line")

  private static let history = HelpPage(
    "history", also: "ctrl-r, control-r, ^R, search, past lines, previous lines",
    "the lines that you have typed, also in earlier shells",
    """
    Up and Down step through them, Ctrl-R searches. They are in a file that
    nobody else can read: isolab/history in XDG_STATE_HOME, or else in
    ~/.local/state. With --no-config none is read or written.
    What has happened in the lab is another thing: .timeline draws it, and
    .transactions and .versions list it.
    """,
    see: "keys, .resume, .timeline, .save")

  private static let colour = HelpPage(
    "colour", also: "color, colours, colors, no_color, clicolor_force",
    "answers stand out by colour, but never by colour alone",
    """
    On a terminal there is colour by itself. isolab --color never, or the
    variable NO_COLOR, turns it off; --color always, or CLICOLOR_FORCE, keeps
    it on in a pipe too. Each session has a colour in the prompt. Every colour
    stands beside a word that says the same.
    """,
    see: "plain, .ascii, command-line")

  private static let plain = HelpPage(
    "plain", also: "screen reader, accessibility, blind user, sentences, speech",
    "isolab --plain says everything in whole sentences",
    """
    For those who listen: no tables, no pictures, no colour, no signs that
    have to be seen. The prompt says "alice, open" for alice*. Commands are
    the same, and so is what is recorded in lessons.
    """,
    see: "colour, .ascii, command-line")
}
