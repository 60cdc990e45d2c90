/// The scripts of section 8 of the specification, each of which fails on a fault that a real
/// database has had.
extension SmallProgram {
  static let regressions = [
    SmallProgram(
      "R1", "a scan reads its range, not the rows that it returned",
      "SCAN a..b; PUT b1 1", "SCAN b..c; PUT a1 1"),
    SmallProgram(
      "R2", "a key that is not there is read too", seed: "", "GET x; PUT y 1", "GET y; PUT x 1"),
    SmallProgram(
      "R3", "deleting what is not there is a write", seed: "y=0",
      "DELETE x; PUT y 1", "GET y; PUT x 2"),
    SmallProgram(
      "R4", "versions stand in the order of commits, not of BEGINs", seed: "x=0",
      "PUT x 1", "GET x; PUT x 2"),
    SmallProgram(
      "R5", "what was read counts beyond the reader's commit", "GET x; PUT y 1", "GET y; PUT x 2"),
    SmallProgram(
      "R6", "the edge leads to the writer of the next version, not of the newest",
      seed: "a=0 b=0", beginsFirst: true, "PUT a 1", "PUT b 2; GET a", "PUT a 3; GET b"),
    SmallProgram(
      "R6, inserted and updated", "the same where the key was not there", seed: "b=0",
      "PUT a 3; GET b", "PUT b 2; GET a", "PUT a 1"),
    SmallProgram(
      "R7, R8, R9", "a pivot may be open, writing or committed", seed: "x=0 y=0",
      "GET x; PUT y 1", "PUT x 2; GET y"),
    SmallProgram(
      "R10", "who only reads is tracked too", seed: "x=0 y=0",
      "BEGIN READ ONLY; GET y; GET x", "GET x; PUT y 1", "PUT x 1"),
    SmallProgram(
      "R11", "one antidependency and a write of the same key are a cycle", seed: "x=0",
      "GET x; PUT x 1", "PUT x 2; GET y"),
    SmallProgram(
      "R12", "a key that is written after the scan was read by it", seed: "b=0",
      "PUT b 1", "SCAN a..c; PUT b 9"),
    SmallProgram(
      "R12, before the scan", "a key that was written before it was not", seed: "b=0",
      "PUT b 1", "PUT b 9; SCAN a..c"),
    SmallProgram(
      "R13", "who has not written yet may still write", seed: "a=0 b=0 c=0", beginsFirst: true,
      "GET c; PUT a 1", "PUT c 2; GET b", "GET a; PUT b 4"),
    SmallProgram(
      "R14", "old versions are needed by those who may still look", seed: "a=0 b=0",
      beginsFirst: true, "PUT b 1; GET a", "PUT b 2", "PUT a 3; SCAN b..c"),
  ]
}
