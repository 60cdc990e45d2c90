import Terminal
import Testing

/// Which URLs `--on` names.
@Suite struct PlaceListTests {
  @Test(arguments: [
    ("sqlite:", ["sqlite:"]),
    ("sqlite:,postgresql:///test", ["sqlite:", "postgresql:///test"]),
    ("mariadb://root@a:1,b:2,c:3/x", ["mariadb://root@a:1,b:2,c:3/x"]),
    ("mariadb://a,mysql:3306/x,sqlite:shop.db", ["mariadb://a,mysql:3306/x", "sqlite:shop.db"]),
    ("exec:store --keys a,b,oracle://x", ["exec:store --keys a,b,oracle://x"]),
    ("exec:store a,b,sqlite:,postgres://c", ["exec:store a,b", "sqlite:", "postgres://c"]),
    ("sqlite:,oracle://x", ["sqlite:", "oracle://x"]),
    ("sqlite:,", ["sqlite:", ""]),
  ])
  func commasDivideWhatBeginsAsAURL(list: String, urls: [String]) {
    #expect(Places.urls(in: list) == urls)
  }
}
