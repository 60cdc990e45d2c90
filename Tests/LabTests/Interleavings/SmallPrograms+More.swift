/// Programs that were thought of here: ranges, locks, conditions, and ways to end.
extension SmallProgram {
  static let ranges = [
    SmallProgram(
      "scan and delete", "a row vanishes from a range that was read", seed: "a1=1 a2=1",
      "SCAN a..b; PUT x 1", "GET x; DELETE a1"),
    SmallProgram(
      "delete the other's row", "each deletes what the other has counted", seed: "a1=1 a2=1",
      "COUNT a*; DELETE a1", "COUNT a*; DELETE a2"),
    SmallProgram(
      "insert into both ranges", "each range gets a key from the reader of the other",
      "COUNT a*; PUT b1 1", "COUNT b*; PUT a1 1"),
    SmallProgram(
      "edges of a range", "the upper end does not belong to it", seed: "c=0",
      "SCAN a..c; PUT x 1", "GET x; PUT c 1; PUT b 1"),
    SmallProgram(
      "a scan beside a key", "one looks at a range, the other at a key of it", seed: "a1=0",
      "SCAN a*; PUT b 1", "GET b; PUT a1 1"),
    SmallProgram(
      "raise all", "both write all rows of a range", seed: "a1=1 a2=2",
      "UPDATE a* SET $value + 1", "UPDATE a* SET $value * 2"),
    SmallProgram(
      "raise all, and one more", "a row comes in while all are raised", seed: "a1=1",
      "UPDATE a* SET $value + 1", "PUT a2 1; GET a1"),
    SmallProgram(
      "raise some", "a row that no longer qualifies is passed over", seed: "a1=1 a2=1",
      "UPDATE a* = 1 SET 2", "PUT a1 3; PUT a2 4"),
    SmallProgram(
      "clear a range", "a range is emptied while a row is added", seed: "a1=1",
      "DELETE a*; PUT x 1", "GET x; PUT a2 1"),
    SmallProgram(
      "move a row", "a scan may miss a row that is moved, or see it twice", seed: "a1=1",
      "DELETE a1; PUT a2 1", "SCAN a*; PUT x 1"),
    SmallProgram(
      "sums", "each writes the sum of the other's range", seed: "a1=1 b1=1",
      "PUT b2 sum(a*)", "PUT a2 sum(b*)"),
    SmallProgram(
      "ring of ranges", "three look at the next one's range", beginsFirst: true,
      "SCAN a*; PUT b1 1", "SCAN b*; PUT c1 1", "SCAN c*; PUT a1 1"),
    SmallProgram(
      "delete and insert again", "a tombstone is a version", seed: "x=1",
      "DELETE x; PUT x 2", "GET x; PUT y 1"),
    SmallProgram(
      "two deletions", "the second deletes what the first has deleted", seed: "x=1",
      "GET x; DELETE x", "GET x; DELETE x"),
  ]

  static let locks = [
    SmallProgram(
      "promoted write skew", "FOR UPDATE makes a write of a read", seed: "x=1 y=1",
      "GET x; GET y FOR UPDATE; PUT x 0", "GET y; GET x FOR UPDATE; PUT y 0"),
    SmallProgram(
      "one promotes", "one of two is enough where locks are taken", seed: "x=1 y=1",
      "GET y FOR UPDATE; PUT x 0", "GET x; PUT y 0"),
    SmallProgram(
      "promoted update", "reading for update loses no update", seed: "x=0",
      "GET x FOR UPDATE; PUT x 1", "GET x FOR UPDATE; PUT x 2"),
    SmallProgram(
      "promoted absence", "what is not there can be locked", seed: "",
      "GET x FOR UPDATE; PUT y 1", "GET y; PUT x 1"),
    SmallProgram(
      "crossed locks", "a deadlock has a victim", "PUT x 1; GET y", "PUT y 2; PUT x 2"),
    SmallProgram(
      "ring of locks", "three wait for one another", seed: "x=0 y=0 z=0", beginsFirst: true,
      "PUT x 1; PUT y 1", "PUT y 2; PUT z 2", "PUT z 3; PUT x 3"),
    SmallProgram(
      "queue", "three writers of a key wait in line", seed: "x=0",
      "GET x; PUT x 1", "PUT x value(x) + 1", "PUT x 3"),
    SmallProgram(
      "ring of three", "write skew among three", seed: "x=0 y=0 z=0", beginsFirst: true,
      "GET x; PUT y 1", "GET y; PUT z 2", "GET z; PUT x 3"),
    SmallProgram(
      "two pivots", "one commit may doom one of two, and need not doom both", beginsFirst: true,
      "GET x; PUT y 1", "GET x; GET y; PUT z 2", "PUT x 3; GET z"),
  ]

