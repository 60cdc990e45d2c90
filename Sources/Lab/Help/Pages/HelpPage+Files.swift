/// Lessons and files.
extension HelpPage {
  static let files: [HelpPage] = [
    lesson, lessons, allFiles, play, open, save, export, once, resume, commandLine,
  ]

  private static let lesson = HelpPage(
    word: ".lesson", also: "play a lesson, demo",
    """
    Alone it lists the lessons that are part of the program. With a NAME it
    plays that lesson on a fresh lab, in the mode of the lab, and shows the
    text, the commands and the answers. .rerun MODE then shows what is
    different in another mode; .undo brings your own lab back.
    """,
    example: .shown(
      """
      1 alice> .lesson
      1 alice> .lesson lost-update
      """),
    see: "lessons, .rerun, .undo, .play, .open")

  private static let lessons = HelpPage(
    "lessons", also: "scenarios, exercise, exercises, course",
    "play one with .lesson NAME, then again with .rerun MODE",
    """
    first-steps          what a transaction sees, and what others see of it
    dirty-write, dirty-read, intermediate-read  nothing half done is seen
    circular-information-flow, vanishing-transaction  nor taken back, nor gone
    non-repeatable-read, read-skew, phantom  two questions, two moments
    long-reader, tombstones  old versions, and who needs them
    lost-update, stale-variable  what a program remembers grows old
    first-updater-or-committer, inventory, deadlock  two writers of a key
    write-skew, on-call-count  two right decisions, one wrong result
    broken-alone         no isolation mends a wrong program
    one-arrow, pivot     one stale read, and two in a row
    needless-abort, exact-test, blind-writes  who is aborted in vain
    order-reversed       the serial order is not that of the commits
    read-only-anomaly, long-fork  readers count
    write-promoted, for-update  two cures: write, or lock, what you rely on
    retry, forgotten-transaction  decide again; end what you have begun
    bloat-and-vacuum, vacuum-too-early  what old versions cost
    choose-a-mode        three jobs, and what each of them needs
    double-booking, overdraft  two everyday programs, and what cures them
    hermitage            one suite of cases, in every mode
    """,
    see: ".lesson, anomalies, files")

  private static let allFiles = HelpPage(
    "files",
    also: "scenario, scenario file, markdown, recorded answer, recorded answers, write a lesson",
    "keep what you did, and bring it back",
    """
    .save FILE   writes what was done as a lesson, with its answers
    .open FILE   plays a lesson from a file, on a fresh lab
    .once FILE   writes the next answer to FILE, and not to the screen
    .resume      brings back the lab of a shell that was cut off
    A lesson is a Markdown file. Its commands stand in blocks that start with
    ```isolab, with their answers below them, two blanks in. isolab test FILE
    plays it and compares. [rc,si] ok is an answer for these modes only.
    The shell keeps each line on disk until you leave, so nothing gets lost.
    """,
    example: .shown(
      """
      1 alice> .save monday.md
      1 alice> .open monday.md
      """),
    see: ".save, .open, .once, .resume, lessons, command-line")

  private static let play = HelpPage(
    word: ".play", also: "demonstration, demonstrate, present, projector, predict",
    """
    Demonstrates a lesson or a scenario file, for a class: the prose, the next
    command typed, then run. Space goes on, b goes back, 5g goes to step 5. m
    shows the same step in the next mode, w why, t the timeline, v versions,
    c compares the modes, n the speaker's notes, : tries a command of yours
    there, ? shows all keys, q leaves. The lab that you have stays as it is.

    Without a name it demonstrates what was done here. Outside the shell:
    isolab play NAME. In a lesson --- pauses, **Predict:** asks the class, and
    <!-- note: ... --> is a speaker's note.
    """,
    example: .shown(
      """
      1 alice> .play write-skew
      1 alice> .play monday.md
      """),
    see: ".lesson, .open, lessons, files, command-line")

