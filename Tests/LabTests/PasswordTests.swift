import Layout
import Testing

/// Which parts of a URL may be shown and kept.
@Suite struct PasswordTests {
  @Test(arguments: [
    ("postgresql://u:secret@127.0.0.1:1/x?password=secret2", "postgresql://u@127.0.0.1:1/x"),
    ("postgresql://u:s:e@c@h/x", "postgresql://u@h/x"),
    ("postgresql://u:se/cret@h/x", "postgresql://u@h/x"),
    ("postgresql://u:se?cret@h/x?sslmode=disable", "postgresql://u@h/x?sslmode=disable"),
    ("postgresql://:secret@h/x", "postgresql://h/x"),
    ("mariadb://u:secret@a:3306,b:3306/test", "mariadb://u@a:3306,b:3306/test"),
    ("postgresql:///x?host=/tmp&sslpassword=secret&port=1", "postgresql:///x?host=/tmp&port=1"),
    ("postgresql:///x?p%61ssword=secret", "postgresql:///x"),
    (".on postgresql:u:secret@h/x", ".on postgresql:u@h/x"),
    (".on postgresql://u:my secret@h/x", ".on postgresql://u@h/x"),
    ("3 alice*> .onn postgresql://u:secret@h", "3 alice*> .onn postgresql://u@h"),
  ])
  func go(text: String, shown: String) {
    #expect(withoutPasswords(text) == shown)
    #expect(withoutPasswords(shown) == shown)
  }

  @Test(arguments: [
    "", "://", "sqlite:", "sqlite:a@b.db?journal=delete", "postgresql:///test",
    "postgresql://h:5432/x?user=a@b", "postgresql://u@h/x?passfile=/home/u/.pgpass",
    "postgresql:///x?", "PUT x password=1", "exec:python3 store.py a,b",
  ])
  func theRestStays(text: String) {
    #expect(withoutPasswords(text) == text)
  }
}
