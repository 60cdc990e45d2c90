#if MariaDB
  import Testing

  @testable import MariaDB

  /// What can be read without a server.
  @Suite struct MariaDBPictureTests {
    @Test func theListOfTransactionsIsRead() {
      let status = """
        LATEST DETECTED DEADLOCK
        ---TRANSACTION 7, ACTIVE 0 sec
        LOCK WAIT 2 lock struct(s), heap size 1128, 1 row lock(s)
        MariaDB thread id 8, OS thread handle 1, query id 2 localhost root
        LIST OF TRANSACTIONS FOR EACH SESSION:
        ---TRANSACTION 1865, ACTIVE 0 sec starting index read
        mysql tables in use 1, locked 1
        LOCK WAIT 2 lock struct(s), heap size 1128, 1 row lock(s)
        MySQL thread id 9, OS thread handle 3, query id 5763 localhost root Updating
        MariaDB thread id 77, said the statement
        ------- TRX HAS BEEN WAITING 85 us FOR THIS LOCK TO BE GRANTED:
        ---TRANSACTION (0x7f3a281c0b80), not started
        0 lock struct(s), heap size 1128, 0 row lock(s)
        MariaDB thread id 10, OS thread handle 4, query id 5 localhost root
        """
      typealias Transaction = MariaPicture.Transaction
      #expect(
        MariaPicture.transactions(in: status) == [
          Transaction(id: 1865, thread: 9, waits: true, holdsLocks: true),
          Transaction(id: 0, thread: 10, waits: false, holdsLocks: false),
        ])
      #expect(MariaPicture.transactions(in: "nothing") == [])
    }

    @Test func thePurgeIsRead() throws {
      let status = """
        Trx id counter 375
        Purge done for trx's n:o < 374 undo n:o < 0 state: running but idle
        """
      let purge = try #require(MariaPurge(status))
      #expect(purge.counter == 375)
      #expect(purge.hasPassed(374))
      #expect(!purge.hasPassed(375))
      #expect(MariaPurge(status.replacing(" but idle", with: ""))?.hasPassed(374) == false)
    }
  }
#endif