  private static let open = HelpPage(
    word: ".open", also: "load, open a file, import, source",
    """
    Plays a scenario file on a fresh lab, in the mode of the lab: a Markdown
    file, or a plain file with one command a line. .undo brings the lab back
    that you had. A file with a mistake is refused as a whole, and the place
    of the mistake is told. Blanks in a name need no quotes.
    """,
    example: .shown(
      """
      1 alice> .open monday.md
      1 alice> .open my lessons/monday.md
      """),
    see: ".save, .lesson, files")

  private static let save = HelpPage(
    word: ".save", also: "save a file",
    """
    Writes what was done as a lesson, with the answers recorded in the mode of
    the lab. isolab test FILE passes. What was undone is not in it. Title and
    text for your readers are added with any editor. A file that was there
    before is not overwritten.
    """,
    example: .shown("1 alice> .save monday.md"),
    see: ".open, files, command-line")

  private static let export = HelpPage(
    word: ".export",
    also: "history file, dot, mermaid, svg, html, slides, web page",
    """
    Writes what happened to a file, by the end of its name:
      .json .txt     the history for isolab check, and as R1(x) W2(x) C1
      .svg           the timeline; .graph.svg and .versions.svg the graph and
                     the chains of versions
      .dot .mmd      the graph for Graphviz and for Mermaid
      .md            the transcript, which can be replayed
      .sql           a script for each session, for PostgreSQL
      .html          a page that steps, and needs no network
    Outside the shell, isolab export LESSON -o FILE does the same, and --all
    writes pages of all lessons. A file that was there before is not
    overwritten.
    """,
    example: .shown("1 alice> .export monday.json"),
    see: ".save, .timeline, anomalies, command-line")

  private static let once = HelpPage(
    word: ".once", also: "redirect, output to a file",
    """
    The next answer goes to FILE and not to the screen: good for a long table.
    A file that was there before is not overwritten.
    """,
    example: .shown(
      """
      1 alice> .once versions.txt
      1 alice> .versions
      """),
    see: ".save, .versions, .timeline")

  private static let resume = HelpPage(
    word: ".resume", also: "journal, crash, recover, recovery, lost lab, restore, kill",
    """
    Every accepted line is kept on disk until you leave with .quit or Ctrl-D.
    If the shell is cut off before, by a crash or a closed window, the next
    one says so when it starts, and .resume gives all the lines again: data,
    open transactions and waits are back. The journal is in XDG_STATE_HOME, or
    else ~/.local/state. With --no-config nothing is kept.
    """,
    example: .shown("1 alice> .resume"),
    see: "files, history, .quit")

  private static let commandLine = HelpPage(
    "command-line",
    also: """
      options, option, isolab, run, test, simulate, json, pipe, script, scripts, no-config, \
      exit status
      """,
    "how isolab is started",
    """
    isolab                        the shell; --mode NAME for another mode,
                                  --conflicts NAME for another policy
    isolab run FILE               replays a lesson, built in or a file
    isolab play FILE              shows it to a class, by single keys (.play)
    isolab test FILE              replays it in each of its modes and compares
    isolab test --update FILE     writes the answers that are not right
    isolab test --explore FILE    runs all orders of its steps, too (.expect)
    isolab test --all             tests all built-in lessons
    isolab lessons, isolab new    lists the lessons; begins a new one
    isolab export FILE -o OUT     writes a page, a picture, SQL (.export)
    isolab -e 'BEGIN' 'GET x'     runs these lines and leaves
    --json         an object for each command, for programs
    --color WHEN   auto, always or never (help colour)
    --ascii        plain characters (help .ascii)
    --plain        whole sentences, for a screen reader (help plain)
    --no-config    no ~/.editrc, no history, no journal
    Exit status: 0 well, 1 a check failed, 2 usage or syntax, 3 output failed,
    130 broken off. compare, explore, simulate, check: see isolab --help.
    """,
    see: "files, lessons, colour, plain")
}
