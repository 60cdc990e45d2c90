/// Keys, values and formulas.
extension HelpPage {
  static let texts: [HelpPage] = [values, quoting, ranges, expressions, variables]

  private static let values = HelpPage(
    "values",
    also: "key, key and value, keys and values, number, integer, text, none, absence, null",
    "keys and values are text; some are numbers too",
    """
    Letters, digits and _ - / . need no quotes: x, acct/ann, on, -7. All else
    is quoted (help quoting). A value that spells an integer, such as 7 or -7,
    can be computed with; 07 and 1.5 are text. Text is ordered by its bytes:
    10 comes before 5, and B before a. none is absence, and equals only none.
    (none) is the answer where there is nothing.
    """,
    example: HelpExample(
      """
      1 alice> .seed 5=five 10=ten a/b=-7
        ok
      1 alice> BEGIN
        ok
      2 alice*> SCAN
        10=ten 5=five a/b=-7
      3 alice*> PUT x value(a/b) + 10
        ok
      4 alice*> GET x
        x=3
      """),
    see: "quoting, expressions, ranges, PUT")

  private static let quoting = HelpPage(
    "quoting", also: "quote, quotes, quoted text, escape, escapes, blanks, unicode, string",
    "\"two words\" is one text",
    #"""
    Inside of quotes  \"  \\  \n  \t  and  \u{1F600}  stand for a quote, a
    backslash, a new line, a tab and a character by its number. A key that
    starts with a dot is quoted, a lone - or / is quoted, and none as a text.
    Answers print a text in quotes where it needs them.
    """#,
    example: HelpExample(
      #"""
      1 alice> BEGIN
        ok
      2 alice*> PUT "a key" "two words"
        ok
      3 alice*> GET "a key"
        "a key"="two words"
      4 alice*> PUT x two words
        error syntax
      4 alice*> PUT x "say \"yes\""
        ok
      5 alice*> GET x
        x="say \"yes\""
      """#),
    see: "values, expressions")

  private static let ranges = HelpPage(
    "ranges", also: "prefix, filter, predicate, gap, gaps, .., = value, where clause",
    "a stretch of keys in key order, for SCAN, COUNT, UPDATE ...",
    """
    nothing or *   all keys
    acct/*         all that start with acct/; the star is glued to the prefix
    a..c           from a to c; a is in it, c is not
    x              that one key
    = value behind it keeps only the keys with that value. The whole range
    counts as read all the same, with its gaps: a key that appears in it later
    is a conflict too (help phantom).
    """,
    example: HelpExample(
      """
      1 alice> .seed a=1 b=2 b2=2 c=3
        ok
      1 alice> BEGIN
        ok
      2 alice*> SCAN b*
        b=2 b2=2
      3 alice*> SCAN a..c
        a=1 b=2 b2=2
      4 alice*> SCAN = 2
        b=2 b2=2
      """),
    see: "SCAN, COUNT, values, phantom")

  private static let expressions = HelpPage(
    "expressions",
    also: """
      formula, formulas, operator, operators, arithmetic, function, functions, literal, value(), \
      count(), sum(), +, <, >, and, or, not, precedence
      """,
    "a value or a formula; blanks around every operator",
    """
    7, off, "two words"     the text itself; 7 is a number too
    value(x)                what the key x holds; x alone is the text x
    count(a*), sum(a*)      as COUNT and SUM; also count(* = on)
    $name                   what AS name has kept
    Operators, the closest first: a sign -; * / %; + -; = != < <= > >=; not;
    and; or. Parentheses group. Arithmetic, < and > need integers; / cuts off
    toward zero. and, or read no more than they must.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=7
        ok
      1 alice> BEGIN
        ok
      2 alice*> PUT y (value(x) + 1) * 10 / 3
        ok
      3 alice*> GET y
        y=26
      4 alice*> PUT y x + 1
        error arithmetic
      4 alice*> IF value(x) > 5 and count(*) = 2 THEN PUT z 1
        ok
      """),
    see: "values, variables, ranges, IF, PUT")

  private static let variables = HelpPage(
    "variables", also: "$name, $, $n, $value, as, as name",
    "AS name keeps what was read, $name uses it",
    """
    GET keeps the value, SCAN and COUNT how many keys, SUM the sum. It lasts
    to the end of the transaction, and RETRY reads it anew. PUT x $n + 1 uses
    what was read before and may be old by now; value(x) + 1 reads again.
    $value is the old value of the row, in UPDATE only.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=5
        ok
      1 alice> BEGIN
        ok
      2 alice*> GET x AS n
        x=5
      3 alice*> PUT x $n + 1
        ok
      4 alice*> IF $n > 3 THEN PUT big $n
        ok
      5 alice*> SCAN
        big=5 x=6
      """),
    see: "expressions, GET, UPDATE, lost-update")
}