  static let conditions = [
    SmallProgram(
      "doctors", "each goes off call if two are on", seed: "a=on b=on",
      "IF count(* = on) >= 2 THEN PUT a off", "IF count(* = on) >= 2 THEN PUT b off"),
    SmallProgram(
      "doctors and a third", "somebody comes on call meanwhile", seed: "a=on b=on",
      "IF count(* = on) >= 2 THEN PUT a off", "PUT c on; IF count(* = on) >= 3 THEN PUT b off"),
    SmallProgram(
      "the last item", "both buy if there is one", seed: "stock=1",
      "IF value(stock) > 0 THEN PUT stock value(stock) - 1; PUT a 1",
      "IF value(stock) > 0 THEN PUT stock value(stock) - 1; PUT b 1"),
    SmallProgram(
      "unique name", "both insert what is not there", seed: "",
      "IF value(n) = none THEN PUT n 1", "IF value(n) = none THEN PUT n 2"),
    SmallProgram(
      "unique name in a range", "both insert under another key, if nobody has", seed: "",
      "IF count(n*) = 0 THEN PUT n1 1", "IF count(n*) = 0 THEN PUT n2 1"),
    SmallProgram(
      "give up", "one rolls back because of what it sees", seed: "x=1 y=1",
      "GET y; IF value(x) = 1 THEN PUT x 2", "GET x; IF value(y) = 1 THEN PUT y 2; PUT x 3"),
    SmallProgram(
      "transfer", "money moves while it is counted", seed: "a=5 b=5",
      "PUT a value(a) - 1; PUT b value(b) + 1", "SUM *; PUT x 1"),
    SmallProgram(
      "two withdrawals", "from two accounts, whose sum must not fall below one", seed: "a=1 b=1",
      "IF sum(*) >= 2 THEN PUT a 0", "IF sum(*) >= 2 THEN PUT b 0"),
  ]

  static let endings = [
    SmallProgram(
      "write skew of one who rolls back", "who rolls back proves nothing", seed: "x=1 y=1",
      "GET y; PUT x 0; ROLLBACK", "GET x; PUT y 0"),
    SmallProgram(
      "a reader rolls back", "nor does a reader", "GET x; GET y; ROLLBACK", "PUT x 1; PUT y 1"),
    SmallProgram(
      "a writer in between rolls back", "the chain goes past it", seed: "x=0",
      "GET x; PUT x 1", "PUT x 2; ROLLBACK", "PUT x 3"),
    SmallProgram(
      "a declared reader", "who only reads is aborted by nobody but ssi and 2pl",
      "BEGIN READ ONLY; GET x; GET y", "GET x; PUT y 1", "GET y; PUT x 2"),
    SmallProgram(
      "two declared readers", "readers beside a writer", "BEGIN READ ONLY; GET x; GET y",
      "BEGIN READ ONLY; GET y", "PUT x 1; PUT y 1"),
    SmallProgram(
      "read own write", "an own write is no read", seed: "x=0",
      "PUT x 1; GET x", "PUT x 2; GET x"),
    SmallProgram(
      "write twice", "only the last write of a key counts", seed: "x=0",
      "PUT x 1; PUT x 2", "GET x; PUT x 3"),
  ]
}
